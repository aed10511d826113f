/** Whether an address can be resolved as stunnel and glibc's getaddrinfo would (resolver.c name2addrlist). */
import { divideAddress, isSocketPath, readPortNumber } from '../values/address.ts';
import { isAddress, readHostName } from '../values/host.ts';

/** `depends`: a host name that the machine has to look up. */
export type Resolution =
  | { readonly kind: 'resolves' }
  | { readonly kind: 'depends'; readonly host: string }
  /** `detail`: the line that stunnel prints before its verdict; null where its text depends on the system. */
  | { readonly kind: 'never'; readonly detail: string | null };

/** An address of `accept`: `[HOST:]PORT` or the path of a Unix socket. */
export function resolveAddress(text: string): Resolution {
  if (isSocketPath(text)) return { kind: 'resolves' };
  const { host, port } = divideAddress(text);
  if (readPortNumber(port) === null) return { kind: 'never', detail: `Unknown TCP service "${port}"` };
  return host === null ? { kind: 'resolves' } : resolveHost(host);
}

export function resolveHost(text: string): Resolution {
  if (text === '*' || text === 'localhost' || isAddress(text)) return { kind: 'resolves' };
  return readHostName(text) === null ? { kind: 'never', detail: null } : { kind: 'depends', host: text };
}
