import { expect, test } from 'vitest';
import { blankPrivateKeys } from './private-keys.ts';

const blank = (text: string) => Buffer.from(blankPrivateKeys(Buffer.from(text, 'latin1'))).toString('latin1');
/** Without the spaces that took the key's place. */
const left = (text: string) => blank(text).replace(/ +$/gm, '');

const key = (name: string) => `-----BEGIN ${name}-----\nc2VjcmV0\nc2VjcmV0Cg==\n-----END ${name}-----\n`;
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

test.each([
  'PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'OPENSSH PRIVATE KEY',
  'PGP PRIVATE KEY BLOCK',
])('of a %s only the first line is left, and what surrounds it keeps its place', (name) => {
  const before = '[ssh]\naccept = 443\n';
  expect(left(before + key(name) + certificate)).toBe(`${before}-----BEGIN ${name}-----\n\n\n\n${certificate}`);
  expect(blank(key(name))).toHaveLength(key(name).length);
});

const cases: readonly (readonly [what: string, text: string, rest: string])[] = [
  [
    'of an encrypted key the headers',
    '-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: AES-256-CBC,00\r\n\r\nc2Vj\r\n-----END RSA PRIVATE KEY-----\r\n',
    '-----BEGIN RSA PRIVATE KEY-----\r\n\r\n\r\n\r\n\r\n\r\n',
  ],
  [
    'an indented key',
    '  -----BEGIN PRIVATE KEY-----\n  c2Vj\n  -----END PRIVATE KEY-----\nx',
    '  -----BEGIN PRIVATE KEY-----\n\n\nx',
  ],
  ['a key that is cut off', '-----BEGIN PRIVATE KEY-----\nc2Vj\nc2Vj', '-----BEGIN PRIVATE KEY-----\n\n'],
  [
    'a key without an end before a certificate',
    `-----BEGIN PRIVATE KEY-----\nc2Vj\n${certificate}`,
    `-----BEGIN PRIVATE KEY-----\n\n${certificate}`,
  ],
  [
    'a key without a line end before a certificate',
    `-----BEGIN PRIVATE KEY-----\nc2Vj\n-----END PRIVATE KEY-----${certificate}`,
    `-----BEGIN PRIVATE KEY-----\n\n${' '.repeat('-----END PRIVATE KEY-----'.length)}${certificate}`,
  ],
  [
    'a key on one line',
    '-----BEGIN PRIVATE KEY-----c2Vj-----END PRIVATE KEY-----\nx = 1',
    '-----BEGIN PRIVATE KEY-----\nx = 1',
  ],
  [
    'line ends of an old Mac',
    '-----BEGIN PRIVATE KEY-----\rc2Vj\r-----END PRIVATE KEY-----\rx',
    '-----BEGIN PRIVATE KEY-----\r\r\rx',
  ],
];
test.each(cases)('blanks %s', (_, text, rest) => {
  expect(left(text)).toBe(rest);
});

test.each([
  certificate,
  '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n',
  '; paste your -----BEGIN PRIVATE KEY----- here\n[ssh]\naccept = 443\n',
  '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n',
  '-----BEGIN DH PARAMETERS-----\nMIIB\n-----END DH PARAMETERS-----\n',
  'PK\u0003\u0004\0\n-----\n',
  '',
])('leaves %j as it is', (text) => {
  expect(blank(text)).toBe(text);
});

test('takes time in proportion to the size', { timeout: 120_000 }, () => {
  for (const piece of ['-----BEGIN PRIVATE KEY-----\n', '-----BEGIN PRIVATE KEY-----', '-', '\n', '-----END ']) {
    blank(`-----BEGIN PRIVATE KEY-----\n${piece.repeat(1_048_576 / piece.length)}`);
  }
});
