import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from '../conf/parse.ts';
import { check } from '../conf/strict/verdict.ts';
import { thisComputer, thisTlsLibrary } from './this-computer.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'adit-this-computer-'));
afterAll(() => rmSync(directory, { recursive: true }));

const file = (name: string, text: string) => {
  const full = path.join(directory, name);
  writeFileSync(full, text);
  return full;
};
const block = (label: string) => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----\n`;
const certificate = file('cert.pem', block('CERTIFICATE'));
const key = file('key.pem', block('PRIVATE KEY'));
const both = file('both.pem', block('EC PRIVATE KEY') + block('CERTIFICATE'));
const list = file('crl.pem', block('X509 CRL'));
const nothing = file('nothing.pem', 'nothing\n');
const keys = file('psk.txt', `\nbob:${'00'.repeat(16)}\r\nada:a long enough text\n`);
const short = file('short.txt', `bob:${'00'.repeat(16)}\nada:short\n`);
const hashed = path.join(directory, 'hashed');
mkdirSync(hashed);
writeFileSync(path.join(hashed, '0a1b2c3d.0'), block('CERTIFICATE'));
const missing = path.join(directory, 'missing');

const messagesOf = (...lines: readonly string[]) => {
  const text = ['[a]', 'accept = 127.0.0.1:1', 'connect = 127.0.0.1:9', ...lines].join('\n');
  const verdict = check(parse(text), { fileName: 'x.conf', computer: thisComputer });
  return verdict.kind === 'accepted' ? [] : verdict.messages;
};

test.each([
  [['ciphers = HIGH:!aNULL', 'curves = X25519:P-256', 'ciphersuites = TLS_AES_128_GCM_SHA256']],
  [[`cert = ${certificate}`, `key = ${key}`]],
  [[`cert = ${both}`]],
  [['key =']],
  [[`CAfile = ${nothing}`]],
  [['verifyChain = yes', `CAfile = ${both}`, `CRLfile = ${list}`]],
  [['verifyPeer = yes', `CApath = ${hashed}`]],
  [[`PSKsecrets = ${keys}`, 'PSKidentity = ada']],
  [['PSKidentity = zed']],
  [['config = MinProtocol:TLSv1.2', 'config = cipherstring:HIGH']],
  [['cert = pkcs11:object=x']],
])('stunnel accepts %j', (lines) => {
  expect(messagesOf('client = yes', ...lines)).toEqual([]);
});

const context = 'Service [a]: Failed to initialize TLS context';
const noEntry = 'No such file or directory (2)';
test.each([
  [['ciphers = FOO'], 'SSL_CTX_set_cipher_list: error:0A0000B9:SSL routines::no cipher match'],
  [['ciphers ='], 'SSL_CTX_set_cipher_list: error:0A0000B9:SSL routines::no cipher match'],
  [['ciphersuites = FOO'], 'SSL_CTX_set_ciphersuites: error:0A0000B9:SSL routines::no cipher match'],
  [['curves = BAR'], "Invalid groups list in 'curves'"],
  [['curves ='], "Invalid groups list in 'curves'"],
  [['config = Foo:bar'], 'OpenSSL config command "Foo" was not recognised'],
  [[`cert = ${missing}`], `Failed to load certificate from: ${missing}`],
  [[`cert = ${nothing}`], `Failed to load certificate from: ${nothing}`],
  [[`cert = ${certificate}`], `Failed to load private key from: ${certificate}`],
  [[`cert = ${certificate}`, `key = ${missing}`], `Failed to load private key from: ${missing}`],
  [[`cert = ${certificate}`, 'key ='], 'Failed to load private key from: '],
  [['verifyChain = yes', `CAfile = ${missing}`], 'No trusted certificates found'],
  [['verifyPeer = yes', `CAfile = ${key}`], 'No trusted certificates found'],
  [['verifyChain = yes', `CApath = ${missing}`], 'No trusted certificates found'],
  [[`CRLfile = ${missing}`], `X509_load_crl_file: ${noEntry}`],
  [[`CRLfile = ${certificate}`], 'X509_load_crl_file: error:0480006C:PEM routines::no start line'],
])('stunnel makes no TLS context of %j', (lines, reason) => {
  expect(messagesOf('client = yes', ...lines).slice(-2)).toEqual([reason, context]);
});

test.each([
  [[`cert = ${missing}`], `SSL_CTX_use_certificate_chain_file: ${noEntry}`],
  [[`cert = ${nothing}`], 'SSL_CTX_use_certificate_chain_file: error:0480006C:PEM routines::no start line'],
  [[`cert = ${certificate}`], 'SSL_CTX_use_PrivateKey_file: error:1E08010C:DECODER routines::unsupported'],
  [[`cert = ${certificate}`, `key = ${missing}`], `${missing}: ${noEntry}`],
])('before it names the file, the library says why: %j', (lines, reason) => {
  expect(messagesOf('client = yes', ...lines).at(-3)).toBe(reason);
});

describe('without files the TLS library judges lists all the same', () => {
  const verdictOf = (...lines: readonly string[]) =>
    check(parse(lines.join('\n')), { fileName: 'x.conf', computer: thisTlsLibrary });
  const service = ['[a]', 'client = yes', 'accept = 127.0.0.1:1', 'connect = 127.0.0.1:9'];

  test.each([
    [[...service, 'ciphers =']],
    [[...service, 'ciphers = NO-SUCH:NEITHER']],
    [[...service, 'ciphersuites = FOO']],
    [[...service, 'curves = BAR']],
    [[...service, 'config = Foo:bar']],
    [['compression = zlib', ...service]],
    [['compression = deflate', ...service]],
  ])('%j is refused', (lines) => {
    expect(verdictOf(...lines).kind).toBe('refused');
  });

  test.each([
    [[...service, 'ciphers = HIGH', `cert = ${missing}`]],
    [[...service, 'verifyChain = yes', `CAfile = ${missing}`]],
    [[...service, `PSKsecrets = ${missing}`, 'PSKidentity = x']],
  ])('%j is not', (lines) => {
    expect(verdictOf(...lines).kind).toBe('accepted');
  });
});

test('compression is refused, which no build of OpenSSL in use has', () => {
  const text = 'compression = zlib\n[a]\nclient = yes\naccept = 127.0.0.1:1\nconnect = 127.0.0.1:9\n';
  expect(check(parse(text), { fileName: 'x.conf', computer: thisComputer })).toMatchObject({
    messages: ['Configured compression is unsupported by OpenSSL', 'Global options: Failed to initialize TLS'],
  });
  expect(check(parse(text), { fileName: 'x.conf' })).toMatchObject({ kind: 'accepted' });
});

test('keys are refused as stunnel refuses them', () => {
  const secrets = (path: string) => messagesOf('client = yes', `PSKsecrets = ${path}`);
  const verdict = (path: string) => `x.conf:5: "PSKsecrets = ${path}": Failed to read PSK secrets`;
  expect(secrets(missing)).toEqual([`${missing}: ${noEntry}`, verdict(missing)]);
  expect(secrets(nothing)).toEqual(['PSKsecrets line 1: Not in identity:key format', verdict(nothing)]);
  expect(secrets(short)).toEqual(['PSKsecrets line 2: Key shorter than 16 bytes', verdict(short)]);
  expect(messagesOf('client = yes', `PSKsecrets = ${keys}`, 'PSKidentity = zed')).toEqual([
    'Service [a]: No key found for the specified PSK identity',
  ]);
  expect(messagesOf(`PSKsecrets = ${keys}`, 'PSKidentity = zed')).toEqual([]);
});
