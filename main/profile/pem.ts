/** Certificates inside PEM text, stripped of everything around them: what leaves the profile is certificates alone. */
import { Buffer } from 'node:buffer';
import { headAt } from '../../preload/der.ts';

const SEQUENCE = 0x30;
const BLOCK = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END \1?CERTIFICATE-----/g;

/** The certificates of a PEM text as DER. What is no certificate, or a damaged one, is left out. */
export function certificatesIn(text: string): Uint8Array[] {
  return Array.from(text.matchAll(BLOCK)).flatMap(([, , body = '']) => firstElement(Buffer.from(body, 'base64')) ?? []);
}

/** One certificate as PEM (RFC 7468). */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

/**
 * The first element of a DER text, which of OpenSSL's TRUSTED CERTIFICATE is the certificate itself (X.690 8.1.3); null
 * when there is no whole SEQUENCE.
 */
function firstElement(der: Uint8Array): Uint8Array | null {
  const head = headAt(der);
  if (head === null || head.tag !== SEQUENCE || head.end === null || head.end > der.length) return null;
  return new Uint8Array(der.subarray(0, head.end));
}
