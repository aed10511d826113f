import { EventEmitter } from 'node:events';
import type { NetworkInterfaceInfo } from 'node:os';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Interfaces, noRoutes } from './fingerprint.ts';
import type { TellerProcess } from './listen.ts';
import { tellerOf } from './tellers.ts';
import { type WatchPorts, watchNetworkChanges } from './watch.ts';

const address = (text: string): NetworkInterfaceInfo => ({
  address: text,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal: false,
  cidr: null,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Started {
  readonly program: string;
  readonly events: EventEmitter;
  readonly stdout: PassThrough;
  readonly killed: () => boolean;
}

function setUp(change: Partial<WatchPorts> = {}) {
  let changes = 0;
  let interfaces: Interfaces = { eth0: [address('10.0.0.2')] };
  const started: Started[] = [];
  const stop = watchNetworkChanges({
    platform: 'linux',
    changed: () => {
      changes += 1;
    },
    interfaces: () => interfaces,
    routes: () => noRoutes,
    start(program) {
      const events = new EventEmitter();
      const stdout = new PassThrough();
      let killed = false;
      const kill = () => {
        killed = true;
        return true;
      };
      started.push({ program, events, stdout, killed: () => killed });
      return Object.assign(events, {
        stdin: new PassThrough(),
        stdout,
        kill,
        unref: () => {},
      }) as never as TellerProcess;
    },
    ...change,
  });
  return {
    changes: () => changes,
    started,
    stop,
    move: (to: string) => {
      interfaces = { eth0: [address(to)] };
    },
    last: () => started.at(-1) as Started,
    say: async (text: string) => {
      (started.at(-1) as Started).stdout.write(text);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('where the system tells', () => {
  test('what it tells is known within a second, and many changes are one', async () => {
    const { changes, move, say, last } = setUp();
    last().events.emit('spawn');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(changes()).toBe(0);
    for (const to of ['10.0.0.3', '10.0.0.4', '10.0.0.5']) {
      move(to);
      await say('2: eth0 inet');
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(300);
    expect(changes()).toBe(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(changes()).toBe(1);
  });

  test('a system that goes on telling is not waited for', async () => {
    const { changes, move, say } = setUp();
    move('10.0.0.3');
    for (let times = 0; times < 12; times += 1) {
      await say('2: eth0 inet');
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(changes()).toBe(1);
  });

  test('words without a change are none: an announcement that is repeated', async () => {
    const { changes, say } = setUp();
    await say('2: eth0 inet6 valid_lft 86400sec');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(changes()).toBe(0);
  });

  test('on macOS it knows more than addresses: a change of name servers is one', async () => {
    const { changes, say } = setUp({ platform: 'darwin' });
    await say('  changed key [0] = State:/Network/Global/DNS\n');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(changes()).toBe(1);
  });

  test('who tells is started again when it ends, with growing pauses, and nothing is missed meanwhile', async () => {
    const { changes, move, started, last } = setUp();
    last().events.emit('spawn');
    last().events.emit('exit', 1);
    move('10.0.0.9');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(changes()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(started).toHaveLength(2);
    last().events.emit('spawn');
    last().events.emit('exit', 1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(started).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(started).toHaveLength(3);
  });

  test('without setpriv, and without ip behind it, the next way is taken at once', () => {
    const { started, last } = setUp();
    last().events.emit('error', new Error('ENOENT'));
    expect(started.map(({ program }) => program)).toEqual(['setpriv', 'ip']);
    const other = setUp();
    other.last().events.emit('spawn');
    other.last().events.emit('exit', 127);
    expect(other.started.map(({ program }) => program)).toEqual(['setpriv', 'ip']);
  });

  test('it ends with the app', () => {
    const { stop, last, started } = setUp();
    stop();
    expect(last().killed()).toBe(true);
    last().events.emit('exit', null);
    vi.advanceTimersByTime(120_000);
    expect(started).toHaveLength(1);
  });
});

describe('where nobody tells', () => {
  test.each<[string, Partial<WatchPorts>]>([
    ['a system without such a program', { platform: 'win32' }],
    ['a program that is not installed', {}],
  ])('%s: the poll finds out within a second and a moment', async (_where, change) => {
    const { changes, move, started, stop } = setUp(change);
    for (let tries = 0; tries < 6; tries += 1) started.at(-1)?.events.emit('error', new Error('ENOENT'));
    expect(started).toHaveLength(change.platform === 'win32' ? 0 : 2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes()).toBe(0);
    move('10.0.0.3');
    await vi.advanceTimersByTimeAsync(1_300);
    expect(changes()).toBe(1);
    stop();
    move('10.0.0.4');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(changes()).toBe(1);
  });

  test('a clock that has gone on alone means sleep, and a clock that was set by little does not', async () => {
    const { changes } = setUp({ platform: 'win32' });
    vi.setSystemTime(Date.now() + 5_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(changes()).toBe(0);
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(changes()).toBe(1);
  });
});

test('each system is asked for what changes rarely', () => {
  expect(tellerOf('linux')?.commands.map((command) => command.join(' '))).toEqual([
    'setpriv --pdeathsig KILL ip monitor link address route',
    'ip monitor link address route',
  ]);
  expect(tellerOf('darwin')?.input).toMatch(/n\.watch\n$/);
  expect(tellerOf('win32')).toBeNull();
});
