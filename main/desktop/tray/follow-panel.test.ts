import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TellerProcess } from '../../network/listen.ts';
import { followPanel } from './follow-panel.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(first: string | null) {
  const said: string[] = [];
  let owner = first;
  const stdout = new PassThrough();
  const events = new EventEmitter();
  const child = Object.assign(events, { stdin: new PassThrough(), stdout, kill: () => true, unref: () => {} });
  const stop = followPanel({
    renewed: () => void said.push('renewed'),
    changed: () => void said.push('changed'),
    watcher: async () => owner,
    start: () => child as never as TellerProcess,
  });
  events.emit('spawn');
  return {
    said,
    stop,
    async becomes(next: string | null) {
      owner = next;
      stdout.write(`The name is now ${next}\n`);
      await vi.advanceTimersByTimeAsync(1_000);
    },
  };
}

test.each<[string, string | null, readonly (string | null)[], readonly string[]]>([
  ['the same panel goes on', ':1.5', [':1.5', ':1.5'], []],
  ['a panel goes', ':1.5', [null], ['changed']],
  ['a panel comes after the app', null, [':1.9'], ['changed', 'renewed']],
  ['a panel goes, and another one comes', ':1.5', [null, ':1.9'], ['changed', 'changed', 'renewed']],
  ['another one comes at once', ':1.5', [':1.9'], ['changed', 'renewed']],
])('%s', async (_name, first, next, expected) => {
  const { said, becomes } = setUp(first);
  await vi.advanceTimersByTimeAsync(1_000);
  for (const owner of next) await becomes(owner);
  expect(said).toEqual(expected);
});

test('after its end nothing is said', async () => {
  const { said, becomes, stop } = setUp(':1.5');
  stop();
  await becomes(':1.9');
  expect(said).toEqual([]);
});
