/**
 * What this program listens on, and which of its own tunnels a tunnel reaches. Profiles are compared by their text before
 * they are switched on (`profile/ring.ts`); a name that turns out to be this computer's own address shows only here.
 */
import type { Address } from '../../specification.ts';
import { isPresent, localAddresses } from './local-addresses.ts';

/** Who listens, or connects. Equal ids are the same tunnel. */
export interface Party {
  readonly id: string;
  readonly name: string;
}

interface Own {
  readonly party: Party;
  readonly bound: readonly Address[];
}

const isAny = (host: string): boolean => host === '0.0.0.0' || host === '::';

export class OwnListeners {
  readonly #open = new Map<string, Own>();
  /** Tunnels whose listeners a tunnel was about to connect to, by the ids of both. */
  readonly #reached = new Map<string, Map<string, Party>>();
  readonly #present: () => ReadonlySet<string>;

  /** `present`: the addresses of this computer. */
  constructor(present: () => ReadonlySet<string> = localAddresses) {
    this.#present = present;
  }

  opened(party: Party, bound: readonly Address[]): void {
    this.#open.set(party.id, { party, bound });
  }

  closed(id: string): void {
    this.#open.delete(id);
    this.#reached.delete(id);
  }

  /**
   * The names of the tunnels of a ring, from this one on, that a connection of it to the address would close; null when it
   * closes none. A connection that does not is remembered, as the first half of one.
   */
  ringTo(from: Party, address: string, port: number): readonly string[] | null {
    const there = this.#at(address, port);
    if (there === null) return null;
    if (there.id === from.id) return [from.name];
    const reached = this.#reached.get(from.id) ?? new Map<string, Party>();
    this.#reached.set(from.id, reached.set(there.id, there));
    const back = this.#wayBetween(there, from.id);
    return back === null ? null : [from.name, ...back];
  }

  #at(address: string, port: number): Party | null {
    for (const { party, bound } of this.#open.values()) {
      for (const one of bound) {
        if (!('port' in one) || one.port !== port) continue;
        if (one.host === address || (isAny(one.host) && this.#isHere(address))) return party;
      }
    }
    return null;
  }

  /** A connection to no address in particular comes to the loopback (connect(2) on Linux). */
  #isHere(address: string): boolean {
    return isAny(address) || address === '::1' || isPresent(address, this.#present());
  }

  /** The names on the shortest known way from one tunnel to another, with the first and without the last. */
  #wayBetween(start: Party, end: string): readonly string[] | null {
    const seen = new Set([start.id]);
    let ways: readonly (readonly Party[])[] = [[start]];
    while (ways.length > 0) {
      const next: (readonly Party[])[] = [];
      for (const way of ways) {
        const last = way.at(-1) ?? start;
        if (!this.#open.has(last.id)) continue;
        for (const party of this.#reached.get(last.id)?.values() ?? []) {
          if (party.id === end) return way.map(({ name }) => name);
          if (seen.has(party.id)) continue;
          seen.add(party.id);
          next.push([...way, party]);
        }
      }
      ways = next;
    }
    return null;
  }
}

/** Those of this thread: connections in helper threads are of tunnels that were probed here. */
export const ownListeners = new OwnListeners();
