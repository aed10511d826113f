import { expect, test } from 'vitest';
import { joinWords, splitWords } from './words-of-a-line.ts';

test.each([
  ['ssh -p {port} {host}', ['ssh', '-p', '{port}', '{host}']],
  ['  a   b ', ['a', 'b']],
  ['"C:\\Program Files\\x.exe" a', ['C:\\Program Files\\x.exe', 'a']],
  [`--title='it "is"'x`, ['--title=it "is"x']],
  ['a "" b', ['a', '', 'b']],
  ['$(rm) ; | > \\', ['$(rm)', ';', '|', '>', '\\']],
  ['', []],
])('%j', (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

test.each(['"a', "a 'b"])('%j has a quote without an end', (line) => {
  expect(splitWords(line)).toBeNull();
});

test('any words come back from their line', () => {
  const signs = ['a', ' ', '"', "'", '\\', '{port}', ''];
  for (const one of signs)
    for (const two of signs)
      for (const three of signs) {
        const words = [one + two + three, three + one];
        expect(splitWords(joinWords(words))).toEqual(words);
      }
});
