/** Where a tunnel's servers are, learnt before a VPN comes up through it: afterwards nobody outside can be asked. */
import { setTimeout as delay } from 'node:timers/promises';
import type { TunnelError } from '../../preload/types.ts';
import type { Address, HeldHost, TunnelSpecification } from '../specification.ts';
import { ConnectionAbort } from './base/abort.ts';
import { dnsError, TunnelFault } from './base/errors.ts';
import { addressesOf, type Lookup } from './base/resolve.ts';
import type { FindRoutes } from './negotiation/routes.ts';

export interface Learnt {
  /** Whatever the tunnel may dial: its servers, or its proxy; each host once. */
  readonly held: readonly HeldHost[];
  /** Why nothing is known of the others. */
  readonly errors: readonly TunnelError[];
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** Never rejects. Unix sockets need no address. */
export async function learnAddresses(
  { connect, proxy, timeouts }: Pick<TunnelSpecification, 'connect' | 'proxy' | 'timeouts'>,
  findRoutes: FindRoutes,
  lookup?: Lookup,
): Promise<Learnt> {
  const places = new Map((await dialled(connect, proxy, findRoutes)).map((place) => [place.host, place]));
  const held: HeldHost[] = [];
  const errors: TunnelError[] = [];
  const ask = async ({ host, port }: Place) => {
    try {
      const options = { seconds: timeouts.connect, signal: new ConnectionAbort(), ...(lookup && { lookup }) };
      const addresses = [...new Set(await addressesOf(host, options))];
      held.push({ host, port, addresses });
    } catch (error) {
      errors.push(error instanceof TunnelFault ? error.reason : dnsError(host, error));
    }
  };
  await Promise.all([...places.values()].map(ask));
  return { held: held.toSorted((one, other) => one.host.localeCompare(other.host)), errors };
}

/** Who is dialled: a proxy instead of the servers, where there is one. */
async function dialled(
  connect: readonly Address[],
  proxy: TunnelSpecification['proxy'],
  findRoutes: FindRoutes,
): Promise<readonly Place[]> {
  const servers = connect.flatMap((one) => ('path' in one ? [] : [one]));
  if (proxy === undefined) return servers;
  if (proxy.kind !== 'system') return [proxy];
  const routes = await Promise.all(
    servers.map(async (server) => {
      const found = await Promise.race([findRoutes(server.host, server.port), delay(FIND_MS, [])]).catch(() => []);
      return found.flatMap((route) => {
        if (route.kind === 'direct') return [server];
        return route.kind === 'proxy' ? [route.proxy] : [];
      });
    }),
  );
  return routes.flat();
}

/** A script with the proxy's settings is fetched first. */
const FIND_MS = 10_000;

/** Hosts that have addresses now which `held` lacks, and hosts that it lacks: what it takes to dial them. */
export function newAddresses(held: readonly HeldHost[], now: readonly HeldHost[]): readonly HeldHost[] {
  return now.flatMap((one) => {
    const known = held.find(({ host }) => host === one.host)?.addresses ?? [];
    const addresses = one.addresses.filter((address) => !known.includes(address));
    return addresses.length === 0 ? [] : [{ ...one, addresses }];
  });
}
