/** What is said where Adit cannot start: nothing of the app is there yet, and nobody knows the settings. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../preload/words/languages.ts';
import { say } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';
import { inEnglish, type ReadTranslation, speak, t } from '../../preload/words/words.ts';
import { readTranslation } from './translations.ts';

/** On the terminal, where all is English. */
export const forTerminal = (what: Text): string => inEnglish(() => say(what));

/** In a dialog. `userData`: null when nobody knows where the settings are; `preferred`: the languages of the system. */
export async function forDialog(
  what: Text,
  userData: string | null,
  preferred: readonly string[],
  read: ReadTranslation = readTranslation,
): Promise<{ readonly title: string; readonly text: string }> {
  const chosen = userData === null ? undefined : chosenLanguage(userData);
  await speak(languageOf(chosen, preferred), preferred, read);
  return { title: t('dialog.noStart'), text: say(what) };
}

/** As the settings have it, if they can be read. They are looked at without their schema, which takes long to load. */
function chosenLanguage(userData: string): string | undefined {
  try {
    const { settings } = JSON.parse(readFileSync(join(userData, 'profiles.json'), 'utf8'));
    return typeof settings?.language === 'string' ? settings.language : undefined;
  } catch {
    return undefined;
  }
}
