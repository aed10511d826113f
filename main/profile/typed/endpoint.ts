/** Hosts and ports as people write them. Pure. */
import { hostSchema, portSchema } from '../../../preload/schemas.ts';

export interface WrittenEndpoint {
  readonly host: string;
  /** null: none is written. */
  readonly port: number | null;
}

/** Digits of a port; null for anything else. */
export function readPort(text: string): number | null {
  if (!/^\d{1,5}$/.test(text)) return null;
  return portSchema.safeParse(Number(text)).data ?? null;
}

/** A host's name or address, an IPv6 address with or without brackets; null for anything else. */
export function readHost(text: string): string | null {
  const bare = /^\[([^[\]]+)\]$/.exec(text)?.[1];
  if (bare !== undefined && !bare.includes(':')) return null;
  return hostSchema.safeParse(bare ?? text).data?.replace(/\.$/, '') ?? null;
}

/** `host`, `host:port`, `[2001:db8::1]:443`, `2001:db8::1`; null for anything else. */
export function readEndpoint(text: string): WrittenEndpoint | null {
  const bracketed = /^(\[[^[\]]+\]):(\d+)$/.exec(text);
  const simple = /^([^:[\]]+):(\d+)$/.exec(text);
  const [, name = text, digits = null] = bracketed ?? simple ?? [];
  const host = readHost(name);
  const port = digits === null ? null : readPort(digits);
  return host === null || (digits !== null && port === null) ? null : { host, port };
}
