/**
 * What the engine is told of a tunnel. Made of a profile or of a file that is run as it is, taken by the engine: none of
 * these rooms knows another, so it lies between them. Secrets are in it; it never leaves main.
 */
import type { z } from 'zod';
import type { identitySchema } from '../preload/fields/identity.ts';
import type { negotiationSchema } from '../preload/fields/negotiation.ts';
import type { FieldsWith, OwnField } from '../preload/fields/profile.ts';
import type { Endpoint, Profile } from '../preload/types.ts';

/** The certificate that this client shows to the server, with its passphrase. */
export type Identity = Readonly<z.infer<typeof identitySchema>> & { readonly passphrase: string | null };

/** stunnel's PSKidentity and the key of that identity in PSKsecrets. */
export interface PreSharedKey {
  readonly identity: string;
  /** Hexadecimal. */
  readonly key: string;
}

/** A proxy in front: it is asked for each connection, and resolves the host name of the server itself. */
export interface ProxyServer {
  readonly kind: 'http' | 'socks4a' | 'socks5';
  readonly host: string;
  readonly port: number;
  readonly username: string | null;
  readonly password: string | null;
}

type StoredNegotiation = Readonly<z.infer<typeof negotiationSchema>>;

/** What is said before TLS starts (stunnel's `protocol`), over the connection to the server or through the proxy. */
export type Negotiation =
  | (StoredNegotiation & { readonly kind: 'pop3' | 'imap' | 'nntp' | 'ldap' | 'pgsql' | 'cifs' | 'socks' })
  | (StoredNegotiation & { readonly kind: 'smtp' | 'connect'; readonly password: string | null });

/** A Unix domain socket, or a named pipe of Windows; `path` is absolute. */
export interface UnixEndpoint {
  readonly path: string;
  /** One that is listened on is for its owner alone, whatever the umask. Left out: as the umask has it, as with stunnel. */
  readonly isPrivate?: true;
}

/** What a tunnel listens on or connects to. */
export type Address = Endpoint | UnixEndpoint;

/** What can be set of a socket (stunnel's `socket`); left out: the engine's own choice. */
export interface SocketOptions {
  readonly noDelay?: boolean;
  readonly keepAlive?: boolean;
  /** Seconds until the first probe (TCP_KEEPIDLE). */
  readonly keepIdle?: number;
  /** Seconds between probes (TCP_KEEPINTVL). */
  readonly keepInterval?: number;
  /** Probes until the connection counts as dead (TCP_KEEPCNT). */
  readonly keepCount?: number;
  /** IP_TOS. */
  readonly typeOfService?: number;
}

/** Where a host is: the addresses that were learnt of its name, or itself. */
export interface HeldHost {
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** A VPN that may run through the tunnel. */
export interface CarriedVpn {
  /**
   * The addresses that the VPN leaves out of its routes: they are dialled and no others, and nobody is asked for a name.
   * null: nothing is known of the VPN's routes.
   */
  readonly held: readonly HeldHost[] | null;
}

/** Who may use the local port: this program's user, root, and these. */
export interface GuardRules {
  /** Names of users; one that this computer does not have is nobody. */
  readonly accounts: readonly string[];
  /** Paths of programs that may; empty: all of them. */
  readonly programs: readonly string[];
}

/** Fields of a profile that the engine gets as they are. */
type PlainField = Extract<FieldsWith<{ readonly engine: 'as it is' }>, OwnField>;

/** What the engine needs to know of a profile. `id` names the tunnel in every event. Secrets are in it, resolved. */
export type TunnelSpecification = Pick<Profile, 'id' | 'tls' | 'spares' | Exclude<PlainField, 'connect'>> & {
  readonly accept: readonly Address[];
  readonly connect: readonly Address[];
  readonly identity?: Identity;
  readonly psk?: PreSharedKey;
  /** `system`: whoever runs the engine is asked for each connection. */
  readonly proxy?: ProxyServer | { readonly kind: 'system' };
  readonly negotiation?: Negotiation;
  /** Of connections to the server and of local programs. */
  readonly sockets?: { readonly remote?: SocketOptions; readonly local?: SocketOptions };
  /** The way to the server is watched while the tunnel is on. */
  readonly vpn?: CarriedVpn;
  /** Where the system tells whose a connection is. Left out: every user of this computer is let in. */
  readonly guard?: GuardRules;
  /** stunnel's reset; left out: yes. */
  readonly reset?: boolean;
};
