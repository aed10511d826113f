/** Profiles, certificates and tunnels as they cross between main and the renderer. What is validated is inferred from the schemas. */
import type { z } from 'zod';
import type { Diagnosis } from './diagnosis.ts';
import type { applicationSchema } from './fields/application.ts';
import type { profileSchema, tlsSchema } from './fields/profile.ts';
import type { sshWaySchema } from './fields/ssh.ts';
import type { certificateSourceSchema, checksSchema, trustSchema } from './fields/trust.ts';
import type { tlsVersionSchema } from './fields/versions.ts';
import type { endpointSchema, noteSchema } from './schemas.ts';
import type { secretChangesSchema, secretFieldSchema } from './secret-schemas.ts';
import type { settingsSchema } from './settings.ts';
import type { CertificateSummary, PortHolder, TunnelError } from './tunnel-error.ts';

export type { CertificateSummary, Credentials, PlainService, PortHolder, TunnelError } from './tunnel-error.ts';

export type Application = z.infer<typeof applicationSchema>;
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;
export type CertificateSource = Readonly<z.infer<typeof certificateSourceSchema>>;
export type Checks = Readonly<z.infer<typeof checksSchema>>;
export type Trust = Readonly<z.infer<typeof trustSchema>>;
export type TlsVersion = z.infer<typeof tlsVersionSchema>;
export type TlsOptions = Readonly<z.infer<typeof tlsSchema>>;
export type Note = Readonly<z.infer<typeof noteSchema>>;
export type Profile = Readonly<z.infer<typeof profileSchema>>;
/** How ssh gets to a server that has an entry in ~/.ssh/config. */
export type SshWay = z.infer<typeof sshWaySchema>;
export type Timeouts = Readonly<Profile['timeouts']>;
export type Revocation = Readonly<NonNullable<Profile['revocation']>>;
export type OpenvpnFile = Readonly<NonNullable<Profile['openvpn']>>;
export type Spares = Readonly<NonNullable<Profile['spares']>>;
export type Settings = Readonly<z.infer<typeof settingsSchema>>;
/** An application whose client is chosen in the settings, or the terminal that others run in. */
export type ProgramSlot = keyof NonNullable<Settings['programs']>;

export type SecretField = z.infer<typeof secretFieldSchema>;
export type SecretChanges = Readonly<z.infer<typeof secretChangesSchema>>;

/** That a secret is known, and for how long; never the secret. */
export interface KeptSecret {
  readonly field: SecretField;
  /** `sealed`: with the system's key store, for good. `memory`: until the app quits. */
  readonly kept: 'sealed' | 'memory';
}

/** The one thing a person can do about a blocked tunnel; the window shows it as a button. */
export type Remedy =
  | { readonly kind: 'trust-certificate'; readonly certificate: CertificateSummary }
  | {
      readonly kind: 'replace-certificate';
      readonly certificate: CertificateSummary;
      readonly expected: readonly CertificateSummary[];
    }
  /** `isWrong`: one was tried, and refused. */
  | { readonly kind: 'enter-secret'; readonly field: SecretField; readonly isWrong: boolean }
  | { readonly kind: 'choose-identity' }
  | { readonly kind: 'use-free-port' }
  | { readonly kind: 'edit-profile' }
  | { readonly kind: 'retry' };

/** What happened, why that usually is, what to do next: a sentence each. */
export interface Explanation {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

export type ServerStatus =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'checking' }
  | {
      readonly kind: 'reachable';
      readonly protocol: TlsVersion;
      readonly cipher: string;
      /** Milliseconds from the first packet to the end of the TLS handshake. */
      readonly handshakeMs: number;
      readonly certificate: CertificateSummary | null;
      /** Milliseconds since the epoch. */
      readonly checkedAt: number;
    }
  /** `retryAt` in milliseconds since the epoch; null: nobody tries by itself. */
  | { readonly kind: 'unreachable'; readonly error: TunnelError; readonly retryAt: number | null };

