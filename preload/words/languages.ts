/** The languages that Adit speaks, and which of them a person gets. Pure. */

interface Language {
  /** In itself, for whoever cannot read the one that is on. */
  readonly name: string;
  /**
   * Where its messages are: part of the program, in a file of their own (`CODE.json`), or made of the English ones when
   * they are wanted.
   */
  readonly from: 'program' | 'file' | 'english';
  /** For those who write and translate texts: not offered. */
  readonly isHidden?: true;
}

const table = {
  en: { name: 'English', from: 'program' },
  ar: { name: 'العربية', from: 'file' },
  de: { name: 'Deutsch', from: 'file' },
  es: { name: 'Español', from: 'file' },
  fa: { name: 'فارسی', from: 'file' },
  fr: { name: 'Français', from: 'file' },
  ja: { name: '日本語', from: 'file' },
  pl: { name: 'Polski', from: 'file' },
  uk: { name: 'Українська', from: 'file' },
  'zh-Hans': { name: '简体中文', from: 'file' },
  'en-XA': { name: 'Pseudo', from: 'english', isHidden: true },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageCode = keyof typeof table;

export const languages: Readonly<Record<LanguageCode, Language>> = table;

const codes = Object.keys(table) as readonly LanguageCode[];

/** Those that have a file. */
export const translatedLanguages = codes.filter((code) => languages[code].from === 'file');

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
