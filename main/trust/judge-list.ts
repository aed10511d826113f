/** What revocation lists say of a certificate. Pure; the rules are OpenSSL's (crypto/x509/x509_vfy.c check_cert). */

import type { X509Certificate } from 'node:crypto';
import { type Text, toSay } from '../../preload/words/text.ts';
import { type CertificateParts, certificateParts, elementAt } from './der.ts';
import { sameName } from './name.ts';
import {
  type DistributionPoint,
  distributionPointsOf,
  extensionIds,
  type RevocationList,
  serialOf,
} from './revocation-list.ts';
import { isSignedBy } from './signature.ts';

export type RevocationVerdict =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked' }
  /** Nobody can say. `detail` is a clause for the middle of a sentence. */
  | { readonly kind: 'unknown'; readonly detail: Text };

const unknown = (detail: Text): RevocationVerdict => ({ kind: 'unknown', detail });

/**
 * Whether a certificate is revoked by the newest usable list of its issuer. Only this one certificate is looked at, as
 * stunnel does (X509_V_FLAG_CRL_CHECK without CRL_CHECK_ALL). `issuer` is whose key has signed it, null when nobody
 * knows; `now` in milliseconds since the epoch.
 */
export function judgeByLists(
  certificate: X509Certificate,
  issuer: X509Certificate | null,
  lists: readonly RevocationList[],
  now: number,
): RevocationVerdict {
  try {
    return judge(certificateParts(certificate.raw), certificate.ca, issuer, lists, now);
  } catch {
    return unknown(toSay('clause.list.certificateDamaged'));
  }
}

function judge(
  parts: CertificateParts,
  isAuthority: boolean,
  issuer: X509Certificate | null,
  lists: readonly RevocationList[],
  now: number,
): RevocationVerdict {
  const ofIssuer = lists.filter((list) => sameName(list.issuer, parts.issuer));
  if (ofIssuer.length === 0) return unknown(toSay('clause.list.missing'));
  if (issuer === null) return unknown(toSay('clause.list.noIssuer'));
  const signer = certificateParts(issuer.raw);
  const ofKey = ofIssuer.filter((list) => fitsKey(list, signer));
  if (ofKey.length === 0) return unknown(toSay('clause.list.otherKey'));
  const usable = ofKey.filter((list) => coverageOf(list, parts, isAuthority) !== 'none');
  const current = usable.filter((list) => dateFault(list, now) === null);
  // Dates are whole seconds; of two lists made in the same one, the later has more entries.
  const newest = (current.length > 0 ? current : usable).toSorted(
    (a, b) => b.thisUpdate - a.thisUpdate || b.revoked.size - a.revoked.size,
  )[0];
  if (newest === undefined) return unknown(toSay('clause.list.unusable', { why: whyUnusable(ofKey) }));
  if (!maySignLists(signer)) return unknown(toSay('clause.list.mayNotSign'));
  const fault = dateFault(newest, now);
  if (fault !== null) return unknown(fault);
  if (!isSignedBy(issuer, newest.algorithm, newest.signed, newest.signature)) {
    return unknown(toSay('clause.list.wrongSignature'));
  }
  if (newest.revoked.has(serialOf(parts.serialNumber))) return { kind: 'revoked' };
  return coverageOf(newest, parts, isAuthority) === 'all'
    ? { kind: 'good' }
    : unknown(toSay('clause.list.someReasons'));
}

function whyUnusable(lists: readonly RevocationList[]): Text {
  const reasons = lists.map(({ scope }) => (scope.kind === 'unusable' ? scope.reason : null));
  return reasons.find((reason) => reason !== null) ?? toSay('clause.list.otherCertificates');
}

function fitsKey({ keyId }: RevocationList, signer: CertificateParts): boolean {
  const own = signer.extensions.get(extensionIds.subjectKeyIdentifier);
  return keyId === null || own === undefined || elementAt(own.value).content.equals(keyId);
}

/** Whether a list is about a certificate: not at all, for some reasons to revoke it only, or altogether. */
function coverageOf({ scope }: RevocationList, parts: CertificateParts, isAuthority: boolean): 'none' | 'some' | 'all' {
  if (scope.kind === 'unusable' || scope.kind === (isAuthority ? 'users' : 'authorities')) return 'none';
  const { points } = scope;
  const isAt = ({ names }: DistributionPoint) =>
    points === null || names === null || names.some((name) => points.some((point) => point.equals(name)));
  // Of several points the first one counts; a list that is nowhere in particular is about certificates without any, too.
  const found = distributionPointsOf(parts).find(isAt);
  if (found === undefined) return points === null ? 'all' : 'none';
  return found.someReasons ? 'some' : 'all';
}

function dateFault({ thisUpdate, nextUpdate }: RevocationList, now: number): Text | null {
  if (thisUpdate > now) return toSay('clause.list.early');
  return nextUpdate !== null && nextUpdate < now ? toSay('clause.list.expired') : null;
}

/** Bit 6 of KeyUsage (RFC 5280 4.2.1.3); who states no usage may do everything. */
function maySignLists({ extensions }: CertificateParts): boolean {
  const usage = extensions.get(extensionIds.keyUsage);
  return usage === undefined || ((elementAt(usage.value).content[1] ?? 0) & 0x02) !== 0;
}
