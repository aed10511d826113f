import { useSyncExternalStore } from 'react';
import type { LanguageCode } from '../../preload/words/languages.ts';
import { currentLanguage, onLanguageChange } from '../../preload/words/words.ts';

/** The language that is on. Who remembers something made of texts asks for it, to make it anew with another language. */
export const useLanguage = (): LanguageCode => useSyncExternalStore(onLanguageChange, currentLanguage);
