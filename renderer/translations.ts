import type { ReadTranslation } from '../preload/words/words.ts';

/** Main gives the window the very files that it reads itself. */
export const readTranslation: ReadTranslation = async (code) => (await fetch(`./words/${code}.json`)).json();