export type TunnelStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'on';
      readonly accept: readonly Endpoint[];
      /** The path of the Unix socket or named pipe that it listens on. Left out: none. */
      readonly socket?: string;
      readonly server: ServerStatus;
    }
  | { readonly kind: 'blocked'; readonly error: TunnelError; readonly remedy: Remedy };

/** Bytes are of user data; `sent` goes to the server. */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
  readonly openConnections: number;
  readonly totalConnections: number;
}

/** A local program's connection, while it is open. */
export interface OpenConnection {
  /** Tells it from the others of its tunnel. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Bytes of user data. */
  readonly sent: number;
  readonly received: number;
  /** The program's address; null of a Unix socket, or where the system does not say. */
  readonly peer: Endpoint | null;
  /** null where the system does not say whose it is: programs of other users, and other computers'. */
  readonly program: PortHolder | null;
  /** null until there is a TLS connection. */
  readonly server:
    | (Endpoint & {
        readonly protocol: TlsVersion;
        readonly cipher: string;
        /** How the TLS connection was made: with a whole handshake, with an earlier session, or ahead of the program. */
        readonly way: 'whole' | 'resumed' | 'spare';
      })
    | null;
}

/** What handshakes with a server took, the latest last; null: there was none. */
export interface ServerDelay extends Endpoint {
  /** It is tried first because it is the fastest. */
  readonly isFirst: boolean;
  readonly delays: readonly {
    /** Milliseconds since the epoch. */
    readonly at: number;
    readonly milliseconds: number | null;
  }[];
}

/** What there is to see of a tunnel beyond its view. */
export interface TunnelLook {
  readonly connections: readonly OpenConnection[];
  /** What the server showed last, its own certificate first; empty where it has none, and before it was reached. */
  readonly chain: readonly CertificateSummary[];
  /** Servers that were measured; left out: none. */
  readonly delays?: readonly ServerDelay[];
}

/** Bytes of one day, as the calendar here calls it: `2026-11-29`. */
export interface TrafficDay {
  readonly day: string;
  readonly sent: number;
  readonly received: number;
}

/** Bytes in each of the last 300 seconds, the latest last, and of the days with traffic, at most 31. */
export interface TrafficHistory {
  /** The latest second, since the epoch. */
  readonly until: number;
  readonly sent: readonly number[];
  readonly received: readonly number[];
  readonly days: readonly TrafficDay[];
}

export interface LogLine {
  /** Grows from line to line. */
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly level: LogLevel;
  /** null: it is about no profile. */
  readonly profileId: string | null;
  readonly text: string;
}

export type LogLevel = 'error' | 'warning' | 'info' | 'debug';

/** Somebody has switched a tunnel on and waits for what comes of it. A later attempt has a higher number. */
export interface Attempt {
  readonly number: number;
  readonly by: 'window' | 'tray';
}

/**
 * What a blocked tunnel asks a person. `changed`: the server shows another certificate than the one that was trusted,
 * which nobody should have before them without having looked for it.
 */
export interface Question {
  readonly kind: 'trust' | 'changed' | 'secret' | 'identity';
  /** The attempt that it answers: the question opens by itself, once. null: it waits until a person looks for it. */
  readonly attempt: Attempt | null;
}

/** A network's rule has switched the tunnel. */
export interface SwitchedByRule {
  readonly isOn: boolean;
  /** The network's name. */
  readonly network: string;
}

/** A tunnel as the tray and the window show it. `explanation` is there when `status` holds an error. */
export interface TunnelView {
  readonly status: TunnelStatus;
  readonly explanation: Explanation | null;
  readonly question: Question | null;
  /** Who has switched it last, where that was the rule for a network. */
  readonly rule?: SwitchedByRule | undefined;
  readonly traffic: Traffic;
  /** Somebody has pressed Connect, and the program waits for the server to be reachable. */
  readonly isConnecting: boolean;
  /** The last check of the connection that somebody asked for, also while it is under way. */
  readonly diagnosis: Diagnosis | null;
}
