import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import { checkInWorker } from './in-worker.ts';
import type { CheckRequest } from './tools.ts';
import type { CheckData, FromCheck } from './wire.ts';

const diagnosis = (state: Diagnosis['state']): Diagnosis => ({
  target: 'a.test:443',
  steps: [{ step: 'tls', state: state === 'running' ? 'running' : 'good', facts: [], ms: null }],
  broken: null,
  remarks: [],
  state,
  startedAt: 0,
});
const request = { application: 'ssh' } as CheckRequest;

/** A thread that a test speaks for. */
function setUp() {
  const thread = new EventEmitter();
  const heard: unknown[] = [];
  const begun: CheckData[] = [];
  const worker = Object.assign(thread, {
    postMessage: (message: unknown) => void heard.push(message),
    terminate: () => Promise.resolve(void thread.emit('exit', 1)),
  });
  const check = checkInWorker(
    (data) => {
      begun.push(data);
      return worker as unknown as Worker;
    },
    async (host) => {
      if (host === 'nobody.test') throw new Error('no settings');
      return [{ kind: 'direct' }];
    },
  );
  const say = (message: FromCheck) => thread.emit('message', message);
  return { thread, heard, begun, check, say };
}

test('tells what the thread tells, and ends with it', async () => {
  const { thread, begun, check, say } = setUp();
  const shown: Diagnosis[] = [];
  const over = check(request, true, (one) => shown.push(one), new AbortController().signal);
  expect(begun).toEqual([{ request, asksOthers: true }]);
  say({ kind: 'change', diagnosis: diagnosis('running') });
  say({ kind: 'change', diagnosis: diagnosis('done') });
  thread.emit('exit', 0);
  expect(await over).toEqual(diagnosis('done'));
  expect(shown).toEqual([diagnosis('running'), diagnosis('done')]);
});

test('answers what the thread asks of the system’s proxy settings', async () => {
  const { thread, heard, check, say } = setUp();
  const over = check(request, true, () => {}, new AbortController().signal);
  say({ kind: 'find-routes', question: 0, host: 'a.test', port: 443 });
  say({ kind: 'find-routes', question: 1, host: 'nobody.test', port: 443 });
  await expect.poll(() => heard).toHaveLength(2);
  expect(heard).toEqual(
    expect.arrayContaining([
      { question: 0, routes: [{ kind: 'direct' }] },
      { question: 1, routes: null },
    ]),
  );
  thread.emit('exit', 0);
  expect(await over).toBeNull();
});

test('an aborted check, and a thread that dies, do not look as if they went on', async () => {
  for (const end of ['abort', 'death'] as const) {
    const { thread, check, say } = setUp();
    const abort = new AbortController();
    const over = check(request, true, () => {}, abort.signal);
    say({ kind: 'change', diagnosis: diagnosis('running') });
    if (end === 'abort') abort.abort();
    else {
      thread.emit('error', new Error('out of memory'));
      thread.emit('exit', 1);
    }
    expect(await over).toMatchObject({ state: 'cancelled', steps: [] });
  }
});
