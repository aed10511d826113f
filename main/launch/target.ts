/** The local end of a tunnel as a program gets to it. Pure. */
import { isIPv6 } from 'node:net';
import { reachableAt } from '../../preload/loopback.ts';
import type { Endpoint, Profile } from '../../preload/types.ts';

export interface Target {
  /** Address that a local program connects to. */
  readonly host: string;
  readonly port: string;
  /** The Unix socket or named pipe; null: none. A tunnel that listens on nothing else has an empty host and port. */
  readonly socket: string | null;
  /** Host of the server at the far end. */
  readonly server: string;
  /** What known_hosts calls the sshd behind the tunnel; see `hostKeyAlias`. */
  readonly alias: string;
  readonly user: string | null;
  /** Path of the private key for ssh. */
  readonly identityFile: string | null;
  /** Where ssh goes on to from the server; null: nowhere. */
  readonly onward: Profile['onward'] | null;
  /** The name of the profile. */
  readonly name: string;
  readonly platform: NodeJS.Platform;
}

/** null when the profile has no address to connect to. */
export function targetOf(profile: Profile, platform: NodeJS.Platform): Target | null {
  const [accept] = profile.accept;
  const [connect] = profile.connect;
  const socket = profile.socket ?? null;
  if ((accept === undefined && socket === null) || connect === undefined) return null;
  return {
    host: accept === undefined ? '' : reachableAt(accept.host),
    port: accept === undefined ? '' : String(accept.port),
    socket,
    server: connect.host,
    alias: hostKeyAlias(profile.tls.sni, connect),
    user: profile.user,
    identityFile: profile.identityFile ?? null,
    onward: profile.onward ?? null,
    name: profile.name,
    platform,
  };
}

/**
 * The name of an sshd for `HostKeyAlias`. A TLS server leads to one service for each name that it is asked for at each of
 * its ports, so that tunnels to the same sshd share a line in known_hosts, and two servers behind one host name do not.
 * At port 443 it is the plain name, under which many people know the server already.
 */
export function hostKeyAlias(sni: Profile['tls']['sni'], { host, port }: Endpoint): string {
  const name = sni.kind === 'name' ? sni.name : host;
  return port === 443 ? name : `[${name}]:${port}`;
}

/** An IPv6 address in brackets, anything else as it is. */
export const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

/** `host:port`, for programs and URLs. */
export const addressOf = ({ host, port }: Pick<Target, 'host' | 'port'>): string => `${bracketed(host)}:${port}`;

/** `user@host`, or the host alone. */
export const login = ({ user }: Pick<Target, 'user'>, host: string): string =>
  user === null ? host : `${user}@${host}`;

/** For a URL: a user name may have an `@` or a backslash in it. */
export const urlLogin = (target: Target): string =>
  `${target.user === null ? '' : `${encodeURIComponent(target.user)}@`}${addressOf(target)}`;

/** An option with its value, or nothing. */
export const option = (name: string, value: string | null): readonly string[] => (value === null ? [] : [name, value]);
