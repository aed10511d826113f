import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchNetwork } from './network.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  address: text,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: null,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const reasons: string[] = [];
  const listeners: (() => void)[] = [];
  let interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = {
    eth0: [address('10.0.0.2')],
    lo: [address('127.0.0.1', true)],
  };
  const stop = watchNetwork(
    { refresh: (reason) => reasons.push(reason) },
    { on: ((_event: 'resume', listener: () => void) => listeners.push(listener)) as never },
    () => interfaces,
  );
  return {
    reasons,
    stop,
    wake: () => {
      for (const listener of listeners) listener();
    },
    change: (next: typeof interfaces) => {
      interfaces = next;
      vi.advanceTimersByTime(5_000);
    },
  };
}

test('tells the engine once about another network, and nothing while it stays', () => {
  const { reasons, change } = setUp();
  vi.advanceTimersByTime(60_000);
  expect(reasons).toEqual([]);
  change({ wlan0: [address('192.168.1.7')] });
  vi.advanceTimersByTime(60_000);
  expect(reasons).toEqual(['network-change']);
});

test('the order of addresses and loopback are no change', () => {
  const { reasons, change } = setUp();
  change({ lo: [address('127.0.0.1', true), address('127.0.0.2', true)], eth0: [address('10.0.0.2')] });
  expect(reasons).toEqual([]);
});

test('tells the engine when the computer wakes up', () => {
  const { reasons, wake } = setUp();
  wake();
  expect(reasons).toEqual(['resume']);
});

test('can be stopped', () => {
  const { reasons, stop, change } = setUp();
  stop();
  change({});
  expect(reasons).toEqual([]);
});
