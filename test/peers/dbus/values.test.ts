import { expect, test } from 'vitest';
import { decode, encode, typesOf, type Value } from './values.ts';

test('a signature is a row of complete types', () => {
  expect(typesOf('yaya{sv}(ia(sv))as')).toEqual(['y', 'ay', 'a{sv}', '(ia(sv))', 'as']);
});

test.each<[string, readonly Value[]]>([
  ['ybnqiuxtd', [255, true, -2, 65535, -3, 4_000_000_000, -4n, 5n, 0.5]],
  ['sog', ['Büro', '/a/b', 'a{sv}']],
  ['yas', [1, ['one', '', 'three']]],
  [
    'ya{sv}',
    [1, new Map<Value, Value>([['icon', { signature: 'a(iiay)', value: [[1, 1, Buffer.from([1, 2, 3, 4])]] }]])],
  ],
  ['(ia{sv}av)', [[0, new Map<Value, Value>(), [{ signature: 'i', value: 7 }]]]],
])('%s comes back as it was', (signature, values) => {
  const bytes = encode(signature, values);
  expect(decode(signature, bytes)).toEqual({ values, end: bytes.length });
});

test('numbers are aligned to their size', () => {
  expect(encode('yu', [1, 2])).toEqual(Buffer.from([1, 0, 0, 0, 2, 0, 0, 0]));
});
