/** What a control is called in a language, by what it is called in English. */
import { readFile } from 'node:fs/promises';
import { withMachineIsolated } from '../../preload/words/direction.ts';
import { english } from '../../preload/words/en/index.ts';
import { isRightToLeft, type LanguageCode, languages } from '../../preload/words/languages.ts';
import type { Message, Translation } from '../../preload/words/translation.ts';

export type NameIn = (name: string) => RegExp;

/** null: something is put into it. */
function textOf(message: Message | undefined): string | null {
  if (message === undefined) return null;
  if (typeof message === 'string') return /[{<]/.test(message) ? null : message;
  const texts = message.map((element) => ('value' in element && element.type === 0 ? element.value : null));
  return texts.includes(null) ? null : texts.join('');
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const exactly = (texts: readonly string[]): RegExp => new RegExp(`^(?:${texts.map(escaped).join('|')})$`);

/** null: English itself. */
async function translationOf(language: LanguageCode): Promise<Translation | null> {
  switch (languages[language].from) {
    case 'program':
      return null;
    case 'english':
      return (await import('../../preload/words/pseudo.ts')).pseudoTranslation();
    case 'file':
      return JSON.parse(await readFile(new URL(`../../preload/words/${language}.json`, import.meta.url), 'utf8'));
  }
}

/** Names are what the catalogue has, alone or with data before or behind: `SSH Application`, `Networks 2`. */
export async function namesIn(language: LanguageCode): Promise<NameIn> {
  const translation = await translationOf(language);
  if (translation === null) return (name) => exactly([name]);
  const original: Translation = english;
  const known = new Map<string, string[]>();
  for (const [id, message] of Object.entries(original)) {
    const [text, translated] = [textOf(message), textOf(translation[id])];
    if (text === null || translated === null) continue;
    const shown = isRightToLeft(language) ? withMachineIsolated(translated) : translated;
    known.set(text, [...(known.get(text) ?? []), shown]);
  }
  return (name) => {
    const whole = known.get(name);
    if (whole !== undefined) return exactly(whole);
    const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
    for (const at of spaces) {
      const behind = known.get(name.slice(at + 1));
      if (behind !== undefined) return exactly(behind.map((text) => `${name.slice(0, at)} ${text}`));
    }
    for (const at of spaces.toReversed()) {
      const before = known.get(name.slice(0, at));
      if (before === undefined) continue;
      const counted = Number(name.slice(at + 1));
      const rest = Number.isNaN(counted) ? name.slice(at + 1) : new Intl.NumberFormat(language).format(counted);
      return exactly(before.map((text) => `${text} ${rest}`));
    }
    return exactly([name]);
  };
}
