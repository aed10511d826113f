/** stunnel's verifyPeer: the server's certificate has the subject and the public key of a stored one. */
import type { X509Certificate } from 'node:crypto';
import { certificateParts } from './der.ts';

/**
 * Whether a server's leaf counts as one of the pinned certificates: same subject and same public key (stunnel man page,
 * "verifyPeer"; verify.c compare_pubkeys). A certificate renewed with the same key still matches. Compared on the DER,
 * because building chains to a pinned leaf differs between TLS libraries.
 */
export function matchesPin(leaf: X509Certificate, pinned: readonly X509Certificate[]): boolean {
  const { key, subject } = identityOf(leaf);
  return pinned.map(identityOf).some((pin) => pin.key.equals(key) && pin.subject === subject);
}

interface Identity {
  /** SubjectPublicKeyInfo in DER. */
  readonly key: Buffer;
  readonly subject: string;
}

/** The same certificates are compared at each connection. */
const identities = new WeakMap<X509Certificate, Identity>();

function identityOf(certificate: X509Certificate): Identity {
  const known = identities.get(certificate);
  if (known !== undefined) return known;
  const key = certificateParts(certificate.raw).publicKeyInfo;
  const identity = { key, subject: comparableName(certificate.subject) };
  identities.set(certificate, identity);
  return identity;
}

/** X.500 names compare without regard to case and runs of blanks (RFC 5280 7.1), whatever string type they use. */
function comparableName(name: string | undefined): string {
  return (name ?? '')
    .toLowerCase()
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
