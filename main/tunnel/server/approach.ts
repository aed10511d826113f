/** From connect addresses to a connection on which TLS can start: straight there, or by way of a proxy. */

import type { Socket } from 'node:net';
import { toSay } from '../../../preload/words/text.ts';
import type { Address, TunnelSpecification } from '../../specification.ts';
import { orAborted, type Signal } from '../base/abort.ts';
import { placeOf, TunnelFault } from '../base/errors.ts';
import { ownListeners } from '../local/own-listeners.ts';
import { negotiate } from '../negotiation/negotiate.ts';
import { direct, type Route } from '../negotiation/routes.ts';
import {
  type DialOptions,
  dial,
  inOrder,
  mostTelling,
  type OnDialed,
  type OnDialFailed,
  openTcp,
  type Target,
} from './dialer.ts';
import type { TunnelContext } from './tunnel-context.ts';

export interface ApproachOptions {
  readonly context: TunnelContext;
  /** Counts connections, for `rr`. */
  readonly turn: number;
  readonly signal: Signal;
  readonly onDialed?: OnDialed;
  readonly onDialFailed?: OnDialFailed;
}

export interface Approached {
  readonly raw: Socket;
  readonly target: Target;
  /** What the server said that the local program has to hear first. */
  readonly greeting: Buffer;
  /** When the TCP connection was made, by the monotonic clock. */
  readonly started: number;
}

/**
 * A TCP connection on which TLS can start. A proxy is asked for one connect address after the other. Rejects with a
 * TunnelFault. What was given up beforehand asks nobody anything, no name server and no proxy.
 */
export async function approach(options: ApproachOptions): Promise<Approached> {
  const { context, turn, signal } = options;
  if (signal.aborted) throw new TunnelFault(mostTelling([]));
  const { proxy, connect: endpoints, failover } = context.specification;
  if (proxy === undefined) return straight(options, endpoints);
  let last: unknown;
  for (const endpoint of inOrder(endpoints, failover, turn)) {
    try {
      return await along(await routesTo(endpoint, proxy, options), endpoint, options);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

async function straight(options: ApproachOptions, endpoints: readonly Address[]): Promise<Approached> {
  const { context, signal } = options;
  const { socket: raw, target } = await dial({ ...dialOptions(options), connect: endpoints }, openTcp);
  const started = performance.now();
  return { raw, target, greeting: await negotiate(raw, target, null, context.specification, signal), started };
}

async function routesTo(
  address: Address,
  proxy: NonNullable<TunnelSpecification['proxy']>,
  { context, signal }: ApproachOptions,
): Promise<readonly Route[]> {
  if ('path' in address) return [direct];
  if (proxy.kind !== 'system') return [{ kind: 'proxy', proxy }];
  const { host, port } = address;
  try {
    return await orAborted(context.ports.findRoutes(host, port), signal);
  } catch {
    throw new TunnelFault({ kind: 'proxy', host, port, detail: toSay('clause.proxy.unreadable') });
  }
}

/** The first route that works. */
async function along(routes: readonly Route[], endpoint: Address, options: ApproachOptions): Promise<Approached> {
  const { context, signal } = options;
  const { host, port } = placeOf(endpoint);
  let last: unknown;
  for (const route of routes) {
    try {
      if (route.kind === 'direct') return await straight(options, [endpoint]);
      if (route.kind === 'unsupported') {
        const detail = toSay('clause.proxy.unusable', { text: route.text });
        throw new TunnelFault({ kind: 'proxy', host, port, detail });
      }
      const { socket: raw } = await dial({ ...dialOptions(options), connect: [route.proxy] }, openTcp);
      const started = performance.now();
      const target = { host, port, address: host };
      const greeting = await negotiate(raw, target, route.proxy, context.specification, signal);
      return { raw, target, greeting, started };
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

export function dialOptions({ context, turn, signal, onDialed, onDialFailed }: ApproachOptions): DialOptions {
  const { connect: endpoints, failover, timeouts, local, sockets, vpn } = context.specification;
  return {
    refusal: (target) => {
      if (target.path !== undefined) return null;
      const names = ownListeners.ringTo(context.specification, target.address, target.port);
      return names === null ? null : { kind: 'ring', names };
    },
    connect: endpoints,
    failover,
    turn,
    connectSeconds: timeouts.connect,
    signal,
    ...(onDialed === undefined ? {} : { onDialed }),
    ...(onDialFailed === undefined ? {} : { onDialFailed }),
    ...(local === undefined ? {} : { local }),
    ...(vpn === undefined ? {} : { held: vpn.held }),
    ...(sockets?.remote === undefined ? {} : { sockets: sockets.remote }),
  };
}
