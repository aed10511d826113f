/** Entry of the reading thread. */
import { parentPort } from 'node:worker_threads';
import { speak } from '../../preload/words/words.ts';
import type { FromReader, ToReader } from './client.ts';
import { work } from './jobs.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

port.on('message', async ({ id, language, job }: ToReader) => {
  let message: FromReader;
  try {
    await speak(language);
    message = { id, answer: await work(job) };
  } catch (thrown) {
    message = { id, thrown: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
  port.postMessage(message);
});
