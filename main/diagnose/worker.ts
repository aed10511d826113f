/** Entry of the thread in which the app makes one check: what looks things up must not hold up its windows. */

import { parentPort, workerData } from 'node:worker_threads';
import type { FindRoutes, Route } from '../tunnel/negotiation/routes.ts';
import { usualPorts } from './check.ts';
import { walk } from './walk.ts';
import type { CheckData, FromCheck, ToCheck } from './wire.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const post = (message: FromCheck): void => port.postMessage(message);
const questions = new Map<number, (routes: readonly Route[] | null) => void>();
const findRoutes: FindRoutes = (host, serverPort) =>
  new Promise((resolve, reject) => {
    const question = questions.size;
    questions.set(question, (routes) => (routes === null ? reject(new Error('no answer')) : resolve(routes)));
    post({ kind: 'find-routes', question, host, port: serverPort });
  });
port.on('message', ({ question, routes }: ToCheck) => questions.get(question)?.(routes));

const { request, asksOthers } = workerData as CheckData;
const change = (diagnosis: FromCheck & { readonly kind: 'change' }) => post(diagnosis);
await walk(
  request,
  usualPorts({ findRoutes, asksOthers }),
  (diagnosis) => change({ kind: 'change', diagnosis }),
  new AbortController().signal,
);
// Nothing waits for an answer any more.
port.close();
