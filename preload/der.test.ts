import { expect, test } from 'vitest';
import { type ElementHead, headAt, lengthOctets, unsigned } from './der.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));

test.each<[string, string, ElementHead | null]>([
  ['a short length', '3003020105', { tag: 0x30, content: 2, end: 5 }],
  ['none at all', '0500', { tag: 5, content: 2, end: 2 }],
  ['the longest short one', '307f', { tag: 0x30, content: 2, end: 129 }],
  ['one octet', '3081c8', { tag: 0x30, content: 3, end: 203 }],
  ['four octets', '308401020304', { tag: 0x30, content: 6, end: 6 + 0x01020304 }],
  ['four octets, the highest bit set', '3084ffffffff', { tag: 0x30, content: 6, end: 6 + 0xffffffff }],
  ['an indefinite one', '308002', { tag: 0x30, content: 2, end: null }],
  ['five octets', '30850000000001', null],
  ['octets that are missing', '308201', null],
  ['a tag alone', '30', null],
  ['nothing', '', null],
])('%s', (_name, hex, expected) => {
  expect(headAt(bytes(hex))).toEqual(expected);
});

test('an element may begin anywhere', () => {
  expect(headAt(bytes('3003020105'), 2)).toEqual({ tag: 2, content: 4, end: 5 });
});

test('a length that is read piece by piece', () => {
  expect([0x00, 0x7f, 0x80, 0x81, 0x84].map(lengthOctets)).toEqual([0, 0, 0, 1, 4]);
  expect(unsigned(bytes('0102'))).toBe(258);
});
