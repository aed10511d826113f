/** For tests: a language as it was written down. */
import type { ReadTranslation } from './words.ts';

export const readWritten: ReadTranslation = async (code) =>
  (await import(`./${code}.json`, { with: { type: 'json' } })).default;
