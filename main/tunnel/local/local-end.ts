/** The end of a connection that the local program has, as the engine sees it: an accepted socket, or whatever else. */
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SMALL_BUFFER, smallBuffer } from '../base/small-buffer.ts';
import { socketOver } from '../node-internals/accepted-handle.ts';

/** Takes bytes and calls back when they may be overwritten. */
export type Deliver = (bytes: Uint8Array, done: () => void) => void;

export interface LocalEnd {
  /** Paused, and half-open: one direction may end before the other. */
  readonly stream: Duplex;
  /** From now on bytes are delivered as they come; reading stops while deliveries are under way. Once. */
  start(deliver: Deliver): void;
}

/** An accepted connection. */
export interface AcceptedEnd extends LocalEnd {
  readonly stream: Socket;
}

/**
 * Deliveries under way at which reading stops, to start again when none is. With two, a short message does not stop
 * reading, which would cost two system calls, and Node does not join waiting writes into one, which would cost a copy.
 */
const MOST_DELIVERIES = 2;

/** Of a paused stream, read by `data` events. */
export function localEndOf<Stream extends Duplex>(stream: Stream): LocalEnd & { readonly stream: Stream } {
  const flow = new Flow(stream);
  return {
    stream,
    start: (deliver) => {
      stream.on('data', (bytes: Buffer) => {
        deliver(bytes, flow.begin());
        if (flow.isFull) stream.pause();
      });
      stream.resume();
    },
  };
}

/**
 * Of the handle of a connection, for which nobody has made a socket yet; null where it is not as expected.
 *
 * Node reads into a fresh buffer of 64 KiB each time. In Electron, whose buffers live in V8's memory cage, making and
 * freeing one costs as much as the encryption of what it holds. This reads into ours.
 */
export function localEndOver(handle: unknown): AcceptedEnd | null {
  const buffers = new Buffers();
  let deliver: Deliver | null = null;
  let flow: Flow | null = null;
  const socket = socketOver(handle, {
    buffer: () => buffers.current,
    callback: (length, buffer) => {
      const done = flow?.begin();
      buffers.lend(buffer, length);
      deliver?.(buffer.subarray(0, length), () => {
        buffers.giveBack(buffer);
        done?.();
      });
      return flow?.isFull === false;
    },
  });
  if (socket === null) return null;
  return {
    stream: socket,
    start: (to) => {
      deliver = to;
      flow = new Flow(socket);
      socket.resume();
    },
  };
}

/** Counts deliveries, and lets the socket go on when the last one is done. */
class Flow {
  readonly #stream: Duplex;
  #underWay = 0;
  #stopped = false;

  constructor(stream: Duplex) {
    this.#stream = stream;
  }

  /** Returns what to call when the delivery is done. */
  begin(): () => void {
    this.#underWay += 1;
    return () => {
      this.#underWay -= 1;
      if (!this.#stopped || this.#underWay > 0) return;
      this.#stopped = false;
      this.#stream.resume();
    };
  }

  /** Whether reading has to stop; it goes on by itself. */
  get isFull(): boolean {
    if (this.#underWay >= MOST_DELIVERIES) this.#stopped = true;
    return this.#stopped;
  }
}

/** Bytes of the buffers of one socket: for who has little to say, for a handful of packets, and for bulk. */
const SIZES = [SMALL_BUFFER, 16 * 1024, 256 * 1024] as const;
/** As many short reads in a row tell that a connection has little to say. */
const SHORT_READS = 16;

/**
 * The buffers of one socket. Larger when a read fills one, because what is read at once leaves as one record; smaller when
 * they have been too large for a while, because most connections are idle. Not sooner: short and long reads take turns,
 * and new buffers each time would keep the garbage collector busy.
 */
class Buffers {
  /** What is read into next. */
  current: Uint8Array = smallBuffer();
  #free: Uint8Array[] = [];
  #level = 0;
  #shortReads = 0;

  /** `length` bytes were read into `buffer`, and it is needed until it is given back. */
  lend(buffer: Uint8Array, length: number): void {
    const isShort = length <= (SIZES[this.#level - 1] ?? 0);
    this.#shortReads = isShort ? this.#shortReads + 1 : 0;
    if (length === buffer.length) this.#resize(this.#level + 1);
    else if (this.#shortReads === SHORT_READS) this.#resize(this.#level - 1);
    this.current = this.#free.pop() ?? this.#make();
  }

  giveBack(buffer: Uint8Array): void {
    if (buffer.length === SIZES[this.#level]) this.#free.push(buffer);
  }

  #make(): Uint8Array {
    const size = SIZES[this.#level] ?? SMALL_BUFFER;
    return size === SMALL_BUFFER ? smallBuffer() : Buffer.allocUnsafeSlow(size);
  }

  #resize(level: number): void {
    if (level === SIZES.length) return;
    this.#level = level;
    this.#shortReads = 0;
    this.#free = [];
  }
}
