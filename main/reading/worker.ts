/** Entry of the reading thread. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { speak } from '../../preload/words/words.ts';
import type { FromReader, ToReader } from './client.ts';
import { work } from './jobs.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

/** The folder with the files of languages. Without one, names that are proposed are English. */
const { words } = (workerData ?? {}) as { readonly words?: string };

port.on('message', async ({ id, language, job }: ToReader) => {
  let message: FromReader;
  try {
    await speak(
      language,
      [],
      words === undefined ? undefined : async (code) => JSON.parse(await readFile(join(words, `${code}.json`), 'utf8')),
    );
    message = { id, answer: await work(job) };
  } catch (thrown) {
    message = { id, thrown: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
  port.postMessage(message);
});
