/** Which certificates stand between a server's certificate and one that is trusted. */
import type { X509Certificate } from 'node:crypto';

/** Longer chains are not built by the TLS libraries either (OpenSSL allows 100, nobody uses more than 5). */
const LONGEST = 10;
/** So many of the certificates that a server sends are looked at: each may be compared with each, which costs time. */
const MOST_SENT = 32;

/**
 * The certificates from `leaf` to one of `anchors`, each signed by the next: the shortest such path, null when there is
 * none. Only what the path holds may vouch for anything else: a server can send what it likes, also an issuer's look-alike
 * with a key that happens to fit the signature, or many that vouch for one another in a circle. Dates and purposes are the
 * TLS library's matter, which has judged the chain.
 */
export function pathToAnchor(
  leaf: X509Certificate,
  sent: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): readonly X509Certificate[] | null {
  // Whoever has been reached need not be reached again by a longer path.
  let unreached = sent.filter((each) => each.ca).slice(0, MOST_SENT);
  let paths: readonly (readonly X509Certificate[])[] = [[leaf]];
  for (let length = 1; length <= LONGEST && paths.length > 0; length += 1) {
    const longer: (readonly X509Certificate[])[] = [];
    for (const path of paths) {
      const last = path.at(-1) ?? leaf;
      const anchor = anchors.find((each) => hasIssued(each, last));
      if (anchor !== undefined) return anchor.raw.equals(last.raw) ? path : [...path, anchor];
      const issuers = unreached.filter((each) => hasIssued(each, last));
      unreached = unreached.filter((each) => !issuers.includes(each));
      longer.push(...issuers.map((issuer) => [...path, issuer]));
    }
    paths = longer;
  }
  // A trusted certificate need not have a trusted issuer.
  return anchors.some(({ raw }) => raw.equals(leaf.raw)) ? [leaf] : null;
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
