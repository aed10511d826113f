/** The next connection of a tunnel, made ahead: nothing has left this computer for it yet. */
import { once } from 'node:events';
import type { TlsVersion } from '../../../preload/types.ts';
import type { Target } from './dialer.ts';
import { type Prepared, prepare, sessionPlace } from './plan.ts';
import type { TunnelContext } from './tunnel-context.ts';

/** The program that has just got its connection goes first. */
const SOON_MS = 10;
/** In TLS 1.3 the session comes after the handshake, when the server has heard the end of it. */
const WITHOUT_SESSION_MS = 500;
/** A socket that waits costs the memory of an idle connection; programs that come less often pay for one and get none. */
const KEEP_MS = 30_000;

interface Waiting extends Prepared {
  readonly target: Target;
  readonly expiry: NodeJS.Timeout;
}

/**
 * Making a TLS socket takes 0.2 milliseconds in Electron when it is done now and then, a twelfth of a connection to a server
 * on the same computer, and the server has nothing to do meanwhile. So one is made ahead while a tunnel is used. It
 * belongs to one context, and to one address: with failover = rr, where the next one is another, it helps nobody.
 */
export class Standby {
  readonly #context: TunnelContext;
  #waiting: Waiting | null = null;
  #preparing: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(context: TunnelContext) {
    this.#context = context;
  }

  /** For when a connection was made: another one to the same place is likely. */
  prepare(target: Target, protocol: TlsVersion): void {
    this.#prepareAfter(protocol === 'TLSv1.3' ? WITHOUT_SESSION_MS : SOON_MS, target);
  }

  /** For when there is a session that the next connection can resume. */
  prepareWithSession(target: Target): void {
    this.#prepareAfter(SOON_MS, target);
  }

  /** What waits for this target and begins to connect now, null for nothing. The caller owns it. */
  take(target: Target): Prepared | null {
    const waiting = this.#waiting;
    if (waiting === null || !this.#fits(waiting, target)) return null;
    clearTimeout(waiting.expiry);
    this.#waiting = null;
    waiting.connect();
    return waiting;
  }

  /** Nothing is made any more. Resolves when what waits is closed. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#preparing);
    const socket = this.#waiting?.socket;
    this.#discard();
    if (socket?.closed === false) await once(socket, 'close');
  }

  #prepareAfter(ms: number, target: Target): void {
    clearTimeout(this.#preparing);
    if (this.#closed || target.path !== undefined) return;
    this.#preparing = setTimeout(() => this.#make(target), ms);
    this.#preparing.unref();
  }

  #make(target: Target): void {
    if (this.#waiting !== null && this.#fits(this.#waiting, target)) return;
    this.#discard();
    try {
      const prepared = prepare(this.#context, target);
      prepared.socket.on('error', () => undefined);
      const expiry = setTimeout(() => this.#discard(), KEEP_MS);
      expiry.unref();
      this.#waiting = { ...prepared, target, expiry };
    } catch {
      // The next connection will meet the same, and can tell somebody.
    }
  }

  /** Whether it goes to the same place, and would be made with the same session now. */
  #fits({ target: own, plan }: Waiting, target: Target): boolean {
    const isSamePlace =
      own.host === target.host &&
      own.port === target.port &&
      own.address === target.address &&
      own.localAddress === target.localAddress;
    if (!isSamePlace) return false;
    return plan.cached === this.#context.sessions.get(sessionPlace(target, plan.serverName), performance.now());
  }

  #discard(): void {
    clearTimeout(this.#waiting?.expiry);
    this.#waiting?.socket.destroy();
    this.#waiting = null;
  }
}
