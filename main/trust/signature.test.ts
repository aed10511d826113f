import { describe, expect, it } from 'vitest';
import { hourMs, makeCertificate } from '../../test/trust/certificate.ts';
import { type KeyKind, makeKeys, pss, type Scheme, schemes } from '../../test/trust/signatures.ts';
import { isSignedBy } from './signature.ts';

const signed = Buffer.from('what was signed');
const now = Date.now();
const own: Record<KeyKind, Scheme> = {
  ec: schemes.ecdsaSha256,
  p384: schemes.ecdsaSha384,
  rsa: schemes.rsaSha256,
  ed25519: schemes.ed25519,
  ed448: schemes.ed448,
};
const signerOf = (kind: KeyKind) => {
  const keys = makeKeys(kind);
  const dates = { from: now - hourMs, until: now + hourMs };
  return { keys, certificate: makeCertificate({ ...dates, subject: 'Signer', keys, scheme: own[kind] }) };
};
const signers = {
  ec: signerOf('ec'),
  p384: signerOf('p384'),
  rsa: signerOf('rsa'),
  ed25519: signerOf('ed25519'),
  ed448: signerOf('ed448'),
};
const others = { ...signers, ec: signerOf('ec'), p384: signerOf('p384'), rsa: signerOf('rsa') };

function kindFor(name: string): KeyKind {
  if (name.startsWith('ecdsa')) return 'ec';
  return name === 'ed25519' || name === 'ed448' ? name : 'rsa';
}
const rows = Object.entries(schemes)
  .filter(([name]) => name !== 'rsaMd5')
  .map(([name, scheme]) => ({ name, scheme, kind: kindFor(name) }));

describe('a signature', () => {
  it.each([...rows, { name: 'ecdsaSha384 on P-384', scheme: schemes.ecdsaSha384, kind: 'p384' as const }])(
    'counts for what was signed, by who has signed it, as it says: $name',
    ({ scheme, kind }) => {
      const { keys, certificate } = signers[kind];
      const signature = scheme.sign(signed, keys.privateKey);
      expect(isSignedBy(certificate, scheme.algorithm, signed, signature)).toBe(true);
      expect(isSignedBy(certificate, scheme.algorithm, Buffer.from('something else'), signature)).toBe(false);
      expect(isSignedBy(certificate, scheme.algorithm, signed, signature.subarray(1))).toBe(false);
      expect(isSignedBy(certificate, scheme.algorithm, signed, Buffer.alloc(0))).toBe(false);
      const other = others[kind];
      if (other !== signers[kind]) {
        expect(isSignedBy(other.certificate, scheme.algorithm, signed, signature)).toBe(false);
      }
      for (const { name, scheme: another } of rows) {
        if (another.algorithm.equals(scheme.algorithm)) continue;
        expect(isSignedBy(certificate, another.algorithm, signed, signature), name).toBe(false);
      }
    },
  );

  const rsa = signers.rsa;
  it('does not count without the zero that it begins with', () => {
    const { sign, algorithm } = schemes.pssSha256;
    let signature = sign(signed, rsa.keys.privateKey);
    while (signature[0] !== 0) signature = sign(signed, rsa.keys.privateKey);
    expect(isSignedBy(rsa.certificate, algorithm, signed, signature)).toBe(true);
    expect(isSignedBy(rsa.certificate, algorithm, signed, signature.subarray(1))).toBe(false);
  });

  it.each<[what: string, scheme: Scheme]>([
    ['MD5', schemes.rsaMd5],
    ['less salt than it says', pss('sha256', 20, { salt: 32 })],
    ['more salt than it says', pss('sha256', 32, { salt: 20 })],
    ['another digest than it says', pss('sha256', 32, { digest: 'sha512' })],
    ['an algorithm that nobody knows', { ...schemes.rsaSha256, algorithm: Buffer.from('300506032a0304', 'hex') }],
    ['an algorithm that is none', { ...schemes.rsaSha256, algorithm: Buffer.from('0500', 'hex') }],
    ['an algorithm that is cut off', { ...schemes.rsaSha256, algorithm: schemes.rsaSha256.algorithm.subarray(0, 5) }],
    ['no algorithm', { ...schemes.rsaSha256, algorithm: Buffer.alloc(0) }],
  ])('does not count with %s', (_what, scheme) => {
    const signature = scheme.sign(signed, rsa.keys.privateKey);
    expect(isSignedBy(rsa.certificate, scheme.algorithm, signed, signature)).toBe(false);
  });
});
