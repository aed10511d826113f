/** The files of languages, which main and the window have in common (build/words.ts). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReadTranslation } from '../../preload/words/words.ts';

/** Beside the built program. */
export const wordsFolder = join(import.meta.dirname, '../words');

export const readTranslation: ReadTranslation = async (code) =>
  JSON.parse(await readFile(join(wordsFolder, `${code}.json`), 'utf8'));
