/** The connections of a tunnel that are open: what is known of each, and how they are ended. */
import type { OpenConnection } from '../../preload/types.ts';
import type { ConnectionAbort } from './base/abort.ts';
import type { Tally } from './connection/tally.ts';
import { isPresent, localAddresses } from './local/local-addresses.ts';
import { programsAt } from './local/sockets-of-programs.ts';

interface Connection {
  readonly abort: ConnectionAbort;
  readonly tally: Tally;
  readonly done: Promise<void>;
}

export class OpenConnections {
  readonly #all = new Map<number, Connection>();
  #last = 0;

  /** A number that no connection of this tunnel had before. */
  next(): number {
    this.#last += 1;
    return this.#last;
  }

  /** Stays until `done`. */
  add(tally: Tally, abort: ConnectionAbort, done: Promise<void>): void {
    const gone = done.then(() => void this.#all.delete(tally.number));
    this.#all.set(tally.number, { tally, abort, done: gone });
  }

  /** Resolves when all that are open now are closed. */
  async drop(): Promise<void> {
    const open = [...this.#all.values()];
    for (const { abort } of open) abort.abort();
    await Promise.all(open.map(({ done }) => done));
  }

  /** Ends those that leave from an address that this computer no longer has. */
  dropStranded(): void {
    const present = localAddresses();
    for (const { abort, tally } of this.#all.values()) {
      const localAddress = tally.joined?.localAddress ?? null;
      if (localAddress !== null && !isPresent(localAddress, present)) abort.abort();
    }
  }

  end(number: number): void {
    this.#all.get(number)?.abort.abort();
  }

  /** The oldest first. Programs are looked for once. */
  get size(): number {
    return this.#all.size;
  }

  async inspect(): Promise<readonly OpenConnection[]> {
    const tallies = [...this.#all.values()].map(({ tally }) => tally);
    const asked = tallies.flatMap((tally) =>
      tally.program === undefined && tally.peer.kind === 'tcp'
        ? [{ tally, end: { host: tally.peer.address, port: tally.peer.port } }]
        : [],
    );
    const programs = await programsAt(asked.map(({ end }) => end));
    for (const [index, { tally }] of asked.entries()) tally.program = programs[index] ?? null;
    return tallies.map(({ connection }) => connection);
  }
}
