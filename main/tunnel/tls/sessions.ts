/** TLS sessions to resume, each with the certificate chain that was accepted when it was made. */
import type { X509Certificate } from 'node:crypto';
import { defaultSessions } from '../../../preload/fields/sessions.ts';
import type { TlsOptions } from '../../../preload/types.ts';

export interface AcceptedSession {
  readonly session: Buffer;
  /** A resumed handshake shows no certificate; this is the one that was judged. */
  readonly chain: readonly X509Certificate[];
}

export interface SessionPlace {
  /** What the certificate was judged for: connect host and port as the profile names them, and the server name. */
  readonly service: string;
  /** Which of the host's addresses. */
  readonly address: string;
}

type SessionRules = NonNullable<TlsOptions['sessions']>;
type Kept = AcceptedSession & { readonly until: number };

/**
 * The last session of each address, and for an address that has none the last one of its service (stunnel: per address
 * when addresses are fixed, else per service; ctx.c session_cache_save). One cache belongs to one context: it is
 * dropped with them, so a session is never resumed under trust that has not accepted its certificate.
 */
export class SessionCache {
  readonly #rules: SessionRules;
  /** The one that was put last is at the end. */
  readonly #sessions = new Map<string, Kept>();
  /** Of each service the key of its last session. */
  readonly #last = new Map<string, string>();

  constructor(rules: SessionRules = defaultSessions) {
    this.#rules = rules;
  }

  /** `now` in milliseconds of any clock that does not jump. */
  get(place: SessionPlace, now: number): AcceptedSession | null {
    return this.#living(keyOf(place), now) ?? this.#living(this.#last.get(place.service) ?? '', now);
  }

  put(place: SessionPlace, accepted: AcceptedSession, now: number): void {
    const { resume, size, timeout } = this.#rules;
    if (!resume) return;
    const key = keyOf(place);
    this.#sessions.delete(key);
    this.#sessions.set(key, { ...accepted, until: now + timeout * 1000 });
    this.#last.set(place.service, key);
    if (size === 0) return;
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= size) break;
      this.#sessions.delete(oldest);
    }
  }

  /** Forgets what `get` would give. */
  drop(place: SessionPlace): void {
    this.#sessions.delete(keyOf(place));
    this.#sessions.delete(this.#last.get(place.service) ?? '');
    this.#last.delete(place.service);
  }

  #living(key: string, now: number): AcceptedSession | null {
    const found = this.#sessions.get(key);
    if (found === undefined || found.until > now) return found ?? null;
    this.#sessions.delete(key);
    return null;
  }
}

const keyOf = ({ service, address }: SessionPlace) => `${service} ${address}`;
