import { expect, test } from 'vitest';
import { watchNetwork } from './network.ts';

function setUp() {
  const reasons: string[] = [];
  const listeners = new Map<string, () => void>();
  let changed = () => {};
  let stopped = false;
  const stop = watchNetwork(
    { refresh: (reason) => reasons.push(reason) },
    { on: ((event: string, listener: () => void) => listeners.set(event, listener)) as never },
    (told) => {
      changed = told;
      return () => {
        stopped = true;
      };
    },
  );
  return {
    reasons,
    stop,
    stopped: () => stopped,
    change: () => changed(),
    power: (event: string) => listeners.get(event)?.(),
  };
}

test.each([
  ['resume', 'resume'],
  ['unlock-screen', 'network-change'],
  ['user-did-become-active', 'network-change'],
])('tells the engine of %s', (event, reason) => {
  const { reasons, power } = setUp();
  power(event);
  expect(reasons).toEqual([reason]);
});

test.each(['suspend', 'lock-screen'])('%s ends nothing', (event) => {
  const { reasons, power } = setUp();
  power(event);
  expect(reasons).toEqual([]);
});

test('tells the engine of another network, until it is stopped', () => {
  const { reasons, change, stop, stopped } = setUp();
  change();
  expect(reasons).toEqual(['network-change']);
  stop();
  expect(stopped()).toBe(true);
});
