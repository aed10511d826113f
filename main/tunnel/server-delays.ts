/** What handshakes with each server of a tunnel take, and for `fastest` which server is first. */
import type { ServerDelay } from '../../preload/types.ts';
import type { Address, TunnelSpecification } from '../specification.ts';
import { placeOf } from './base/errors.ts';
import { type Delays, fastestOf, withDelay } from './fastest.ts';
import { probe } from './server/probe.ts';
import type { TunnelContext } from './server/tunnel-context.ts';

/** Each measurement opens a connection to the service behind the server: rarely. */
const EVERY_MS = 5 * 60_000;

export interface ServerDelaysPorts {
  /** null: nobody can be asked now. */
  readonly context: () => TunnelContext | null;
  /** Another server is first now. */
  readonly reordered: () => void;
}

const keyOf = (address: Address): string => {
  const { host, port } = placeOf(address);
  return `${host} ${port}`;
};

/** Milliseconds of a handshake with this server alone; null: it failed. */
async function handshakeWith(context: TunnelContext, server: Address, signal: AbortSignal): Promise<number | null> {
  const alone = { ...context, specification: { ...context.specification, connect: [server] } };
  const { reached, error } = await probe({ context: alone, turn: 0, signal, askSystem: false });
  return error === null ? (reached?.handshakeMs ?? null) : null;
}

export class ServerDelays {
  readonly #ports: ServerDelaysPorts;
  #delays: Delays = new Map();
  #servers: readonly Address[] = [];
  #isFastest = false;
  #first: string | null = null;
  #measuring: AbortController | null = null;
  #again: NodeJS.Timeout | undefined;

  constructor(ports: ServerDelaysPorts) {
    this.#ports = ports;
  }

  /** The servers, in the order in which they are tried now. */
  order(specification: TunnelSpecification): TunnelSpecification {
    const { connect, failover } = specification;
    const first = connect.find((server) => keyOf(server) === this.#first);
    if (failover !== 'fastest' || first === undefined) return specification;
    return { ...specification, connect: [first, ...connect.filter((server) => server !== first)] };
  }

  /** The tunnel is on with these servers. */
  begin({ connect, failover }: TunnelSpecification): void {
    this.stop();
    this.#servers = connect;
    this.#isFastest = failover === 'fastest' && connect.length > 1;
    const keys = new Set(connect.map(keyOf));
    this.#delays = new Map([...this.#delays].filter(([key]) => keys.has(key)));
    if (this.#first !== null && !keys.has(this.#first)) this.#first = null;
    this.measure();
  }

  stop(): void {
    clearTimeout(this.#again);
    this.#measuring?.abort();
    this.#measuring = null;
  }

  /** Now, and from time to time. Only for `fastest`: otherwise servers that are not used are left alone. */
  measure(): void {
    if (!this.#isFastest) return;
    this.stop();
    const measuring = new AbortController();
    this.#measuring = measuring;
    void this.#measureAll(measuring.signal).then(() => {
      if (this.#measuring !== measuring) return;
      this.#again = setTimeout(() => this.measure(), EVERY_MS);
      this.#again.unref();
    });
  }

  /** What the only server of a tunnel has shown; null: it could not be reached. */
  note(milliseconds: number | null): void {
    const [only, ...others] = this.#servers;
    if (only === undefined || others.length > 0) return;
    this.#delays = withDelay(this.#delays, keyOf(only), { at: Date.now(), milliseconds });
  }

  look(): readonly ServerDelay[] {
    return this.#servers.flatMap((server) => {
      const delays = this.#delays.get(keyOf(server));
      if (delays === undefined) return [];
      return [{ ...placeOf(server), isFirst: keyOf(server) === this.#first, delays }];
    });
  }

  /** One after the other, so that none slows another down. */
  async #measureAll(signal: AbortSignal): Promise<void> {
    for (const server of this.#servers) {
      const context = this.#ports.context();
      if (context === null) return;
      const milliseconds = await handshakeWith(context, server, signal);
      if (signal.aborted) return;
      this.#delays = withDelay(this.#delays, keyOf(server), { at: Date.now(), milliseconds });
    }
    const first = fastestOf(this.#delays, this.#first);
    if (first === this.#first) return;
    this.#first = first;
    this.#ports.reordered();
  }
}
