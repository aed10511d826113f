/** Ways to a server that a system's proxy settings allow, best first. Pure. */
import { hostSchema, portSchema } from '../../../preload/schemas.ts';
import type { ProxyServer } from '../../specification.ts';

/** `unsupported`: a proxy that is itself reached by TLS (RFC 9110 7.3.4), or that this program does not know. */
export type Route =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: ProxyServer }
  | { readonly kind: 'unsupported'; readonly text: string };

/** Asks the system how to reach a server. May reject. */
export type FindRoutes = (host: string, port: number) => Promise<readonly Route[]>;

export const direct: Route = { kind: 'direct' };

const kinds: Readonly<Record<string, ProxyServer['kind']>> = {
  PROXY: 'http',
  HTTP: 'http',
  SOCKS: 'socks4a',
  SOCKS4: 'socks4a',
  SOCKS5: 'socks5',
};

/**
 * The routes of what a proxy auto-configuration file answers, and Electron's `resolveProxy`: for example
 * `PROXY proxy.example:3128; SOCKS5 other:1080; DIRECT`. An empty answer means direct, as browsers take it.
 */
export function routesOfPac(answer: string): readonly Route[] {
  const routes = answer
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(routeOfPac);
  return routes.length === 0 ? [direct] : routes;
}

function routeOfPac(entry: string): Route {
  const [, word = '', address = ''] = /^(\S+)\s*(.*)$/.exec(entry) ?? [];
  if (word.toUpperCase() === 'DIRECT') return direct;
  const kind = kinds[word.toUpperCase()];
  const place = placeOf(address.trim(), kind === 'http' ? 80 : 1080);
  return kind === undefined || place === null
    ? { kind: 'unsupported', text: entry }
    : { kind: 'proxy', proxy: { kind, ...place, username: null, password: null } };
}

/** The schemes that curl knows, by the way this program speaks to them. */
const schemes: Readonly<Record<string, ProxyServer['kind']>> = {
  http: 'http',
  socks4: 'socks4a',
  socks4a: 'socks4a',
  socks: 'socks5',
  socks5: 'socks5',
  socks5h: 'socks5',
};

/** The route of a proxy's address as in `http_proxy`: `[SCHEME://][USER:PASSWORD@]HOST[:PORT]`, HTTP without a scheme. */
export function routeOfUrl(text: string): Route {
  const unsupported: Route = { kind: 'unsupported', text: withoutPassword(text) };
  const [, scheme = 'http', login, address = ''] =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^@/]*)@)?([^/@]+)\/?$/i.exec(text.trim()) ?? [];
  const kind = schemes[scheme.toLowerCase()];
  const place = placeOf(address, 1080);
  if (kind === undefined || place === null) return unsupported;
  const [, username = null, password = null] = /^([^:]*)(?::(.*))?$/s.exec(login ?? '') ?? [];
  try {
    const known = username === null || username === '' ? null : decodeURIComponent(username);
    const secret = known === null ? null : decodeURIComponent(password ?? '');
    return { kind: 'proxy', proxy: { kind, ...place, username: known, password: secret } };
  } catch {
    return unsupported; // a per cent sign that encodes nothing
  }
}

const withoutPassword = (text: string): string => text.replace(/\/\/[^@/]*@/, '//');

/**
 * The routes that the environment names, as curl reads it (curl(1), ENVIRONMENT): `https_proxy` or `HTTPS_PROXY`, else
 * `all_proxy` or `ALL_PROXY`, unless `no_proxy` or `NO_PROXY` has the host, a domain of it, or `*`.
 */
export function routesOfEnvironment(env: Readonly<Record<string, string | undefined>>, host: string): readonly Route[] {
  const value = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || null;
  const proxy = value('https_proxy') ?? value('all_proxy');
  if (proxy === null || isExcepted(value('no_proxy') ?? '', host)) return [direct];
  return [routeOfUrl(proxy)];
}

function isExcepted(list: string, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return list
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase().replace(/^\*?\./, ''))
    .some((entry) => entry === '*' || (entry !== '' && (name === entry || name.endsWith(`.${entry}`))));
}

function placeOf(address: string, defaultPort: number): { readonly host: string; readonly port: number } | null {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(address);
  const host = hostSchema.safeParse(match?.[1] ?? match?.[2]);
  const port = portSchema.safeParse(Number(match?.[3] ?? defaultPort));
  return host.success && port.success ? { host: host.data, port: port.data } : null;
}
