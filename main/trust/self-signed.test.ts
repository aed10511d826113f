import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makeSelfSigned } from './self-signed.ts';

describe('makeSelfSigned', () => {
  it('makes a certificate that any X.509 reader accepts, with the key that belongs to it', async () => {
    const { certificate, key } = await makeSelfSigned({
      commonName: 'Adit demo',
      names: ['localhost', '127.0.0.1', '::1'],
      days: 2,
    });
    const read = new X509Certificate(certificate);
    expect(read.subject).toBe('CN=Adit demo');
    expect(read.issuer).toBe(read.subject);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.ca).toBe(false);
    expect(read.checkHost('localhost')).toBe('localhost');
    expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(read.checkIP('::1')).toBe('::1');
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(read.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    const hours = (Date.parse(read.validTo) - Date.parse(read.validFrom)) / 3_600_000;
    expect(hours).toBe(49);
  });

  it('never makes the same key twice', async () => {
    const options = { commonName: 'one', names: ['one.example'], days: 1 };
    const [one, two] = await Promise.all([makeSelfSigned(options), makeSelfSigned(options)]);
    expect(one.key).not.toBe(two.key);
    expect(one.certificate).not.toBe(two.certificate);
  });
});
