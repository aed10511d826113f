/** How values look in the window, in the person's locale. */

import type { Endpoint } from '../../preload/types.ts';
import { currentLocale } from '../../preload/words/words.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Figures change all the time, and to make a format takes a hundred times as long as to use one. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${kind}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formats.set(key, made);
  return made;
}

/** Decimal units, as file managers show them: `1.2 MB`. */
export const formatBytes = (bytes: number, locale = currentLocale(), ofBytes: 'long' | 'short' = 'long'): string =>
  formatUnits(bytes, locale, { ofBytes });

/** Of bytes a second: `1.2 MB/s`, and `1.0 MB/s`, so that it is as wide as a moment ago. */
export const formatRate = (bytes: number, locale = currentLocale()): string => {
  const rate = (short: 'short' | 'narrow') =>
    formatUnits(bytes, locale, { ofBytes: short, short, per: '-per-second', isSteady: true });
  // From right to left, even where the unit is Latin. There, the usual form has whole words; two stand in a row of the list.
  return /^(?:ar|fa)\b/.test(locale) ? `\u200F${rate('narrow')}` : rate('short');
};

interface UnitForm {
  readonly ofBytes: 'long' | 'short' | 'narrow';
  readonly short?: 'short' | 'narrow';
  readonly per?: '-per-second';
  /** As many digits whatever they are. */
  readonly isSteady?: boolean;
}

function formatUnits(bytes: number, locale: string, form: UnitForm): string {
  const { ofBytes, short = 'short', per = '', isSteady = false } = form;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const name = `${units[unit] ?? 'byte'}${per}`;
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  const unitDisplay = unit === 0 ? ofBytes : short;
  const least = isSteady ? digits : 0;
  const options: Intl.NumberFormatOptions = {
    style: 'unit',
    unit: name,
    unitDisplay,
    minimumFractionDigits: least,
    maximumFractionDigits: digits,
  };
  return numberFormat(locale, [name, unitDisplay, least, digits].join(), options).format(value);
}

/** How many there are of something: `1,234`. */
export const formatCount = (count: number, locale = currentLocale()): string =>
  numberFormat(locale, 'count', {}).format(count);

/** Day and time of an ISO 8601 date; the text itself when it is not one. */
export function formatDate(iso: string, locale = currentLocale()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
}

/** `host:port`, with brackets around an IPv6 address. */
export function formatEndpoint({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
