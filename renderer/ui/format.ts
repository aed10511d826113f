/** How values look in the window, in the person's locale. */

import type { Endpoint } from '../../preload/types.ts';
import { currentLocale } from '../../preload/words/words.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Figures change several times a second, and to make a format takes a hundred times as long as to use one. */
const formats = new Map<string, Intl.NumberFormat>();

function bytesFormat(locale: string, unit: string, unitDisplay: 'long' | 'short', maximumFractionDigits: number) {
  const key = [locale, unit, unitDisplay, maximumFractionDigits].join();
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits });
  formats.set(key, made);
  return made;
}

/** Decimal units, as file managers show them: `1.2 MB`. */
export function formatBytes(bytes: number, locale = currentLocale(), ofBytes: 'long' | 'short' = 'long'): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return bytesFormat(
    locale,
    units[unit] ?? 'byte',
    unit === 0 ? ofBytes : 'short',
    unit === 0 || value >= 100 ? 0 : 1,
  ).format(value);
}

/** Of bytes a second: `1.2 MB/s`. */
export const formatRate = (bytes: number, locale = currentLocale()): string =>
  `${formatBytes(bytes, locale, 'short')}/s`;

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
