import { expect, it } from 'vitest';
import { isPlainRequest } from './plain-request.ts';

it.each<[string, unknown, boolean]>([
  ['nothing', undefined, true],
  ['a text', 'office', true],
  [
    'what calls are made of',
    { profileId: 'a', list: [1, null, { is: true }], file: { bytes: new Uint8Array(3) } },
    true,
  ],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), true],
  ['bytes under another name', { name: new Uint8Array(3) }, false],
  ['bytes alone', new Uint8Array(3), false],
  ['a boxed text', { name: Object('text') }, false],
  ['a date in a list', [new Date(0)], false],
  ['a map', new Map([[1, 2]]), false],
  ['as much as is taken', Array.from({ length: 99_999 }, () => 0), true],
  ['more, in a list', Array.from({ length: 100_001 }, () => 0), false],
  ['more, in lists of lists', Array.from({ length: 400 }, () => Array.from({ length: 400 }, () => 0)), false],
])('%s', (_, request, isPlain) => {
  expect(isPlainRequest(request)).toBe(isPlain);
});

it('looks at no member of a list that is too long: a clone of one may have billions of places, all of them empty', () => {
  const list: unknown[] = [];
  list.length = 100_001;
  Object.defineProperty(list, 0, {
    get() {
      throw new Error('It was looked at.');
    },
  });
  expect(isPlainRequest(list)).toBe(false);
});
