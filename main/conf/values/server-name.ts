/** The name that a client sends in its hello (stunnel man page: sni; options.c, sni_init). */
import { lastValue, type Setting } from './setting.ts';

export type ServerName =
  /** An empty `sni`. */
  | { readonly kind: 'none' }
  | { readonly kind: 'name'; readonly name: string }
  /** There is no `sni`. `negotiated` is the host of `protocolHost`; null: that of the first `connect` is sent. */
  | { readonly kind: 'default'; readonly negotiated: string | null };

export function readServerName(settings: readonly Setting[]): ServerName {
  const name = lastValue(settings, 'sni');
  if (name !== null) return name === '' ? { kind: 'none' } : { kind: 'name', name };
  const authority = lastValue(settings, 'protocolHost');
  return { kind: 'default', negotiated: authority === null ? null : hostOfAuthority(authority) };
}

/** The host of HOST:PORT, without the brackets of an IPv6 address. null: there is none. */
export const hostOfAuthority = (authority: string): string | null =>
  authority.replace(/:[^:]*$/, '').replace(/^\[(.*)\]$/, '$1') || null;
