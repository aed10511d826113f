import { expect, test } from 'vitest';
import { splitAtFeeds, splitLines } from './lines.ts';
import { MAX_TEXT } from './parse.ts';

const joined = (lines: readonly { readonly raw: string; readonly ending: string }[]) =>
  lines.map(({ raw, ending }) => raw + ending).join('');

test.each([
  ['a\nb\n', ['a\n', 'b\n']],
  ['a\r\nb', ['a\r\n', 'b']],
  ['a = 1\rb = 2\r', ['a = 1\r', 'b = 2\r']],
  ['a = 1\rb = 2\nc\r\r\n', ['a = 1\r', 'b = 2\n', 'c\r\r\n']],
  ['cli\rent = yes\n', ['cli\rent = yes\n']],
  ['\r\n\r', ['\r\n', '\r']],
  ['', []],
])('%j is split where lines end', (text, expected) => {
  const lines = splitLines(text, 10);
  expect(lines.map(({ raw, ending }) => raw + ending)).toEqual(expected);
  expect(lines.map(({ number }) => number)).toEqual(expected.map((_, index) => index + 1));
});

test('carriage returns are no ends where that makes too many lines, or nobody wants them', () => {
  expect(splitLines('a = 1\r'.repeat(11), 10)).toHaveLength(1);
  expect(splitLines(`a = 1\n${'b = 2\r'.repeat(11)}\n`, 10)).toHaveLength(2);
  expect(splitAtFeeds('a = 1\rb = 2\n', 10)).toHaveLength(1);
});

test.each(['\n', '\r\n', 'a\n', '; c\n', 'a\r\r\n'])(
  'a megabyte of %j is looked at no further than to the first line too many',
  (piece) => {
    const text = piece.repeat(MAX_TEXT / piece.length);
    const lines = splitLines(text, 100);
    expect(lines).toHaveLength(101);
    expect(text.startsWith(joined(lines))).toBe(true);
  },
);

test('a megabyte of carriage returns is one line, and looked at no further than to the first return too many', () => {
  const text = '\r'.repeat(MAX_TEXT);
  expect(splitLines(text, 100)).toEqual([{ number: 1, raw: text, ending: '' }]);
});
