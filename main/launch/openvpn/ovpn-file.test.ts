import { describe, expect, test } from 'vitest';
import { isOvpn, lineOf, readOvpn, wordsOf } from './ovpn-file.ts';

describe('words of a line', () => {
  test.each([
    ['remote vpn.example.org 1194', ['remote', 'vpn.example.org', '1194']],
    ['\tca   "C:\\\\My Files\\\\ca.crt" ', ['ca', 'C:\\My Files\\ca.crt']],
    ["setenv NAME 'a b\\c'", ['setenv', 'NAME', 'a b\\c']],
    ['dev tun # the device', ['dev', 'tun']],
    ['; remote old.example.org', []],
    ['auth-user-pass pass#word', ['auth-user-pass', 'pass#word']],
    ['push "route 10.0.0.0 255.0.0.0"', ['push', 'route 10.0.0.0 255.0.0.0']],
    ['ca ""', ['ca', '']],
    ['ca "not closed', ['ca', 'not closed']],
    ['', []],
  ])('%j', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  test('a line that is written is read as the same words', () => {
    for (const word of ['plain', 'with blank', 'C:\\dir\\file', 'say "no"', "it's", '#5', '', 'ä ß']) {
      expect(wordsOf(lineOf('ca', word))).toEqual(['ca', word]);
    }
  });
});

test('inline files, comments and directives are told apart, with their lines', () => {
  const text =
    '\uFEFFclient\r\n--dev tun\r\n\r\n# note\r\n<ca>\r\nremote is no directive in here\r\n</ca>\r\nverb 3\r\n';
  expect(readOvpn(text)).toEqual([
    { kind: 'directive', line: 1, raw: 'client', name: 'client', args: [] },
    { kind: 'directive', line: 2, raw: '--dev tun', name: 'dev', args: ['tun'] },
    { kind: 'text', line: 3, raw: '' },
    { kind: 'text', line: 4, raw: '# note' },
    { kind: 'inline', line: 5, name: 'ca', body: ['remote is no directive in here'], closed: true },
    { kind: 'directive', line: 8, raw: 'verb 3', name: 'verb', args: ['3'] },
  ]);
});

test('an inline file that is never closed goes to the end', () => {
  expect(readOvpn('<key>\nabc\nverb 3')).toEqual([
    { kind: 'inline', line: 1, name: 'key', body: ['abc', 'verb 3'], closed: false },
  ]);
});

test.each([
  ['client\ndev tun\nremote vpn.example.org 1194\n', true],
  ['client\ndev tun\n<connection>\nremote a\n</connection>\n', true],
  ['port 1194\nproto tcp-server\ndev tun\nserver 10.8.0.0 255.255.255.0\n', false],
  ['client = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = a:443\n', false],
  ['', false],
])('%j is an OpenVPN client’s file: %s', (text, expected) => {
  expect(isOvpn(text)).toBe(expected);
});
