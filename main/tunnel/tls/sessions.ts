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
 * The last session per key, which stands for an address and a server name (stunnel: per address, ctx.c
 * session_cache_save). One cache belongs to one set of terms: it is dropped with them, so a session is never resumed
 * under trust that has not accepted its certificate.
 */
export class SessionCache {
  readonly #sessions = new Map<string, AcceptedSession & { readonly until: number }>();

  /** `now` in milliseconds of any clock that does not jump. */
  get(key: string, now: number): AcceptedSession | null {
    const found = this.#sessions.get(key);
    if (found === undefined) return null;
    if (found.until > now) return found;
    this.#sessions.delete(key);
    return null;
  }

  put(key: string, accepted: AcceptedSession, now: number): void {
    this.#sessions.set(key, { ...accepted, until: now + LIFETIME_MS });
  }

  drop(key: string): void {
    this.#sessions.delete(key);
  }
}
