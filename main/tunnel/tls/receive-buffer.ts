/** Where the bytes of a TLS connection arrive: kept until somebody takes them, then handed over as they come. */
import { SMALL_BUFFER, smallBuffer } from '../base/small-buffer.ts';

/** Takes bytes; false asks for a pause. */
export type Sink = (bytes: Uint8Array) => boolean;

/** Node hands over at most this much at once (TLSWrap's kClearOutChunkSize). */
const LARGEST_READ = 16 * 1024;
/** What may wait until somebody takes it. Reading goes on so far, because the end of a connection shows only to who reads. */
const MOST_WAITING = 64 * 1024;

/**
 * Node reads every record into a fresh buffer, which costs Electron as much again as the decryption; `onread` reads into
 * ours. A buffer may only be used again when what was read into it has left the process, so it belongs to one socket
 * and is replaced when the sink could not get rid of the bytes at once. After a pause is asked for, records that were
 * decrypted already still come. Small until a read fills it: most connections are idle.
 */
export class ReceiveBuffer {
  #buffer = smallBuffer();
  #kept = false;
  #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #sink: Sink | null = null;
  #onFirst: (() => void) | null = null;
  #diverted: ((bytes: Uint8Array) => void) | null = null;
  #isBusy: () => boolean = () => false;
  received = false;

  /** For the `onread` option of tls.connect. */
  readonly onread = {
    buffer: (): Uint8Array => this.#next(),
    callback: (length: number, buffer: Uint8Array): boolean => this.#read(length, buffer),
  };

  /** Calls back at the first byte that comes from now on, or at once when there were some. */
  whenReceived(callback: () => void): void {
    if (this.received) callback();
    else this.#onFirst = callback;
  }

  /**
   * Hands over what came early, then everything that comes. `isBusy` says whether the sink still holds bytes that it
   * was given. Returns false when the sink asked for a pause already.
   */
  attach(sink: Sink, isBusy: () => boolean): boolean {
    this.#sink = sink;
    this.#isBusy = isBusy;
    let ready = true;
    for (const bytes of this.#early) ready = sink(bytes);
    this.#early = [];
    return ready;
  }

  /**
   * Bytes that come go to `take` instead, until the returned function is called: answers that are not for the program.
   * They are used again afterwards.
   */
  divert(take: (bytes: Uint8Array) => void): () => void {
    this.#diverted = take;
    return () => {
      this.#diverted = null;
    };
  }

  /** Whether so much waits that nothing more is read. */
  get isFull(): boolean {
    return this.#earlyBytes >= MOST_WAITING;
  }

  /** For bytes that do not come through `onread`; they are not reused by the caller. */
  accept(bytes: Uint8Array): boolean {
    if (this.#diverted !== null) {
      this.#diverted(bytes);
      return true;
    }
    this.#first();
    if (this.#sink !== null) return this.#sink(bytes);
    this.#early.push(bytes);
    this.#earlyBytes += bytes.length;
    return !this.isFull;
  }

  #read(length: number, buffer: Uint8Array): boolean {
    if (length === buffer.length && length < LARGEST_READ) this.#buffer = Buffer.allocUnsafeSlow(LARGEST_READ);
    const bytes = buffer.subarray(0, length);
    if (this.#sink === null) this.#kept = this.#diverted === null;
    const ready = this.accept(bytes);
    if (this.#sink !== null) this.#kept = this.#isBusy();
    return ready;
  }

  /** Node asks once before the first read, then after each. */
  #next(): Uint8Array {
    if (this.#kept) {
      const { length } = this.#buffer;
      this.#buffer = length === SMALL_BUFFER ? smallBuffer() : Buffer.allocUnsafeSlow(length);
      this.#kept = false;
    }
    return this.#buffer;
  }

  #first(): void {
    if (this.received) return;
    this.received = true;
    this.#onFirst?.();
    this.#onFirst = null;
  }
}
