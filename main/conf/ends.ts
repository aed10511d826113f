/** Which end of a tunnel a section is, as far as its lines tell: the client's, which listens here, or the server's. */

import type { Side } from './beginning.ts';
import type { OptionLine } from './document.ts';
import { findOption } from './options.ts';
import { readAddress } from './values/address.ts';

const endpoints: ReadonlySet<string> = new Set(['accept', 'connect', 'exec']);
export const isEndpoint = ({ canonical }: OptionLine): boolean => canonical !== null && endpoints.has(canonical);

export const isGlobal = ({ canonical }: OptionLine): boolean =>
  canonical !== null && findOption(canonical)?.scope === 'global';
export const isServiceOption = ({ canonical }: OptionLine): boolean =>
  canonical !== null && findOption(canonical)?.scope === 'service';
export const isClient = ({ canonical }: OptionLine): boolean => canonical === 'client';

/** Whether the section has what stunnel wants of one: where to listen, and where to go from there. */
export function isComplete(own: readonly OptionLine[]): boolean {
  const has = (name: string) => own.some(({ canonical }) => canonical === name);
  return (has('accept') || has('sni')) && (has('connect') || has('exec'));
}

/** What a server cannot do without (options.c, “TLS server needs a certificate”). */
export const hasIdentity = (own: readonly OptionLine[]): boolean =>
  own.some(({ canonical }) => canonical === 'cert' || canonical === 'PSKsecrets' || canonical === 'engineId');

/** The side that a line `client = …` makes a section. */
export const sideOfClient = ({ meant }: OptionLine): Side => (meant.toLowerCase() === 'yes' ? 'client' : 'server');

/** Whether a `client` says the opposite of what addresses tell. What is neither yes nor no says nothing. */
export const contradicts = ({ meant }: OptionLine, side: Side | null): boolean =>
  side === 'server' ? meant.toLowerCase() === 'yes' : side === 'client' && meant.toLowerCase() === 'no';

const isLocal = (name: string) => /^(?:localhost|127\.[\d.]+|::1)$/i.test(name);

interface End {
  /** This computer, or for a listener only this computer. */
  readonly isHere: boolean;
  readonly isTls: boolean;
}

function endsOf(own: readonly OptionLine[], name: 'accept' | 'connect'): readonly End[] {
  return own.flatMap(({ canonical, meant }) => {
    const address = canonical === name ? readAddress(meant) : null;
    if (address?.kind !== 'tcp') return [];
    const { host, port } = address;
    const isHere = host.kind === 'default' ? name === 'connect' : host.kind === 'name' && isLocal(host.name);
    return [{ isHere, isTls: port.kind === 'number' && port.number === 443 }];
  });
}

/**
 * The end of a tunnel that the addresses are of: a server connects to its own computer, a client listens on it. null when
 * they could be of either.
 */
export function sideOf(own: readonly OptionLine[]): Side | null {
  const accepts = endsOf(own, 'accept');
  const connects = endsOf(own, 'connect');
  if (accepts.length === 0 || connects.length === 0) return null;
  const listensHere = accepts.every(({ isHere }) => isHere);
  if (connects.every(({ isHere }) => isHere)) return listensHere ? null : 'server';
  if (connects.some(({ isHere }) => isHere)) return null;
  return listensHere || connects.every(({ isTls }) => isTls) ? 'client' : null;
}

/** Whether the section connects to other computers only, as most clients and few servers do. */
export function leadsAway(own: readonly OptionLine[]): boolean {
  const connects = endsOf(own, 'connect');
  return connects.length > 0 && connects.every(({ isHere }) => !isHere);
}
