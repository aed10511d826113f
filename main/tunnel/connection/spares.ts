/** Finished TLS connections that are kept ready for the next local programs. */
import type { Spares as SparesOptions } from '../../../preload/types.ts';
import type { Turns } from '../base/turns.ts';
import { reach, type Secured } from '../server/handshake.ts';
import type { TunnelContext } from '../server/tunnel-context.ts';
import { hangUp } from '../tls/hang-up.ts';

/**
 * The program that has just got its connection has its first exchange first: a handshake at the same time would make it
 * wait, for the processors here and at the server, half as long again.
 */
const REFILL_AFTER_MS = 10;

interface Spare {
  readonly secured: Secured;
  readonly turn: number;
  /** By the computer's clock, because the other one stands still while it sleeps. Milliseconds since the epoch. */
  readonly madeAt: number;
  readonly stopWatching: () => void;
}

/**
 * Made only after a program has used the tunnel: one that nobody uses holds none. What cannot be made is not tried again
 * before the next use, and a spare that has ended, failed or grown old is gone at once. It belongs to one context.
 */
export class Spares {
  readonly #context: TunnelContext;
  readonly #options: SparesOptions;
  readonly #turns: Turns;
  /** In the order of their making. */
  #waiting: Spare[] = [];
  /** Sockets that are being opened or closed. */
  readonly #busy = new Set<Promise<void>>();
  #making = 0;
  #refilling: NodeJS.Timeout | null = null;
  #abort = new AbortController();
  #closed = false;

  constructor(context: TunnelContext, options: SparesOptions, turns: Turns) {
    this.#context = context;
    this.#options = options;
    this.#turns = turns;
  }

  /**
   * A connection whose server is accepted and had not ended it a moment ago; the caller owns it. The freshest, because
   * it most likely still lives, or with failover = rr the one whose turn it is.
   */
  take(): Secured | null {
    for (let spare = this.#best(); spare !== undefined; spare = this.#best()) {
      this.#release(spare);
      if (this.#isFit(spare)) return spare.secured;
      this.#discard(spare);
    }
    return null;
  }

  /** For when a program has got its connection: makes those that are missing, a little later. */
  refill(): void {
    if (this.#closed || this.#refilling !== null) return;
    this.#refilling = setTimeout(() => this.#makeMissing(), REFILL_AFTER_MS);
    this.#refilling.unref();
  }

  /** Ends them all, also those that are being made. */
  drop(): void {
    if (this.#refilling !== null) clearTimeout(this.#refilling);
    this.#refilling = null;
    this.#abort.abort();
    this.#abort = new AbortController();
    for (const spare of this.#waiting) {
      this.#release(spare);
      this.#discard(spare);
    }
  }

  /** Makes no more. Resolves when every socket is closed. */
  async close(): Promise<void> {
    this.#closed = true;
    this.drop();
    while (this.#busy.size > 0) await Promise.all(this.#busy);
  }

  #makeMissing(): void {
    this.#refilling = null;
    for (let missing = this.#options.count - this.#waiting.length - this.#making; missing > 0; missing--) {
      this.#making += 1;
      const { signal } = this.#abort;
      this.#await(
        this.#make(signal).finally(() => {
          this.#making -= 1;
        }),
      );
    }
  }

  async #make(signal: AbortSignal): Promise<void> {
    const turn = this.#turns.next();
    const secured = await reach({ context: this.#context, turn, signal }).catch(() => null);
    if (secured === null) {
      this.#turns.giveBack(turn);
      return;
    }
    const spare: Spare = { secured, turn, madeAt: Date.now(), stopWatching: this.#watch(secured, () => gone()) };
    const gone = () => {
      this.#release(spare);
      this.#discard(spare);
    };
    this.#waiting.push(spare);
    if (secured.fault !== null || signal.aborted || !this.#isFit(spare)) gone();
  }

  /** Calls back when it has ended or its time is over. */
  #watch({ socket, explain }: Secured, gone: () => void): () => void {
    // What an error means for TLS sessions is decided where it is explained.
    const failed = (error: Error) => void explain(error);
    const timer = setTimeout(gone, this.#options.lifetime * 1000);
    timer.unref();
    socket.on('error', failed);
    socket.on('end', gone);
    socket.on('close', gone);
    return () => {
      clearTimeout(timer);
      socket.off('error', failed);
      socket.off('end', gone);
      socket.off('close', gone);
    };
  }

  #best(): Spare | undefined {
    if (this.#context.specification.failover !== 'rr') return this.#waiting.at(-1);
    return this.#waiting.toSorted((one, other) => one.turn - other.turn)[0];
  }

  #release(spare: Spare): void {
    spare.stopWatching();
    this.#waiting = this.#waiting.filter((other) => other !== spare);
  }

  /** One whose server talks and talks is not read any further, so that its end could go unnoticed. */
  #isFit({ secured: { socket, incoming }, madeAt }: Spare): boolean {
    return isAlive(socket) && !incoming.isFull && Date.now() - madeAt < this.#options.lifetime * 1000;
  }

  #discard({ secured, turn }: Spare): void {
    this.#turns.giveBack(turn);
    this.#await(hangUp(secured.socket));
  }

  #await(work: Promise<void>): void {
    this.#busy.add(work);
    void work.finally(() => this.#busy.delete(work));
  }
}

/** Whether the server has neither ended nor failed it, as far as this side has heard. */
export function isAlive(socket: Secured['socket']): boolean {
  return !socket.destroyed && !socket.readableEnded && socket.writable;
}
