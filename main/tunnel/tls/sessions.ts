/** TLS sessions to resume, each with the certificate chain that was accepted when it was made. */
import type { X509Certificate } from 'node:crypto';

export interface AcceptedSession {
  readonly session: Buffer;
  /** A resumed handshake shows no certificate; this is the one that was judged. */
  readonly chain: readonly X509Certificate[];
}

/** stunnel's sessionCacheTimeout. */
const LIFETIME_MS = 300_000;

/**
 * The last session per address, as in stunnel (ctx.c session_cache_save). One cache belongs to one set of terms: it is
 * dropped with them, so a session is never resumed under trust that has not accepted its certificate.
 */
export class SessionCache {
  readonly #sessions = new Map<string, AcceptedSession & { readonly until: number }>();

  /** `now` in milliseconds of any clock that does not jump. */
  get(address: string, now: number): AcceptedSession | null {
    const found = this.#sessions.get(address);
    if (found === undefined) return null;
    if (found.until > now) return found;
    this.#sessions.delete(address);
    return null;
  }

  put(address: string, accepted: AcceptedSession, now: number): void {
    this.#sessions.set(address, { ...accepted, until: now + LIFETIME_MS });
  }

  drop(address: string): void {
    this.#sessions.delete(address);
  }
}
