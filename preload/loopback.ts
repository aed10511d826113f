/** Addresses of this computer alone. Without schemas, which the first sight of the window does without. */

/** The address that tunnels listen on unless a person chose another one. */
export const LOOPBACK = '127.0.0.1';
export const LOOPBACK_IPV6 = '::1';

interface Place {
  readonly host: string;
  readonly port: unknown;
}

/** The addresses on ::1 beside those on 127.0.0.1, with the same ports; without those that are listed anyway. */
export const ipv6Twins = <One extends Place>(accept: readonly One[]): One[] =>
  accept
    .filter(({ host, port }) => host === LOOPBACK && !accept.some((other) => isTwin(other, port)))
    .map((one) => ({ ...one, host: LOOPBACK_IPV6 }));

const isTwin = (one: Place, port: unknown) => one.host === LOOPBACK_IPV6 && one.port === port;

/** Whether only programs of this computer reach the address, as far as its text tells. `127.example.com` is anywhere. */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase();
  return /^(::ffff:)?127(\.\d{1,3}){1,3}$/.test(name) || name === '::1' || LOOPBACK_NAMES.test(name);
}

/** `localhost` and what is below it (RFC 6761 6.3), and what the hosts files of systems call their loopback addresses. */
const LOOPBACK_NAMES =
  /^(?:(?:[^:/\s]+\.)?localhost|localhost[46]|localhost[46]?\.localdomain[46]?|ip6-(?:localhost|loopback))\.?$/;

/** Where a program of this computer reaches what listens there: an address for all interfaces is none to connect to. */
export const reachableAt = (host: string): string => {
  if (host === '0.0.0.0' || host === 'localhost') return LOOPBACK;
  return host === '::' ? LOOPBACK_IPV6 : host;
};
