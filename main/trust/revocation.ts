/** Whether a server's certificate has been revoked: lists (CRLfile, CRLpath) and OCSP, on top of `judge`. */

import { X509Certificate } from 'node:crypto';
import type { Revocation, TunnelError } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { describeCertificate } from './describe.ts';
import { judgeByLists } from './judge-list.ts';
import { type ListStore, openLists } from './list-store.ts';
import { AnswerCache, checkOcsp, type OcspOptions, type OcspStep } from './ocsp.ts';
import { issuerAmong, pathToAnchor } from './path.ts';
import type { LoadedTrust } from './verify.ts';

/** What a tunnel does about revoked certificates. One belongs to one trust and its lists. */
export interface RevocationChecks {
  /** null: there are no lists to look into. */
  readonly lists: ListStore | null;
  /** Ask the server for a stapled answer: wherever the chain is verified, as stunnel. */
  readonly staple: boolean;
  readonly ocsp: OcspOptions | null;
  readonly answers: AnswerCache;
  readonly trust: LoadedTrust;
  /** PEM of the authorities that `system` trusts. */
  readonly authorities: readonly string[];
}

export type OpenedRevocation =
  | { readonly ok: true; readonly checks: RevocationChecks }
  | { readonly ok: false; readonly error: TunnelError };

/** Reads the lists. `authorities` are those of the system where it is trusted. Never rejects. */
export async function openRevocation(
  revocation: Revocation | undefined,
  trust: LoadedTrust,
  authorities: readonly string[],
): Promise<OpenedRevocation> {
  const paths = trust.kind === 'none' ? [] : (revocation?.lists ?? []);
  const opened = paths.length === 0 ? null : await openLists(paths);
  if (opened !== null && !opened.ok) return opened;
  const checks = staplesOnly(trust, authorities);
  return {
    ok: true,
    checks: { ...checks, lists: opened?.store ?? null, ocsp: checks.staple ? (revocation?.ocsp ?? null) : null },
  };
}

/** What is done without being asked to: answers that the server staples to its handshake are looked at. */
export function staplesOnly(trust: LoadedTrust, authorities: readonly string[]): RevocationChecks {
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
  readonly remark: Text | null;
}

const FINE: RevocationResult = { fault: null, remark: null };

const asksOcsp = ({ ocsp }: RevocationChecks, { resumed, stapled }: Accepted): boolean =>
  !resumed && (ocsp !== null || stapled !== null);

/** Whether there is anything to look into; most connections need not wait for that. */
export const asksRevocation = (checks: RevocationChecks, accepted: Accepted): boolean =>
  (checks.lists !== null || asksOcsp(checks, accepted)) && accepted.chain.length > 0;

/** Never rejects. `signal` ends questions to responders. */
export async function checkRevocation(
  checks: RevocationChecks,
  accepted: Accepted,
  signal: AbortSignal,
  onStep?: (step: OcspStep) => void,
): Promise<RevocationResult> {
  try {
    const listed = checks.lists === null ? null : await checkLists(checks.lists, checks, accepted);
    return listed ?? (asksOcsp(checks, accepted) ? await checkResponders(checks, accepted, signal, onStep) : FINE);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { fault: { kind: 'internal', code: 'REVOCATION', detail }, remark: null };
  }
}

async function checkLists(
  store: ListStore,
  checks: RevocationChecks,
  { chain, host }: Accepted,
): Promise<RevocationResult | null> {
  const [leaf, ...sent] = chain;
  if (leaf === undefined) return null;
  const lists = await store.current(performance.now());
  // Who pins a certificate trusts no issuer; the one that is asked about has signed it, and the lists are the user's own.
  const issuer =
    checks.trust.kind === 'pinned'
      ? issuerAmong(leaf, [...checks.trust.certificates, ...sent])
      : (pathToAnchor(leaf, sent, anchorsOf(checks))?.[1] ?? issuerAmong(leaf, [leaf]));
  const verdict = judgeByLists(leaf, issuer, lists, Date.now());
  if (verdict.kind === 'good') return null;
  if (verdict.kind === 'revoked') return revoked(host, leaf);
  return { fault: { kind: 'revocation-unknown', host, source: 'list', detail: verdict.detail }, remark: null };
}

async function checkResponders(
  checks: RevocationChecks,
  { host, stapled, chain }: Accepted,
  signal: AbortSignal,
  onStep?: (step: OcspStep) => void,
): Promise<RevocationResult> {
  const [leaf, ...sent] = chain;
  const path = leaf === undefined ? null : pathToAnchor(leaf, sent, anchorsOf(checks));
  const outcome =
    path === null
      ? ({ kind: 'unanswered', detail: toSay('clause.ocsp.noIssuer') } as const)
      : await checkOcsp({ path, stapled, options: checks.ocsp, cache: checks.answers, signal, onStep });
  switch (outcome.kind) {
    case 'accepted':
      return FINE;
    case 'revoked':
      return revoked(host, outcome.certificate);
    case 'unanswered':
      // Without a responder to ask, a stapled answer is an offer of the server's, not a demand of the user's.
      return checks.ocsp?.require
        ? { fault: { kind: 'revocation-unknown', host, source: 'responder', detail: outcome.detail }, remark: null }
        : {
            fault: null,
            remark: toSay('clause.revocation.remark', { host, detail: outcome.detail }),
          };
  }
}

function revoked(host: string, certificate: X509Certificate): RevocationResult {
  return { fault: { kind: 'cert-revoked', host, certificate: describeCertificate(certificate) }, remark: null };
}

/** The system's roots are many, and the same for all tunnels. */
const parsed = new WeakMap<readonly string[], readonly X509Certificate[]>();

function anchorsOf({ trust, authorities }: RevocationChecks): readonly X509Certificate[] {
  if (trust.kind === 'authority' || trust.kind === 'pinned') return trust.certificates;
  const known = parsed.get(authorities) ?? authorities.map((pem) => new X509Certificate(pem));
  parsed.set(authorities, known);
  return known;
}
