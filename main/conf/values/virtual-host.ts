/** A server's `sni = SERVICE:PATTERN`: a service that shares the port of another one (options.c, sni_init). */
export interface VirtualHostValue {
  /** The section that accepts the connections, as it is written. */
  readonly primary: string;
  /** The name that clients ask for, or `*` and its end; may be empty. */
  readonly pattern: string;
}

/** The first colon divides them. null: there is none. */
export function readVirtualHost(value: string): VirtualHostValue | null {
  const colon = value.indexOf(':');
  return colon < 0 ? null : { primary: value.slice(0, colon), pattern: value.slice(colon + 1) };
}
