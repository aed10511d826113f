/**
 * Many small writes both ways at once, paced by the answers: what a VPN makes of a connection, and ssh. Both ends do the
 * same. Each packet is a write of its own and is acknowledged by a small one; so many may be on the way unacknowledged.
 */
import type { Socket } from 'node:net';
import { matches, slice } from './pattern.ts';

/** As OpenVPN sends it: a full packet of the network inside with what it puts around, and one that only acknowledges. */
export const PACKET_BYTES = 1440;
const ACKNOWLEDGEMENT_BYTES = 100;
/** Packets: the 64 KiB that a TCP connection inside has on the way before its window grows. */
const WINDOW = 45;
/** The length of what follows. */
const PREFIX_BYTES = 2;

export interface Exchange {
  /** To send, and to receive. */
  readonly packets: number;
  /** Where the pattern of what this end sends starts. */
  readonly sends: number;
  readonly receives: number;
}

/**
 * Resolves with the milliseconds from each packet to its acknowledgement when everything was sent, acknowledged and
 * received; rejects when bytes were wrong or missing. Data that came already is `first`.
 */
export function exchangePackets(socket: Socket, exchange: Exchange, first = Buffer.alloc(0)): Promise<number[]> {
  const { packets } = exchange;
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const departures: number[] = [];
    let position = 0;
    let received = 0;
    const write = (length: number) => {
      const frame = Buffer.allocUnsafe(PREFIX_BYTES + length);
      frame.writeUInt16BE(length);
      slice(exchange.sends, position, length).copy(frame, PREFIX_BYTES);
      position += length;
      socket.write(frame);
    };
    const send = () => {
      while (departures.length < packets && departures.length - times.length < WINDOW) {
        departures.push(performance.now());
        write(PACKET_BYTES);
      }
    };
    const reader = new FrameReader(exchange.receives, (length) => {
      if (length === PACKET_BYTES) {
        received += 1;
        write(ACKNOWLEDGEMENT_BYTES);
      } else {
        times.push(performance.now() - (departures[times.length] ?? Number.NaN));
        send();
      }
    });
    const fail = (error: Error) => {
      reject(error);
      socket.destroy();
    };
    const take = (chunk: Buffer) => {
      const wrong = reader.take(chunk);
      if (wrong !== null) fail(new Error(`packets: ${wrong}`));
      else if (times.length === packets && received === packets) resolve(times);
    };
    socket.on('data', take);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`packets: ended after ${received} and ${times.length} of ${packets}`)));
    take(first);
    send();
  });
}

/** Finds frames in what arrives in any pieces, and compares what they hold. */
class FrameReader {
  readonly #start: number;
  readonly #onFrame: (length: number) => void;
  #position = 0;
  #prefix = 0;
  #prefixLeft = PREFIX_BYTES;
  #length = 0;
  #left = 0;

  constructor(start: number, onFrame: (length: number) => void) {
    this.#start = start;
    this.#onFrame = onFrame;
  }

  /** Returns what is wrong, null for nothing. */
  take(chunk: Buffer): string | null {
    for (let done = 0; done < chunk.length; ) {
      if (this.#prefixLeft > 0) {
        this.#prefix = (this.#prefix << 8) | (chunk[done] ?? 0);
        this.#prefixLeft -= 1;
        done += 1;
        if (this.#prefixLeft > 0) continue;
        this.#length = this.#left = this.#prefix;
        if (this.#length !== PACKET_BYTES && this.#length !== ACKNOWLEDGEMENT_BYTES)
          return `a length of ${this.#length} after ${this.#position} bytes`;
        continue;
      }
      const part = chunk.subarray(done, done + this.#left);
      if (!matches(part, this.#start, this.#position)) return `wrong bytes after ${this.#position}`;
      done += part.length;
      this.#position += part.length;
      this.#left -= part.length;
      if (this.#left > 0) continue;
      this.#prefix = 0;
      this.#prefixLeft = PREFIX_BYTES;
      this.#onFrame(this.#length);
    }
    return null;
  }
}
