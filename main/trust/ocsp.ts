/** Whether a certificate's issuer says over OCSP that it is good: the stapled answer, else the responders. */

import { createHash, randomBytes, type X509Certificate } from 'node:crypto';
import type { Revocation } from '../../preload/types.ts';
import type { Text } from '../../preload/words/text.ts';
import type { OcspQuestion, OcspVerdict } from './ocsp-message.ts';
import { askResponder } from './ocsp-query.ts';

export type OcspOptions = NonNullable<Revocation['ocsp']>;

/** A responder may name a time far away; whoever is revoked shall not be believed for longer than this. */
const LONGEST_MS = 3_600_000;
const CACHE_SIZE = 64;

/** Conclusive answers of responders, for one RevocationChecks. Times in milliseconds since the epoch. */
export class AnswerCache {
  readonly #answers = new Map<string, { readonly verdict: OcspVerdict; readonly until: number }>();

  get(key: string, now: number): OcspVerdict | null {
    const found = this.#answers.get(key);
    return found !== undefined && found.until > now ? found.verdict : null;
  }

  put(key: string, verdict: OcspVerdict, now: number): void {
    if (verdict.kind === 'unknown' || verdict.until === null) return;
    this.#answers.delete(key);
    this.#answers.set(key, { verdict, until: Math.min(verdict.until, now + LONGEST_MS) });
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= CACHE_SIZE) break;
      this.#answers.delete(oldest);
    }
  }
}

/** What is asked and found, for a log. Depths as OpenSSL counts them: the server's certificate is 0. */
export type OcspStep =
  | { readonly kind: 'ask'; readonly url: string; readonly from: 'configured' | 'AIA' }
  /** To the responder. */
  | { readonly kind: 'connected'; readonly host: string; readonly port: number }
  | { readonly kind: 'good' }
  | {
      readonly kind: 'refused';
      readonly certificate: X509Certificate;
      readonly depth: number;
      readonly revoked: boolean;
    };

export interface OcspCheck {
  /** The server's certificate first, each issued by the next. */
  readonly path: readonly X509Certificate[];
  /** What came with the handshake, null for nothing. */
  readonly stapled: Buffer | null;
  /** null: no responder is asked. */
  readonly options: OcspOptions | null;
  readonly cache: AnswerCache;
  readonly signal: AbortSignal;
  readonly onStep?: ((step: OcspStep) => void) | undefined;
}

export type OcspOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'revoked'; readonly certificate: X509Certificate }
  /** Somebody was asked, and nobody gave an answer that counts. */
  | { readonly kind: 'unanswered'; readonly detail: Text };

/**
 * As stunnel does it (ocsp.c, ocsp_verify): for the server's certificate the stapled answer, the configured responder and
 * those that the certificate names, until one is conclusive; for the authorities below the root those of the certificate
 * alone. A stapled answer that says nothing counts as none. Never rejects.
 */
export async function checkOcsp(check: OcspCheck): Promise<OcspOutcome> {
  const messages = await import('./ocsp-message.ts');
  const { path, stapled, options, onStep } = check;
  const issuerOnly = options?.flags.some((flag) => flag.toUpperCase() === 'NOINTERN') ?? false;
  for (const [depth, certificate] of path.entries()) {
    const issuer = path[depth + 1];
    if (issuer === undefined) break;
    const question: OcspQuestion = { certificate, issuer, nonce: null, issuerOnly };
    const said = depth > 0 || stapled === null ? null : messages.judgeResponse(stapled, question, Date.now());
    const revoked = (): OcspOutcome => {
      onStep?.({ kind: 'refused', certificate, depth, revoked: true });
      return { kind: 'revoked', certificate };
    };
    if (said?.kind === 'revoked') return revoked();
    if (said?.kind === 'good' || options === null) continue;
    const configured = depth === 0 && options.url !== null ? [options.url] : [];
    const named = options.aia ? messages.respondersOf(certificate) : [];
    const verdict = await firstConclusive(configured, named, question, check, options);
    if (verdict?.kind === 'revoked') return revoked();
    if (verdict?.kind === 'good') onStep?.({ kind: 'good' });
    if (verdict?.kind === 'unknown') {
      if (options.require) onStep?.({ kind: 'refused', certificate, depth, revoked: false });
      return { kind: 'unanswered', detail: verdict.detail };
    }
  }
  return { kind: 'accepted' };
}

/** null when there is nobody to ask; the last answer when none is conclusive. */
async function firstConclusive(
  configured: readonly string[],
  named: readonly string[],
  question: OcspQuestion,
  check: OcspCheck,
  options: OcspOptions,
): Promise<OcspVerdict | null> {
  let verdict: OcspVerdict | null = null;
  for (const [index, url] of [...configured, ...named].entries()) {
    check.onStep?.({ kind: 'ask', url, from: index < configured.length ? 'configured' : 'AIA' });
    verdict = await ask(url, question, check, options);
    if (verdict.kind !== 'unknown') break;
  }
  return verdict;
}

async function ask(
  url: string,
  question: OcspQuestion,
  { cache, signal, onStep }: OcspCheck,
  options: OcspOptions,
): Promise<OcspVerdict> {
  const { makeRequest, judgeResponse } = await import('./ocsp-message.ts');
  const key = keyFor(url, question);
  // A nonce is for those who want to hear it now.
  const known = options.nonce ? null : cache.get(key, Date.now());
  if (known !== null) return known;
  const asked = { ...question, nonce: options.nonce ? randomBytes(16) : null };
  const onConnected = (host: string, port: number) => onStep?.({ kind: 'connected', host, port });
  const answer = await askResponder(url, makeRequest(asked), { seconds: options.timeout, signal, onConnected });
  if (!answer.ok) return { kind: 'unknown', detail: answer.detail };
  const verdict = judgeResponse(answer.response, asked, Date.now());
  cache.put(key, verdict, Date.now());
  return verdict;
}

function keyFor(url: string, { certificate, issuer }: OcspQuestion): string {
  return `${url} ${createHash('sha256').update(certificate.raw).update(issuer.raw).digest('hex')}`;
}
