/** The next connection of a tunnel, made but for its address: nothing has left this computer for it yet. */
import type { Target } from '../dialer.ts';
import type { Terms } from '../terms.ts';
import { type Prepared, prepare, sessionPlace } from './plan.ts';

/** The program that has just got its connection goes first. */
const PREPARE_AFTER_MS = 10;
/** It costs the memory of an idle connection. */
const KEEP_MS = 30_000;

interface Waiting extends Prepared {
  readonly target: Target;
  readonly expiry: NodeJS.Timeout;
}

/**
 * A TLS socket costs a connection that comes alone 0.2 milliseconds in Electron, a twelfth of what it takes to a server
 * nearby, and the server has nothing to do meanwhile. So one is made ahead while a tunnel is used. It belongs to one
 * set of terms.
 */
export class Standby {
  readonly #terms: Terms;
  #waiting: Waiting | null = null;
  #preparing: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** For when a connection was made or its session has come: another one to the same place is likely. */
  prepare(target: Target): void {
    clearTimeout(this.#preparing);
    if (this.#closed || target.path !== undefined) return;
    this.#preparing = setTimeout(() => this.#make(target), PREPARE_AFTER_MS);
    this.#preparing.unref();
  }

  /** What waits for this target and begins to connect now, null for nothing. The caller owns it. */
  take(target: Target): Prepared | null {
    const waiting = this.#waiting;
    if (waiting === null || !isSamePlace(waiting.target, target)) return null;
    if (!this.#isCurrent(waiting, target)) {
      this.#discard();
      return null;
    }
    clearTimeout(waiting.expiry);
    this.#waiting = null;
    waiting.connectTo(target.address);
    return waiting;
  }

  /** Ends what waits; nothing is made any more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#preparing);
    this.#discard();
  }

  #make(target: Target): void {
    this.#discard();
    const prepared = prepare(this.#terms, target);
    prepared.socket.on('error', () => undefined);
    const expiry = setTimeout(() => this.#discard(), KEEP_MS);
    expiry.unref();
    this.#waiting = { ...prepared, target, expiry };
  }

  /** Whether it would be made with the same session now. */
  #isCurrent({ plan }: Waiting, target: Target): boolean {
    return plan.cached === this.#terms.sessions.get(sessionPlace(target, plan.serverName), performance.now());
  }

  #discard(): void {
    clearTimeout(this.#waiting?.expiry);
    this.#waiting?.socket.destroy();
    this.#waiting = null;
  }
}

const isSamePlace = (one: Target, other: Target): boolean =>
  one.host === other.host && one.port === other.port && one.localAddress === other.localAddress;
