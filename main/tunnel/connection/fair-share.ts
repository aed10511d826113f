/** Lets the connections of one event loop take turns. */

/** What a connection may receive in one turn of the loop when it is not the only one. */
const TURN_BYTES = 256 * 1024;

let connections = 0;

/**
 * libuv reads from a socket that stays full up to 32 times in a row, and Node decrypts each time, so a short message on
 * another connection waits for half a megabyte. A connection that has had its share of the turn rests for the remainder.
 */
export class FairShare {
  readonly #goOn: () => void;
  #taken = 0;
  #resting = false;

  /** `goOn` is called when a rest is over. */
  constructor(goOn: () => void) {
    this.#goOn = goOn;
    connections += 1;
  }

  /** Counts bytes that were received. False asks to receive no more before `goOn`. */
  take(bytes: number): boolean {
    if (connections === 1) return true;
    if (this.#taken === 0) setImmediate(() => this.#nextTurn());
    this.#taken += bytes;
    if (this.#taken >= TURN_BYTES) this.#resting = true;
    return !this.#resting;
  }

  /** The connection is gone. Once. */
  leave(): void {
    connections -= 1;
  }

  #nextTurn(): void {
    this.#taken = 0;
    if (!this.#resting) return;
    this.#resting = false;
    this.#goOn();
  }
}
