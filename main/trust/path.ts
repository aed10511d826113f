/** Which certificates stand between a server's certificate and one that is trusted. */
import type { X509Certificate } from 'node:crypto';

/** Longer chains are not built by the TLS libraries either (OpenSSL allows 100, nobody uses more than 5). */
const LONGEST = 10;

/**
 * The certificates from `leaf` to one of `anchors`, each signed by the next; null when there is no such path. Only what
 * the path holds may vouch for anything else: a server can send what it likes, also an issuer's look-alike with a key
 * that happens to fit the signature. Dates and purposes are the TLS library's matter, which has judged the chain.
 */
export function pathToAnchor(
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): readonly X509Certificate[] | null {
  return extend([leaf], sent, anchors);
}

function extend(
  path: readonly X509Certificate[],
  sent: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): readonly X509Certificate[] | null {
  const last = path.at(-1);
  if (last === undefined || path.length > LONGEST) return null;
  const anchor = anchors.find((each) => hasIssued(each, last));
  if (anchor !== undefined) return anchor.raw.equals(last.raw) ? path : [...path, anchor];
  for (const issuer of sent) {
    if (!issuer.ca || path.some(({ raw }) => raw.equals(issuer.raw)) || !hasIssued(issuer, last)) continue;
    const found = extend([...path, issuer], sent, anchors);
    if (found !== null) return found;
  }
  // A trusted certificate need not have a trusted issuer.
  return anchors.some(({ raw }) => raw.equals(last.raw)) ? path : null;
}

/** The first of the candidates that has signed the certificate, without asking who vouches for it. */
export function issuerAmong(
  certificate: X509Certificate,
  candidates: readonly X509Certificate[],
): X509Certificate | null {
  return candidates.find((candidate) => hasIssued(candidate, certificate)) ?? null;
}

/** By names, key identifiers and signature. */
export function hasIssued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false; // a key that the library cannot use
  }
}
