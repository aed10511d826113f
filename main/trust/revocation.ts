/** Whether a server's certificate has been revoked: lists (CRLfile, CRLpath) and OCSP, on top of `judge`. */
import { X509Certificate } from 'node:crypto';
import type { Revocation, TunnelError } from '../../preload/types.ts';
import { describeCertificate } from './describe.ts';
import { judgeByLists } from './judge-list.ts';
import { type ListStore, openLists } from './list-store.ts';
import { AnswerCache, checkOcsp, type OcspOptions, type OcspStep } from './ocsp.ts';
import { issuerAmong, pathToAnchor } from './path.ts';
import type { TrustTerms } from './verify.ts';

/** What a tunnel does about revoked certificates. One belongs to one set of terms. */
export interface RevocationTerms {
  /** null: there are no lists to look into. */
  readonly lists: ListStore | null;
  /** Ask the server for a stapled answer: wherever the chain is verified, as stunnel. */
  readonly staple: boolean;
  readonly ocsp: OcspOptions | null;
  readonly answers: AnswerCache;
  readonly trust: TrustTerms;
  /** PEM of the authorities that `system` trusts. */
  readonly authorities: readonly string[];
}

export type OpenedRevocation =
  | { readonly ok: true; readonly terms: RevocationTerms }
  | { readonly ok: false; readonly error: TunnelError };

/** Reads the lists. `authorities` are those of the system where it is trusted. Never rejects. */
export async function openRevocation(
  revocation: Revocation | undefined,
  trust: TrustTerms,
  authorities: readonly string[],
): Promise<OpenedRevocation> {
  const paths = trust.kind === 'none' ? [] : (revocation?.lists ?? []);
  const opened = paths.length === 0 ? null : await openLists(paths);
  if (opened !== null && !opened.ok) return opened;
  const terms = staplesOnly(trust, authorities);
  return {
    ok: true,
    terms: { ...terms, lists: opened?.store ?? null, ocsp: terms.staple ? (revocation?.ocsp ?? null) : null },
  };
}

/** What is done without being asked to: answers that the server staples to its handshake are looked at. */
export function staplesOnly(trust: TrustTerms, authorities: readonly string[]): RevocationTerms {
  const staple = trust.kind === 'system' || trust.kind === 'authority';
  return { lists: null, staple, ocsp: null, answers: new AnswerCache(), trust, authorities };
}

export interface Accepted {
  /** What was accepted apart from this: leaf first, as the server sent it. */
  readonly chain: readonly X509Certificate[];
  readonly stapled: Buffer | null;
  /** The handshake resumed a session: OCSP was asked when it was made, lists may have changed since. */
  readonly resumed: boolean;
  readonly host: string;
}

export interface RevocationResult {
  readonly fault: TunnelError | null;
  /** For the log: the certificate is accepted although nobody could say whether it is revoked. */
  readonly remark: string | null;
}

const FINE: RevocationResult = { fault: null, remark: null };

const asksOcsp = ({ ocsp }: RevocationTerms, { resumed, stapled }: Accepted): boolean =>
  !resumed && (ocsp !== null || stapled !== null);

/** Whether there is anything to look into; most connections need not wait for that. */
export const asksRevocation = (terms: RevocationTerms, accepted: Accepted): boolean =>
  (terms.lists !== null || asksOcsp(terms, accepted)) && accepted.chain.length > 0;

/** Never rejects. `signal` ends questions to responders. */
export async function checkRevocation(
  terms: RevocationTerms,
  accepted: Accepted,
  signal: AbortSignal,
  onStep?: (step: OcspStep) => void,
): Promise<RevocationResult> {
  try {
    const listed = terms.lists === null ? null : await checkLists(terms.lists, terms, accepted);
    return listed ?? (asksOcsp(terms, accepted) ? await checkResponders(terms, accepted, signal, onStep) : FINE);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { fault: { kind: 'internal', code: 'REVOCATION', detail }, remark: null };
  }
}

async function checkLists(
  store: ListStore,
  terms: RevocationTerms,
  { chain, host }: Accepted,
): Promise<RevocationResult | null> {
  const [leaf, ...sent] = chain;
  if (leaf === undefined) return null;
  const lists = await store.current(performance.now());
  // Who pins a certificate trusts no issuer; the one that is asked about has signed it, and the lists are the user's own.
  const issuer =
    terms.trust.kind === 'pinned'
      ? issuerAmong(leaf, [...terms.trust.certificates, ...sent])
      : (pathToAnchor(leaf, sent, anchorsOf(terms))?.[1] ?? issuerAmong(leaf, [leaf]));
  const verdict = judgeByLists(leaf, issuer, lists, Date.now());
  if (verdict.kind === 'good') return null;
  if (verdict.kind === 'revoked') return revoked(host, leaf);
  return { fault: { kind: 'revocation-unknown', host, source: 'list', detail: verdict.detail }, remark: null };
}

async function checkResponders(
  terms: RevocationTerms,
  { host, stapled, chain }: Accepted,
  signal: AbortSignal,
  onStep?: (step: OcspStep) => void,
): Promise<RevocationResult> {
  const [leaf, ...sent] = chain;
  const path = leaf === undefined ? null : pathToAnchor(leaf, sent, anchorsOf(terms));
  const outcome =
    path === null
      ? ({ kind: 'unanswered', detail: 'the certificate of its issuer is not known' } as const)
      : await checkOcsp({ path, stapled, options: terms.ocsp, cache: terms.answers, signal, onStep });
  switch (outcome.kind) {
    case 'accepted':
      return FINE;
    case 'revoked':
      return revoked(host, outcome.certificate);
    case 'unanswered':
      // Without a responder to ask, a stapled answer is an offer of the server's, not a demand of the user's.
      return terms.ocsp?.require
        ? { fault: { kind: 'revocation-unknown', host, source: 'responder', detail: outcome.detail }, remark: null }
        : { fault: null, remark: `Nobody can say whether the certificate of ${host} is revoked: ${outcome.detail}.` };
  }
}

function revoked(host: string, certificate: X509Certificate): RevocationResult {
  return { fault: { kind: 'cert-revoked', host, certificate: describeCertificate(certificate) }, remark: null };
}

/** The system's roots are many, and the same for all tunnels. */
const parsed = new WeakMap<readonly string[], readonly X509Certificate[]>();

function anchorsOf({ trust, authorities }: RevocationTerms): readonly X509Certificate[] {
  if (trust.kind === 'authority' || trust.kind === 'pinned') return trust.certificates;
  const known = parsed.get(authorities) ?? authorities.map((pem) => new X509Certificate(pem));
  parsed.set(authorities, known);
  return known;
}
