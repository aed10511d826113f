import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { binaryKeyOf, blankPrivateKeys } from './private-keys.ts';

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
    'a key behind a last line without its end',
    'connect = 22-----BEGIN PRIVATE KEY-----\nc2Vj\n-----END PRIVATE KEY-----\nx',
    'connect = 22-----BEGIN PRIVATE KEY-----\n\n\nx',
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
  'It begins with -----BEGIN PRIVATE KEY-----\nand goes on\n',
  '; it begins with -----BEGIN PRIVATE KEY-----\n[ssh]\naccept = 443\n',
  '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n',
  '-----BEGIN DH PARAMETERS-----\nMIIB\n-----END DH PARAMETERS-----\n',
  'PK\u0003\u0004\0\n-----\n',
  '',
])('leaves %j as it is', (text) => {
  expect(blank(text)).toBe(text);
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const encryption = { cipher: 'aes-256-cbc', passphrase: 'x' };
/** The beginning of a PKCS#12 file as OpenSSL writes it, and one of indefinite length as other programs do. */
const store = (start: string) =>
  Buffer.concat([Buffer.from(`${start}06092a864886f70d010701a0820400`, 'hex'), Buffer.alloc(900, 's')]);

const binary: readonly (readonly [what: string, kind: 'key' | 'store', der: Buffer])[] = [
  ['an RSA key', 'key', rsa.privateKey.export({ type: 'pkcs1', format: 'der' })],
  ['an RSA key in PKCS#8', 'key', rsa.privateKey.export({ type: 'pkcs8', format: 'der' })],
  ['a key of a curve', 'key', ec.privateKey.export({ type: 'sec1', format: 'der' })],
  ['a key of a curve in PKCS#8', 'key', ec.privateKey.export({ type: 'pkcs8', format: 'der' })],
  ['an Ed25519 key', 'key', ed.privateKey.export({ type: 'pkcs8', format: 'der' })],
  ['an encrypted key', 'key', rsa.privateKey.export({ type: 'pkcs8', format: 'der', ...encryption })],
  ['a PKCS#12 file', 'store', store('30820a0002010330820900')],
  ['a PKCS#12 file in BER', 'store', store('30800201033080')],
];
test.each(binary)('of %s in DER form only the first bytes are left, which tell what it was', (_, kind, der) => {
  const blanked = blankPrivateKeys(Uint8Array.from(der));
  expect(blanked).toHaveLength(der.length);
  const { length = 0 } = binaryKeyOf(blanked) ?? {};
  expect(binaryKeyOf(blanked)?.kind).toBe(kind);
  expect(length).toBeLessThan(32);
  expect(blanked.subarray(length).every((byte) => byte === 0)).toBe(true);
  expect(binaryKeyOf(blankPrivateKeys(der.subarray(0, 100)))?.kind).toBe(kind);
});

test.each([
  ['a public key', rsa.publicKey.export({ type: 'spki', format: 'der' })],
  ['a public RSA key', rsa.publicKey.export({ type: 'pkcs1', format: 'der' })],
  ['text', Buffer.from('0 = 1\n[ssh]\naccept = 443\n')],
  ['a few bytes', Buffer.from('3003020100', 'hex')],
  ['numbers that begin with a version that no key has', Buffer.from('300802010202037a7a7a', 'hex')],
  ['octets behind a version that no key has', Buffer.from('300802010204037a7a7a', 'hex')],
  ['a structure behind a version that no key has', Buffer.from('300902010230040602 7a7a'.replace(' ', ''), 'hex')],
])('leaves %s as it is', (_, bytes) => {
  expect(Buffer.from(blankPrivateKeys(Uint8Array.from(bytes)))).toEqual(bytes);
});

test('takes time in proportion to the size', { timeout: 120_000 }, () => {
  for (const piece of ['-----BEGIN PRIVATE KEY-----\n', '-----BEGIN PRIVATE KEY-----', '-', '\n', '-----END ']) {
    blank(`-----BEGIN PRIVATE KEY-----\n${piece.repeat(1_048_576 / piece.length)}`);
  }
});
