import { expect, test } from 'vitest';
import { decodeConf } from './decode.ts';

const TEXT = '; Büro\r\n[ssh]\r\naccept = 443\r\n';
const utf16 = (text: string, bigEndian: boolean): Uint8Array =>
  Uint8Array.from(
    text.split('').flatMap((unit) => {
      const code = unit.charCodeAt(0);
      return bigEndian ? [code >> 8, code & 0xff] : [code & 0xff, code >> 8];
    }),
  );

const cases: readonly (readonly [name: string, bytes: Uint8Array, text: string])[] = [
  ['UTF-8', new TextEncoder().encode(TEXT), TEXT],
  ['UTF-8 with a mark', new TextEncoder().encode(`\uFEFF${TEXT}`), `\uFEFF${TEXT}`],
  ['UTF-16 little endian with a mark', utf16(`\uFEFF${TEXT}`, false), TEXT],
  ['UTF-16 big endian with a mark', utf16(`\uFEFF${TEXT}`, true), TEXT],
  ['UTF-16 little endian without one', utf16(TEXT, false), TEXT],
  ['UTF-16 big endian without one', utf16(TEXT, true), TEXT],
  ['Windows-1252', Uint8Array.from(TEXT, (character) => character.charCodeAt(0)), TEXT],
  [
    'Windows-1252 behind a mark of UTF-8',
    Uint8Array.from(`\u00ef\u00bb\u00bf${TEXT}`, (character) => character.charCodeAt(0)),
    `\uFEFF${TEXT}`,
  ],
  ['nothing', new Uint8Array(), ''],
];

test.each(cases)('%s', (_, bytes, text) => {
  expect(decodeConf(bytes)).toBe(text);
});
