/**
 * node engine-host.mjs WORKER LIMITS: the engine in its worker thread as the app has it, without the app. Plain JavaScript,
 * because Electron's Node runs it as it is. The worker's messages go over the process's message channel.
 */
import { Worker } from 'node:worker_threads';

const worker = new Worker(process.argv[2], { resourceLimits: JSON.parse(process.argv[3]) });
worker.on('message', (message) => process.send(message));
worker.on('error', (error) => {
  console.error(error);
  process.exit(1);
});
process.on('message', (message) => worker.postMessage(message));
process.on('disconnect', () => process.exit());
