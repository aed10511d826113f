/** The languages that Adit speaks, and which of them a person gets. Pure, but for reading a language when it is wanted. */
import type { Translation } from './translation.ts';

interface Language {
  /** In itself, for whoever cannot read the one that is on. */
  readonly name: string;
  /** Its messages by their ids; null: they are part of the program. */
  readonly read: (() => Promise<Translation>) | null;
  /** For those who write and translate texts: not offered. */
  readonly isHidden?: true;
}

const table = {
  en: { name: 'English', read: null },
  ar: { name: 'العربية', read: async () => (await import('./ar.json', { with: { type: 'json' } })).default },
  de: { name: 'Deutsch', read: async () => (await import('./de.json', { with: { type: 'json' } })).default },
  es: { name: 'Español', read: async () => (await import('./es.json', { with: { type: 'json' } })).default },
  fa: { name: 'فارسی', read: async () => (await import('./fa.json', { with: { type: 'json' } })).default },
  fr: { name: 'Français', read: async () => (await import('./fr.json', { with: { type: 'json' } })).default },
  ja: { name: '日本語', read: async () => (await import('./ja.json', { with: { type: 'json' } })).default },
  pl: { name: 'Polski', read: async () => (await import('./pl.json', { with: { type: 'json' } })).default },
  uk: { name: 'Українська', read: async () => (await import('./uk.json', { with: { type: 'json' } })).default },
  'zh-Hans': {
    name: '简体中文',
    read: async () => (await import('./zh-Hans.json', { with: { type: 'json' } })).default,
  },
  'en-XA': { name: 'Pseudo', read: async () => (await import('./pseudo.ts')).pseudoTranslation(), isHidden: true },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageCode = keyof typeof table;

export const languages: Readonly<Record<LanguageCode, Language>> = table;

const codes = Object.keys(table) as readonly LanguageCode[];

/** Those that a person can choose. */
export const offeredLanguages = codes.filter((code) => languages[code].isHidden !== true);

const isCode = (text: string): text is LanguageCode => Object.hasOwn(table, text);

/** The language, with the script that it is written in. */
function scriptOf(tag: string): string | null {
  try {
    const { language, script } = new Intl.Locale(tag).maximize();
    return `${language}-${script}`;
  } catch {
    return null;
  }
}

/** The first of a person's languages that Adit speaks; English when it speaks none of them. Tags as BCP 47 has them. */
export function languageFor(preferred: readonly string[]): LanguageCode {
  for (const tag of preferred) {
    const found = offeredLanguages.find((code) => scriptOf(code) === scriptOf(tag));
    if (found !== undefined) return found;
  }
  return 'en';
}

/** What a person has chosen, else what the system says that they prefer. */
export const languageOf = (chosen: string | undefined, preferred: readonly string[]): LanguageCode =>
  chosen !== undefined && isCode(chosen) ? chosen : languageFor(preferred);

/** How numbers and dates look: as where the person lives, when that is a place of the language that is spoken. */
export const localeFor = (language: LanguageCode, preferred: readonly string[]): string =>
  preferred.find((tag) => scriptOf(tag) === scriptOf(language)) ?? language;

export const isRightToLeft = (language: LanguageCode): boolean => /^(ar|fa)\b/.test(language);
