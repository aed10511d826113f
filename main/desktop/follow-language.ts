/** Speaks the language that the settings have, else the system's, and what the system draws for the app follows. */
import type { AppState } from '../../preload/app-state.ts';
import { languageOf } from '../../preload/words/languages.ts';
import { speak } from '../../preload/words/words.ts';
import type { AppStateHolder } from '../state/app-state.ts';
import { readTranslation } from './translations.ts';

const speakAs = ({ settings, about }: AppState): Promise<void> =>
  speak(languageOf(settings.language, about.languages), about.languages, readTranslation);

/** Resolves when the language of the start is on. Follows the settings from then on. */
export function followLanguage(state: Pick<AppStateHolder, 'snapshot' | 'subscribe'>): Promise<void> {
  state.subscribe(({ changes }, now) => {
    if (changes.some(({ kind }) => kind === 'settings')) void speakAs(now);
  });
  return speakAs(state.snapshot());
}
