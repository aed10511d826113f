/** Addresses of `accept`, `connect` and `redirect`: `[HOST:]PORT` or the path of a Unix socket (stunnel man page). */
import { hasPlaceholder, isHostPlaceholder, isPortPlaceholder } from './placeholder.ts';
import { servicePorts } from './service-names.ts';

export type AddressHost =
  /** No host was written: stunnel takes all interfaces for accept, localhost for connect. */
  | { readonly kind: 'default' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'placeholder'; readonly text: string };

export type AddressPort =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'placeholder'; readonly text: string }
  /** A service name that is not among the common ones, a number out of range, or nothing that could be a port. */
  | { readonly kind: 'unknown'; readonly text: string };

export type Address =
  | { readonly kind: 'tcp'; readonly host: AddressHost; readonly port: AddressPort }
  | { readonly kind: 'unix'; readonly path: string };

function readPort(text: string): AddressPort {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return number >= 1 && number <= 65535 ? { kind: 'number', number } : { kind: 'unknown', text };
  }
  const known = servicePorts.get(text.toLowerCase());
  if (known !== undefined) return { kind: 'number', number: known };
  return isPortPlaceholder(text) ? { kind: 'placeholder', text } : { kind: 'unknown', text };
}

function readHost(text: string): AddressHost {
  if (text === '') return { kind: 'default' };
  const bracketed = /^\[([^\]]*)\]$/.exec(text)?.[1];
  if (bracketed !== undefined) return { kind: 'name', name: bracketed };
  return isHostPlaceholder(text) ? { kind: 'placeholder', text } : { kind: 'name', name: text };
}

/** A name of several parts, or an address of IPv4. */
const HOST = /^(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63})+$/;

/** The last colon that is not inside a template expression such as `${HOST:-localhost}`. */
function splitColon(value: string): number {
  const masked = value.replace(/\$\{[^{}]*\}|\{\{[^{}]*\}\}|<%[^%]*%>|<[^<>]*>/g, (part) => 'x'.repeat(part.length));
  return masked.lastIndexOf(':');
}

/**
 * Reads an address tolerantly: besides stunnel's own forms also `[::1]:443`, and placeholders for host and port.
 * Never fails: what is no port is of kind `unknown`.
 */
export function readAddress(value: string): Address {
  if (value.startsWith('/')) return { kind: 'unix', path: value };
  const colon = splitColon(value);
  if (colon < 0) {
    const port = readPort(value);
    // `${CONNECT}` stands for host and port, `${PORT}` for the port alone.
    // Somebody forgot the port, as no port is called so.
    if (port.kind === 'unknown' && HOST.test(value)) return { kind: 'tcp', host: readHost(value), port };
    const wholeAddress = hasPlaceholder(value) && !/port/i.test(value);
    return { kind: 'tcp', host: wholeAddress ? { kind: 'placeholder', text: value } : { kind: 'default' }, port };
  }
  return {
    kind: 'tcp',
    host: readHost(value.slice(0, colon).trim()),
    port: readPort(value.slice(colon + 1).trim()),
  };
}
