/** Which local ports the services of one import get: those that a client's section writes before those that are made up. */
import { isLoopback } from '../../../preload/loopback.ts';
import type { Endpoint } from '../../../preload/types.ts';
import type { ConfService } from '../../conf/services.ts';
import { allOf } from '../../conf/services.ts';
import { readAddress } from '../../conf/values/address.ts';
import { roleOf } from './context.ts';

/** Addresses of this computer that a client's section connects to: `connect = 6379` means localhost. */
export function targetsHere(service: ConfService): readonly Endpoint[] {
  return allOf(service, 'connect').flatMap((line) => {
    const address = readAddress(line.meant);
    if (address.kind !== 'tcp' || address.port.kind !== 'number') return [];
    const host = address.host.kind === 'default' ? 'localhost' : address.host.kind === 'name' ? address.host.name : '';
    return isLoopback(host) ? [{ host, port: address.port.number }] : [];
  });
}

/**
 * Whether an address is one of those that people take so that several programs have the same port: all of 127.0.0.0/8 is
 * this computer, and each of its addresses has ports of its own.
 */
export const isApart = (host: string): boolean => /^127\.\d+\.\d+\.\d+$/.test(host) && host !== '127.0.0.1';

/** Whether a listener at one host takes connections to the other, as far as both are this computer. */
export const meets = (listener: string, target: string): boolean =>
  listener === target || listener === '0.0.0.0' || listener === '::' || !(isApart(listener) || isApart(target));

/**
 * Ports that no suggestion may take: those that client sections listen on by their file, wherever in the file they stand,
 * and those of this computer that they connect to, where something else is expected to listen.
 */
export function portsMeant(services: readonly ConfService[]): ReadonlySet<number> {
  const clients = services.filter((service) => roleOf(service) === 'client');
  return new Set(
    clients.flatMap((service) => [...portsWritten(service), ...targetsHere(service).map(({ port }) => port)]),
  );
}

function portsWritten(service: ConfService): readonly number[] {
  return allOf(service, 'accept').flatMap((line) => {
    const address = readAddress(line.meant);
    return address.kind === 'tcp' && address.port.kind === 'number' ? [address.port.number] : [];
  });
}

/** The same of profiles: where their servers are, when that is this computer. */
export const portsConnectedTo = (profiles: readonly { readonly connect: readonly Endpoint[] }[]): ReadonlySet<number> =>
  new Set(profiles.flatMap(({ connect }) => connect.flatMap(({ host, port }) => (isLoopback(host) ? [port] : []))));
