import { expect, it } from 'vitest';
import { formatBytes, formatDate, formatEndpoint, formatRate } from './format.ts';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1_284_331, '1.3 MB'],
  [48_210_224, '48.2 MB'],
  [999_600, '1 MB'],
  [123_400_000_000, '123 GB'],
])('%d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes, 'en-GB').replace(/\s/g, ' ')).toBe(text);
});

it.each([
  [500, '500 byte/s'],
  [1000, '1.0 kB/s'],
  [99_949, '99.9 kB/s'],
  [99_960, '100 kB/s'],
  [13_000_000, '13.0 MB/s'],
])('%d bytes a second as %s, as wide as those beside it', (bytes, text) => {
  expect(formatRate(bytes, 'en-GB').replace(/\s/g, ' ')).toBe(text);
});

it.each([
  ['fr', '1,5 Mo/s'],
  ['uk', '1,5 МБ/с'],
  ['ja', '1.5 MB/秒'],
  ['fa', '۱٫۵MB/ثانیه'],
  ['ar-EG', '١٫٥ م.ب/ث'],
])('says the second of a rate in the language %s', (locale, text) => {
  expect(
    formatRate(1_500_000, locale)
      .replace(/\s/g, ' ')
      .replace(/\p{Cf}/gu, ''),
  ).toBe(text);
});

it('puts brackets around IPv6 addresses only', () => {
  expect(formatEndpoint({ host: '::1', port: 443 })).toBe('[::1]:443');
  expect(formatEndpoint({ host: 'example.org', port: 443 })).toBe('example.org:443');
});

it('shows a date that cannot be read as it is', () => {
  expect(formatDate('never', 'en-GB')).toBe('never');
  expect(formatDate('2036-02-27T08:00:00.000Z', 'en-GB')).toMatch(/2[678] Feb 2036/);
});
