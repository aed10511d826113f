/** How values look in the language that is on. */
import { apart, currentLanguage, currentLocale } from './words.ts';

/** Makes it once for each language: making one costs more than using it. */
function ofLanguage<Format>(make: (locale: string) => Format): () => Format {
  let made: { readonly locale: string; readonly format: Format } | null = null;
  return () => {
    const locale = currentLocale();
    if (made?.locale !== locale) made = { locale, format: make(locale) };
    return made.format;
  };
}

const unit = ofLanguage((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond' }));
// Of units, Chinese and Japanese put nothing between them.
const list = ofLanguage((locale) => new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }));
const number = ofLanguage((locale) => new Intl.NumberFormat(locale));

/** `12 ms`, which a line never parts. */
export const milliseconds = (count: number): string => unit().format(count).replaceAll(' ', '\u00a0');

/** `a, b, c` */
export const listed = (items: readonly string[]): string => list().format(items.map(apart));

/** `a · b · c`: facts beside each other, each of which keeps its direction. */
export const inOneLine = (facts: readonly string[]): string => facts.map(apart).join(' · ');

/** `1,284`: how many of something there are. Ports and numbers of processes are not counted. */
export const counted = (count: number): string => number().format(count);

/** A label in the middle of a sentence. In most languages what begins it keeps its letter there, or has none that is small. */
export const startLow = (label: string): string =>
  currentLanguage() === 'en' && /^\p{Lu}\p{Ll}*(?=\s|$)/u.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
