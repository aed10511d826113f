import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import type { FilePurpose } from '../../preload/contract.ts';
import { sayAll } from '../../preload/words/say.ts';
import { judgeFile } from './chosen-file.ts';

const pem = (label: string) => `-----BEGIN ${label}-----\nMII=\n-----END ${label}-----\n`;
const pkcs12 = Buffer.from('3082098602010330820948', 'hex');
const der = Buffer.from('308203a330820289', 'hex');
const psk = 'anna:0123456789abcdef0123456789abcdef\n';

it.each<[FilePurpose, string, string | Buffer, string | RegExp]>([
  ['certificate', 'PEM', pem('CERTIFICATE'), 'certificate'],
  ['certificate', 'PEM with its key', pem('CERTIFICATE') + pem('RSA PRIVATE KEY'), 'certificate-and-key'],
  [
    'certificate',
    'PEM with its encrypted key',
    pem('ENCRYPTED PRIVATE KEY') + pem('CERTIFICATE'),
    'certificate-and-key',
  ],
  ['certificate', 'PKCS#12', pkcs12, 'pkcs12'],
  ['certificate', 'DER', der, /binary form/],
  ['certificate', 'a key alone', pem('PRIVATE KEY'), /a private key, but no certificate/],
  ['certificate', 'something else', 'hello', /no certificate/],
  ['key', 'a key', pem('EC PRIVATE KEY'), 'key'],
  ['key', 'a certificate', pem('CERTIFICATE'), /no private key/],
  ['psk', 'keys', psk, 'psk'],
  ['psk', 'a key that is too short', 'anna:abcd', /shorter than 16 bytes/],
  ['psk', 'nothing', '', /there are none/],
  ['revocation', 'a list', pem('X509 CRL'), 'revocation'],
  ['revocation', 'a list in DER', der, /binary form/],
  ['revocation', 'a certificate', pem('CERTIFICATE'), /no revocation list/],
])('for a %s: %s', (purpose, _what, content, expected) => {
  const judged = judgeFile(purpose, Buffer.from(content));
  if (typeof expected === 'string') expect(judged).toEqual({ ok: true, holds: expected });
  else expect(sayAll(judged)).toEqual({ ok: false, why: expect.stringMatching(expected) });
});
