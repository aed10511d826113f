/**
 * Many small writes both ways at once, paced by the answers: what a VPN makes of a connection, and ssh. Both ends do the
 * same. Each packet is acknowledged by a small one, and only so many may be on the way without. An end sends one packet
 * in a turn of its loop, as OpenVPN does, so that they arrive one after the other and not as a block.
 */
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
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
function exchangePackets(socket: Socket, exchange: Exchange, first: Buffer = Buffer.alloc(0)): Promise<number[]> {
  const { packets, sends, receives } = exchange;
  return new Promise((resolve, reject) => {
    const departures: number[] = [];
    const times: number[] = [];
    let received = 0;
    const writer = new FrameWriter(socket, sends);
    const send = () => {
      while (departures.length < packets && departures.length - times.length < WINDOW) {
        departures.push(performance.now());
        writer.write(PACKET_BYTES);
      }
    };
    const reader = new FrameReader(receives, (length) => {
      if (length === PACKET_BYTES) {
        received += 1;
        writer.write(ACKNOWLEDGEMENT_BYTES);
      } else {
        times.push(performance.now() - (departures[times.length] ?? Number.NaN));
        send();
      }
    });
    const take = (chunk: Buffer) => {
      const wrong = reader.take(chunk);
      if (wrong !== null) socket.destroy(new Error(`packets: ${wrong}`));
      else if (times.length === packets && received === packets) writer.whenIdle(finish);
    };
    const finish = () => {
      socket.off('data', take);
      resolve(times);
    };
    const early = () =>
      reject(new Error(`packets: ended after ${received} received and ${times.length} acknowledged of ${packets}`));
    socket.on('data', take);
    socket.on('error', reject);
    socket.on('end', early);
    socket.on('close', early);
    take(first);
    send();
  });
}

/** The end of an exchange at the service: says `ok` or what was wrong when the other end has ended. */
export function answerPackets(socket: Socket, exchange: Exchange, first: Buffer): void {
  let verdict = 'not everything arrived';
  exchangePackets(socket, exchange, first).then(
    () => {
      verdict = 'ok';
    },
    (error: Error) => {
      verdict = error.message;
    },
  );
  socket.on('end', () => socket.end(verdict));
}

/** The end of an exchange at the program: ends it, and rejects unless the service says that all was well there. */
export async function askPackets(socket: Socket, exchange: Exchange): Promise<number[]> {
  const times = await exchangePackets(socket, exchange);
  socket.end();
  const verdict = await text(socket);
  if (verdict !== 'ok') throw new Error(`packets: ${verdict || 'ended without a verdict'}`);
  return times;
}

/** Sends frames, one in a turn of the loop. */
class FrameWriter {
  readonly #socket: Socket;
  readonly #start: number;
  #position = 0;
  /** Lengths. */
  #waiting: number[] = [];
  #onIdle: (() => void) | null = null;

  constructor(socket: Socket, start: number) {
    this.#socket = socket;
    this.#start = start;
  }

  write(length: number): void {
    this.#waiting.push(length);
    if (this.#waiting.length === 1) setImmediate(() => this.#writeOne());
  }

  whenIdle(callback: () => void): void {
    if (this.#waiting.length === 0) callback();
    else this.#onIdle = callback;
  }

  #writeOne(): void {
    const length = this.#waiting.shift() ?? 0;
    const frame = Buffer.allocUnsafe(PREFIX_BYTES + length);
    frame.writeUInt16BE(length);
    slice(this.#start, this.#position, length).copy(frame, PREFIX_BYTES);
    this.#position += length;
    this.#socket.write(frame);
    if (this.#waiting.length > 0) setImmediate(() => this.#writeOne());
    else this.#onIdle?.();
  }
}

/** Finds frames in what arrives in any pieces, and compares what they hold. */
class FrameReader {
  readonly #start: number;
  readonly #onFrame: (length: number) => void;
  #position = 0;
  #prefix = 0;
  #prefixLeft = PREFIX_BYTES;
  #left = 0;

  constructor(start: number, onFrame: (length: number) => void) {
    this.#start = start;
    this.#onFrame = onFrame;
  }

  /** Returns what is wrong, null for nothing. */
  take(chunk: Buffer): string | null {
    for (let done = 0; done < chunk.length; ) {
      if (this.#prefixLeft > 0) {
        this.#prefix = this.#prefix * 256 + (chunk[done] ?? 0);
        this.#prefixLeft -= 1;
        done += 1;
        this.#left = this.#prefix;
        continue;
      }
      if (this.#prefix !== PACKET_BYTES && this.#prefix !== ACKNOWLEDGEMENT_BYTES)
        return `a length of ${this.#prefix} after ${this.#position} bytes`;
      const part = chunk.subarray(done, done + this.#left);
      if (!matches(part, this.#start, this.#position)) return `wrong bytes after ${this.#position}`;
      done += part.length;
      this.#position += part.length;
      this.#left -= part.length;
      if (this.#left > 0) continue;
      this.#onFrame(this.#prefix);
      this.#prefix = 0;
      this.#prefixLeft = PREFIX_BYTES;
    }
    return null;
  }
}
