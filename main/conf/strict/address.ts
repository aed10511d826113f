/** Whether an address can be resolved as stunnel and glibc's getaddrinfo would (resolver.c name2addrlist). */
import { servicePorts } from '../service-names.ts';

/** `depends`: a host name that the machine has to look up. */
export type Resolution =
  | { readonly kind: 'resolves' }
  | { readonly kind: 'depends'; readonly host: string }
  /** `detail`: the line that stunnel prints before its verdict; null where its text depends on the system. */
  | { readonly kind: 'never'; readonly detail: string | null };

/** An address of `accept`: `[HOST:]PORT` or the path of a Unix socket. */
export function resolveAddress(value: string): Resolution {
  if (value.startsWith('/')) return { kind: 'resolves' };
  const colon = value.lastIndexOf(':');
  const port = value.slice(colon + 1);
  if (!isPort(port)) return { kind: 'never', detail: `Unknown TCP service "${port}"` };
  return colon < 0 ? { kind: 'resolves' } : resolveHost(value.slice(0, colon));
}

export function resolveHost(host: string): Resolution {
  if (host === '*' || host === 'localhost' || isIpv4(host) || isIpv6(host)) return { kind: 'resolves' };
  return /^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?$/.test(host)
    ? { kind: 'depends', host }
    : { kind: 'never', detail: null };
}

/**
 * Digits, as strtoul reads them, or a service name in its own case. Numbers above 65535 are taken modulo 65536, unless
 * they are negative as an int: then they are taken for names.
 */
function isPort(text: string): boolean {
  if (text === '' || servicePorts.has(text)) return true;
  if (!/^[ \t\v\f]*\+?\d+$/.test(text)) return false;
  const number = BigInt(text.trim().replace('+', ''));
  return number < 2n ** 64n && BigInt.asIntN(32, number) >= 0n;
}

/** inet_aton's forms: one to four numbers, decimal, octal or hexadecimal. */
function isIpv4(host: string): boolean {
  const parts = host.split('.');
  if (parts.length > 4 || !parts.every((part) => /^(?:0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.test(part))) return false;
  const numbers = parts.map((part) => (/^0[0-7]+$/.test(part) ? Number.parseInt(part, 8) : Number(part)));
  const last = numbers.pop() ?? 0;
  return numbers.every((number) => number <= 255) && last < 256 ** (4 - numbers.length);
}

function isIpv6(host: string): boolean {
  const [address = '', scope] = host.split('%');
  if (scope === '' || !/^[0-9a-f:.]+$/i.test(address) || !address.includes(':')) return false;
  const dotted = /:((?:\d{1,3}\.){3}\d{1,3})$/.exec(address)?.[1];
  if (dotted?.split('.').some((part) => Number(part) > 255)) return false;
  const groups = dotted === undefined ? address : `${address.slice(0, -dotted.length)}0:0`;
  if (groups.includes('.')) return false;
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  const parts = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const complete = halves.length === 2 ? parts.length <= 7 : parts.length === 8;
  return complete && parts.every((part) => /^[0-9a-f]{1,4}$/i.test(part));
}
