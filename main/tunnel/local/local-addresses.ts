/** The addresses that this computer has now. A connection from another one is dead, whatever its socket says. */
import { hostname, networkInterfaces } from 'node:os';

export function localAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return new Set(all.map(({ address }) => plain(address)));
}

/** The same with the computer's name, in lower case. */
export const ownAddresses = (): ReadonlySet<string> => new Set([...localAddresses(), hostname().toLowerCase()]);

/** All of 127.0.0.0/8 is always there (RFC 1122 3.2.1.3), listed or not. */
export function isPresent(address: string, present: ReadonlySet<string>): boolean {
  const wanted = plain(address);
  return wanted.startsWith('127.') || present.has(wanted);
}

/** Without the zone of a link-local address, and an IPv4 address as such. */
function plain(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
}
