import type { Profile } from '../../../preload/types.ts';

const isAddress = (host: string): boolean => /^[\d.]+$|:/.test(host) || host.toLowerCase() === 'localhost';

/** Names of hosts that a profile has: of its servers, its proxy, what is behind them, and what their certificates are for. */
export function hostIn({ connect, proxy, negotiation, tls, trust, onward }: Profile): readonly string[] {
  const behind = negotiation !== undefined && 'host' in negotiation ? negotiation.host : null;
  const all = [
    ...connect.map(({ host }) => host),
    ...(proxy !== undefined && 'host' in proxy ? [proxy.host] : []),
    ...(onward === undefined ? [] : [onward.host]),
    ...(behind === null ? [] : [behind.replace(/:\d+$/, '')]),
    ...(tls.sni.kind === 'name' ? [tls.sni.name] : []),
    ...(trust.kind === 'none' ? [] : [...trust.checks.hosts, ...trust.checks.emails]),
  ];
  return all.filter((host) => !isAddress(host));
}
