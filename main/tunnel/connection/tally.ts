/** What is known of one open connection, while it is open. */
import type { PortHolder } from '../../../preload/tunnel-error.ts';
import type { OpenConnection } from '../../../preload/types.ts';
import type { Peer } from '../node-internals/peer-address.ts';
import type { Counter } from './meter.ts';

/** What a program was joined to. Plain data: it comes from another thread as well. */
export interface Joined {
  readonly server: NonNullable<OpenConnection['server']>;
  /** The address that the TLS connection leaves from. */
  readonly localAddress: string | null;
}

export class Tally {
  readonly number: number;
  readonly peer: Peer;
  /** null until there is a TLS connection. */
  joined: Joined | null = null;
  /** undefined until somebody has looked. */
  program: PortHolder | null | undefined;
  readonly #since = Date.now();
  #sent = 0;
  #received = 0;

  constructor(number: number, peer: Peer) {
    this.number = number;
    this.peer = peer;
  }

  /** Counts for this connection and for all of its tunnel. */
  counter(all: Counter): Counter {
    return {
      sent: (bytes) => {
        this.#sent += bytes;
        all.sent(bytes);
      },
      received: (bytes) => {
        this.#received += bytes;
        all.received(bytes);
      },
      opened: () => all.opened(),
      closed: () => all.closed(),
    };
  }

  get connection(): OpenConnection {
    const { number, peer, program = null, joined } = this;
    return {
      number,
      since: this.#since,
      sent: this.#sent,
      received: this.#received,
      peer: peer.kind === 'tcp' ? { host: peer.address, port: peer.port } : null,
      program,
      server: joined?.server ?? null,
    };
  }
}
