/** Certificates as a person reads them. */
import { createHash, X509Certificate } from 'node:crypto';
import type { CertificateSummary } from '../../preload/types.ts';
import { certificateParts } from './der.ts';

/**
 * What a person needs to recognise a certificate. Accepts DER or PEM bytes; throws when they are no certificate.
 * The fingerprint is over the DER, the key's hash over its SubjectPublicKeyInfo (RFC 7469 2.4).
 */
export function describeCertificate(certificate: X509Certificate | Buffer): CertificateSummary {
  const parsed = certificate instanceof X509Certificate ? certificate : new X509Certificate(certificate);
  const parts = certificateParts(parsed.raw);
  return {
    subject: oneLine(parsed.subject),
    issuer: oneLine(parsed.issuer),
    names: alternativeNames(parsed.subjectAltName ?? ''),
    validFrom: isoDate(parsed.validFrom),
    validTo: isoDate(parsed.validTo),
    sha256: parsed.fingerprint256,
    spkiSha256: createHash('sha256').update(parts.publicKeyInfo).digest('base64'),
    key: describeKey(parsed),
    selfSigned: parts.issuer.equals(parts.subject) && signsItself(parsed),
    pem: parsed.toString(),
  };
}

/** `C=DE\nCN=x` as `C=DE, CN=x`. An empty name is undefined in some versions of Node, an empty string in others. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ');
}

/** Node prints `Nov 23 07:30:00 2026 GMT`, and words of the TLS library for a date that is none; those are kept. */
function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

/**
 * The values of Node's `subjectAltName` text: `DNS:a.example, IP Address:192.0.2.1`. Values that hold a comma or a quote
 * are JSON strings since CVE-2021-44532.
 */
export function alternativeNames(text: string): string[] {
  const names: string[] = [];
  for (const [, quoted, plain] of text.matchAll(/(?:^|, )[A-Za-z0-9 .]+:(?:("(?:[^"\\]|\\.)*")|([^,]*))/g)) {
    names.push(quoted === undefined ? (plain ?? '') : String(JSON.parse(quoted)));
  }
  return names;
}

function describeKey(certificate: X509Certificate): string {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    if (asymmetricKeyType === 'ec') return `EC ${asymmetricKeyDetails?.namedCurve ?? '?'}`;
    if (asymmetricKeyType === 'rsa' || asymmetricKeyType === 'rsa-pss') {
      return `RSA ${asymmetricKeyDetails?.modulusLength ?? '?'}`;
    }
    const names: Partial<Record<string, string>> = { ed25519: 'Ed25519', ed448: 'Ed448', dsa: 'DSA' };
    return names[asymmetricKeyType ?? ''] ?? asymmetricKeyType ?? '?';
  } catch {
    return '?'; // BoringSSL has no Ed448, brainpool or DSA keys
  }
}

function signsItself(certificate: X509Certificate): boolean {
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    return true; // a key the library cannot use; equal names are what is left to go by
  }
}
