/** stunnel's `socket = a|l|r:OPTION=VALUE[:VALUE]` (man page, "socket"; options.c, parse_socket_option). */
import { readInt } from './numbers.ts';

export interface SocketOption {
  /** Of listening sockets, of connections from local programs, of those to the server. */
  readonly side: 'accept' | 'local' | 'remote';
  /** Names are case-sensitive. */
  readonly name: string;
  /** A pair of numbers is a time or a linger; an empty number is zero. */
  readonly value: boolean | number | readonly [number, number] | string;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const flags = words(
  'SO_DEBUG SO_DONTROUTE SO_KEEPALIVE SO_OOBINLINE SO_REUSEADDR SO_EXCLUSIVEADDRUSE TCP_NODELAY IP_FREEBIND IP_BINDANY ' +
    'IPV6_BINDANY IPV6_V6ONLY',
);
const numbers = words(
  'SO_RCVBUF SO_SNDBUF SO_RCVLOWAT SO_SNDLOWAT TCP_KEEPCNT TCP_KEEPIDLE TCP_KEEPINTVL IP_TOS IP_TTL',
);
const pairs = words('SO_LINGER SO_RCVTIMEO SO_SNDTIMEO');
const sides = { a: 'accept', l: 'local', r: 'remote' } as const;

/** null: stunnel refuses it. */
export function readSocketOption(text: string): SocketOption | null {
  const [, letter, name = '', rest = ''] = /^([alr]):([^=]*)=(.*)$/.exec(text) ?? [];
  if (letter !== 'a' && letter !== 'l' && letter !== 'r') return null;
  const value = readSocketValue(name, rest);
  return value === null ? null : { side: sides[letter], name, value };
}

const readNumber = (text: string): number | null => (text === '' ? 0 : readInt(text));

function readSocketValue(name: string, text: string): SocketOption['value'] | null {
  if (flags.has(name)) return /^(?:yes|1)$/i.test(text) ? true : /^(?:no|0)$/i.test(text) ? false : null;
  if (numbers.has(name)) return readNumber(text);
  if (pairs.has(name)) {
    const colon = text.indexOf(':');
    const [first, second] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
    const [one, other] = [readNumber(first), readNumber(second)];
    return one === null || other === null ? null : [one, other];
  }
  return name === 'SO_BINDTODEVICE' && new TextEncoder().encode(text).length < 256 ? text : null;
}
