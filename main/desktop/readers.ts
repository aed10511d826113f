/** What the app reads of other people's texts and files, all of it in the reading thread. */
import { Worker } from 'node:worker_threads';
import type { Result } from '../../preload/contract.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import { createReader } from '../reading/client.ts';
import type { Readers } from '../state/imports.ts';
import { failure, success } from '../state/result.ts';
import { wordsFolder } from './translations.ts';

const reader = createReader(
  () => new Worker(new URL('./reader.js', import.meta.url), { workerData: { words: wordsFolder } }),
);

export const readers: Readers = {
  text: (text, options) => reader.read('text', { text, options }),
  set: (set, options) => reader.read('set', { set, options }),
  backup: (text) => reader.read('backup', text),
};

/** Reads what a person chose or opened from outside: files, folders, archives. */
export async function readGiven(paths: readonly string[]): Promise<Result<FileSet>> {
  const read = await reader.read('paths', paths);
  return read.ok ? success(read.set) : failure('import', () => sayExplanation(read.explanation));
}
