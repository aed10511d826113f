/**
 * Addresses of `accept`, `connect` and `redirect`: `[HOST:]PORT` or the path of a Unix socket (stunnel man page;
 * resolver.c, name2addrlist).
 */
import { hasPlaceholder, isHostPlaceholder, isPortPlaceholder } from '../placeholder.ts';
import { servicePorts } from '../service-names.ts';

export type AddressHost =
  /** No host was written: stunnel takes all interfaces for accept, localhost for connect. */
  | { readonly kind: 'default' }
  /** `*`, which stunnel takes for the same. */
  | { readonly kind: 'any'; readonly name: '*' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'placeholder'; readonly text: string };

export type AddressPort =
  | { readonly kind: 'number'; readonly number: number }
  /** 0, or what stunnel takes modulo 65536: hardly what somebody means. `number` is what it comes to. */
  | { readonly kind: 'odd'; readonly number: number; readonly text: string }
  | { readonly kind: 'placeholder'; readonly text: string }
  /** A service name that is not among the common ones, or nothing that could be a port. */
  | { readonly kind: 'unknown'; readonly text: string };

export type Address =
  | { readonly kind: 'tcp'; readonly host: AddressHost; readonly port: AddressPort }
  | { readonly kind: 'unix'; readonly path: string };

export const isSocketPath = (text: string): boolean => text.startsWith('/');

/** An address as it is written. `host` is null where there is no colon. */
export interface AddressText {
  readonly host: string | null;
  readonly port: string;
}

/** At the last colon that is not inside a template expression such as `${HOST:-localhost}`. */
export function divideAddress(text: string): AddressText {
  const masked = text.replace(/\$\{[^{}]*\}|\{\{[^{}]*\}\}|<%[^%]*%>|<[^<>]*>/g, (part) => 'x'.repeat(part.length));
  const colon = masked.lastIndexOf(':');
  return colon < 0 ? { host: null, port: text } : { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/**
 * Digits as strtoul reads them, or the name of a service in its own case; nothing is port 0. Numbers above 65535 are taken
 * modulo 65536, unless they are negative as an int: then they are taken for names. null: stunnel knows no such port.
 */
export function readPortNumber(text: string): number | null {
  if (text === '') return 0;
  const known = servicePorts.get(text);
  if (known !== undefined) return known;
  if (!/^[ \t\v\f]*\+?\d+$/.test(text)) return null;
  const number = BigInt(text.trim().replace('+', ''));
  return number < 2n ** 64n && BigInt.asIntN(32, number) >= 0n ? Number(number % 65_536n) : null;
}

function readPort(text: string): AddressPort {
  const number = readPortNumber(text) ?? servicePorts.get(text.toLowerCase()) ?? null;
  if (number === null) return { kind: isPortPlaceholder(text) ? 'placeholder' : 'unknown', text };
  const isName = !/^[\s+]*\d*$/.test(text);
  return isName || (number > 0 && number === Number(text)) ? { kind: 'number', number } : { kind: 'odd', number, text };
}

function readHost(text: string): AddressHost {
  if (text === '') return { kind: 'default' };
  if (text === '*') return { kind: 'any', name: text };
  const bracketed = /^\[([^\]]*)\]$/.exec(text)?.[1];
  if (bracketed !== undefined) return { kind: 'name', name: bracketed };
  return isHostPlaceholder(text) ? { kind: 'placeholder', text } : { kind: 'name', name: text };
}

/** A name of several parts, or an address of IPv4. */
const HOST = /^(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})+$/;

/**
 * Reads an address tolerantly: besides stunnel's own forms also `[::1]:443`, names of services in any case, and
 * placeholders for host and port. Never fails: what is no port is of kind `unknown`.
 */
export function readAddress(text: string): Address {
  if (isSocketPath(text)) return { kind: 'unix', path: text };
  const written = divideAddress(text);
  if (written.host !== null) {
    return { kind: 'tcp', host: readHost(written.host.trim()), port: readPort(written.port.trim()) };
  }
  const port = readPort(text);
  // Somebody forgot the port, as no port is called so.
  if (port.kind === 'unknown' && HOST.test(text)) return { kind: 'tcp', host: readHost(text), port };
  // `${CONNECT}` stands for host and port, `${PORT}` for the port alone.
  const isWhole = hasPlaceholder(text) && !/port/i.test(text);
  return { kind: 'tcp', host: isWhole ? { kind: 'placeholder', text } : { kind: 'default' }, port };
}
