/**
 * A service as stunnel runs it: unlike a tunnel of the app it does not look at its server before a program connects, goes
 * on listening whatever the server does, and keeps nothing ready. Its connections are made as those of tunnels are.
 */
import type { Duplex } from 'node:stream';
import type { PlainService } from '../../preload/types.ts';
import type { Address, TunnelSpecification } from '../specification.ts';
import { ConnectionAbort, type Signal } from './base/abort.ts';
import { Turns } from './base/turns.ts';
import { type ConnectionEnd, type ConnectionObserver, serve } from './connection/connection.ts';
import type { Counter } from './connection/meter.ts';
import { Listener } from './local/listener.ts';
import { type AcceptedEnd, type LocalEnd, localEndOf } from './local/local-end.ts';
import { ownListeners } from './local/own-listeners.ts';
import { type Peer, peerOf } from './node-internals/peer-address.ts';
import { internalsReady } from './node-internals/proof.ts';
import { environment } from './server/environment.ts';
import { overhear } from './server/overhear.ts';
import { createContext, type TunnelContext } from './server/tunnel-context.ts';

/** Bytes of user data. */
export interface Amounts {
  readonly sent: number;
  readonly received: number;
}

/** Who hears of one connection. */
export interface ConnectionWatch extends ConnectionObserver {
  onEnd?(end: ConnectionEnd, amounts: Amounts): void;
}

/** Reads the files that a specification names. Rejects with a TunnelFault when one cannot be used. */
export async function prepareService(specification: TunnelSpecification): Promise<TunnelContext> {
  const [context] = await Promise.all([createContext(specification, environment), internalsReady()]);
  return context;
}

/** One connection for a program that is there already. `stream` is paused and half-open. Never rejects. */
export const connectOnce = (
  context: TunnelContext,
  stream: Duplex,
  signal: Signal,
  watch: ConnectionWatch = {},
): Promise<ConnectionEnd> => follow(context, localEndOf(stream), new Turns().next(), signal, watch);

export class Service {
  readonly #watch: (peer: Peer) => ConnectionWatch;
  readonly #open = new Map<ConnectionAbort, Promise<ConnectionEnd>>();
  readonly #turns = new Turns();
  #context: TunnelContext;
  #listener: Listener | null = null;

  /** `watch` is asked for each connection that is accepted. */
  constructor(context: TunnelContext, watch: (peer: Peer) => ConnectionWatch) {
    this.#context = context;
    this.#watch = watch;
  }

  get openConnections(): number {
    return this.#open.size;
  }

  /** The addresses that are listened on, with the ports that the system chose. */
  get bound(): readonly Address[] {
    return this.#listener?.bound ?? [];
  }

  /** New connections use this from now on; those that are open keep what they have. The listener stays. */
  adopt(context: TunnelContext): void {
    this.#context = context;
  }

  /** Binds the addresses; one that works is enough. Rejects with a TunnelFault when none does. */
  async listen(): Promise<Listener['failures']> {
    const { accept, sockets } = this.#context.specification;
    this.#listener ??= await Listener.open(accept, (local) => this.#accept(local), sockets?.local);
    ownListeners.opened(this.#context.specification, this.#listener.bound);
    return this.#listener.failures;
  }

  /** Stops listening; connections live on. */
  async unbind(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    ownListeners.closed(this.#context.specification.id);
    await listener?.close();
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    await this.unbind();
    for (const abort of this.#open.keys()) abort.abort();
    await Promise.all(this.#open.values());
  }

  #accept(local: AcceptedEnd): void {
    const abort = new ConnectionAbort();
    const work = follow(this.#context, local, this.#turns.next(), abort.signal, this.#watch(peerOf(local.stream)));
    this.#open.set(
      abort,
      work.finally(() => this.#open.delete(abort)),
    );
  }
}

async function follow(
  context: TunnelContext,
  local: LocalEnd,
  turn: number,
  signal: Signal,
  watch: ConnectionWatch,
): Promise<ConnectionEnd> {
  let [sent, received] = [0, 0];
  const meter: Counter = {
    sent: (bytes) => {
      sent += bytes;
    },
    received: (bytes) => {
      received += bytes;
    },
    opened: () => undefined,
    closed: () => undefined,
  };
  const served = await serve({ context, local, turn: () => turn, signal, meter, observer: watch });
  const end = await withService(served, context, turn, signal);
  watch.onEnd?.(end, { sent, received });
  return end;
}

/** What servers without TLS were found to be: the next connections need not listen again. */
const plainServices = new WeakMap<TunnelContext, Promise<PlainService | null>>();

/** Says which service it is that does not speak TLS, as a probe does: it is listened to, once. */
async function withService(
  end: ConnectionEnd,
  context: TunnelContext,
  turn: number,
  signal: Signal,
): Promise<ConnectionEnd> {
  if (end.kind !== 'unreached' || end.error?.kind !== 'not-tls' || end.error.service !== undefined) return end;
  if (context.specification.negotiation !== undefined) return end;
  const listening = plainServices.get(context) ?? overhear({ context, turn, signal }, false);
  plainServices.set(context, listening);
  const service = await listening;
  return service === null ? end : { ...end, error: { ...end.error, service } };
}
