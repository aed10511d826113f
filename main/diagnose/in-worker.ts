/** A check in a thread of its own, seen from the main thread. */

import type { Worker } from 'node:worker_threads';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { FindRoutes, Route } from '../tunnel/negotiation/routes.ts';
import type { CheckRequest } from './tools.ts';
import type { CheckData, FromCheck, ToCheck } from './wire.ts';

/**
 * Makes a check and calls back whenever there is more to show. Resolves when it is over: with the last that was shown, null
 * when the thread died before there was anything. Never rejects.
 */
export type Check = (
  request: CheckRequest,
  asksOthers: boolean,
  onChange: (diagnosis: Diagnosis) => void,
  signal: AbortSignal,
) => Promise<Diagnosis | null>;

/** `create` makes the thread of out/main/diagnose.js with this data. */
export function checkInWorker(create: (data: CheckData) => Worker, findRoutes: FindRoutes): Check {
  return (request, asksOthers, onChange, signal) =>
    new Promise((resolve) => {
      const worker = create({ request, asksOthers });
      let last: Diagnosis | null = null;
      const abort = () => void worker.terminate();
      signal.addEventListener('abort', abort);
      worker.on('message', (message: FromCheck) => {
        if (message.kind === 'change') {
          last = message.diagnosis;
          if (!signal.aborted) onChange(last);
          return;
        }
        const { question, host, port } = message;
        const answer = (routes: readonly Route[] | null) => worker.postMessage({ question, routes } satisfies ToCheck);
        findRoutes(host, port).then(answer, () => answer(null));
      });
      worker.on('error', () => undefined);
      worker.on('exit', () => {
        signal.removeEventListener('abort', abort);
        resolve(last === null || last.state === 'done' ? last : ended(last));
      });
      if (signal.aborted) abort();
    });
}

const ended = (diagnosis: Diagnosis): Diagnosis => ({
  ...diagnosis,
  state: 'cancelled',
  steps: diagnosis.steps.filter(({ state }) => state !== 'running'),
});
