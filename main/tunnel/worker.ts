/** Entry of the engine's thread. */
import { parentPort } from 'node:worker_threads';
import { createEngine } from './in-process.ts';
import { serveEngine, type ToEngine } from './wire.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

const receive = serveEngine(createEngine, (message) => port.postMessage(message));
port.on('message', (message: ToEngine) => receive(message));
