import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { isPlainForCmd, quoteFor, quotePosix, quotePowerShell } from './quote.ts';

const hostile = [
  '',
  'plain',
  'two words',
  "it's",
  'a"b',
  '$HOME',
  '`id`',
  '$(id)',
  'a;b',
  'a&b|c',
  '*',
  '~',
  'DOMAIN\\user',
  'new\nline',
  '-n',
  '!!',
  '\u2019quote',
];

describe('quotePosix', () => {
  test.skipIf(process.platform === 'win32')('a shell reads back exactly the arguments, whatever they hold', () => {
    const script = `for argument in ${quotePosix(hostile)}; do printf '%s\\0' "$argument"; done`;
    const seen = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(seen).toEqual(hostile);
  });

  test('drops what no program can be given', () => {
    expect(quotePosix(['a\0b', '\0', 'two\0 words'])).toBe("ab '' 'two words'");
    expect(quotePowerShell(['a\0b', 'two\0 words'])).toBe("ab 'two words'");
  });

  test('leaves the usual command as a person types it', () => {
    expect(quotePosix(['ssh', '-p', '2222', '-o', 'HostKeyAlias=vpn.example.org', 'anna@127.0.0.1'])).toBe(
      'ssh -p 2222 -o HostKeyAlias=vpn.example.org anna@127.0.0.1',
    );
  });
});

describe('quotePowerShell', () => {
  test.each([
    ['two words', "'two words'"],
    ["it's", "'it''s'"],
    ['a\u2019b', "'a\u2019\u2019b'"],
    ['$env:PATH', "'$env:PATH'"],
    ['@splat', "'@splat'"],
    ['a,b', "'a,b'"],
    ['DOMAIN\\user', 'DOMAIN\\user'],
  ])('%s', (word, expected) => {
    expect(quotePowerShell([word])).toBe(expected);
  });
});

describe('isPlainForCmd', () => {
  test('the usual commands are plain', () => {
    expect(isPlainForCmd(['ssh', '-p', '2222', 'DOMAINanna@127.0.0.1', 'HostKeyAlias=a.example', '[::1]'])).toBe(true);
  });

  test.each(['%PATH%', 'a"b', 'a!b', 'a\nb', 'a;b', 'a&b', 'a b', ''])('%j is not', (word) => {
    expect(isPlainForCmd(['ssh', word])).toBe(false);
  });
});

test('the line to copy is for the shell that the platform has', () => {
  expect(quoteFor('win32', ["it's"])).toBe("'it''s'");
  expect(quoteFor('linux', ["it's"])).toBe("'it'\\''s'");
});
