/** Profiles, certificates and tunnels as they cross between main and the renderer. What is validated is inferred from the schemas. */
import type { z } from 'zod';
import type { applicationSchema } from './fields/application.ts';
import type { profileSchema, tlsSchema } from './fields/profile.ts';
import type { certificateSourceSchema, checksSchema, trustSchema } from './fields/trust.ts';
import type { tlsVersionSchema } from './fields/versions.ts';
import type { endpointSchema, noteSchema } from './schemas.ts';
import type { secretChangesSchema, secretFieldSchema } from './secret-schemas.ts';
import type { settingsSchema } from './settings.ts';

export type Application = z.infer<typeof applicationSchema>;
export type Endpoint = Readonly<z.infer<typeof endpointSchema>>;
export type CertificateSource = Readonly<z.infer<typeof certificateSourceSchema>>;
export type Checks = Readonly<z.infer<typeof checksSchema>>;
export type Trust = Readonly<z.infer<typeof trustSchema>>;
export type TlsVersion = z.infer<typeof tlsVersionSchema>;
export type TlsOptions = Readonly<z.infer<typeof tlsSchema>>;
export type Note = Readonly<z.infer<typeof noteSchema>>;
export type Profile = Readonly<z.infer<typeof profileSchema>>;
export type Timeouts = Readonly<Profile['timeouts']>;
export type Revocation = Readonly<NonNullable<Profile['revocation']>>;
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

/** A certificate as a person reads it, and as PEM so that it can be pinned. Dates are ISO 8601 in UTC. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names, IP addresses and e-mail addresses of the subject alternative name, without their type prefix. */
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256 of the DER, as `openssl x509 -fingerprint -sha256` prints it: `AB:CD:…`. */
  readonly sha256: string;
  /** SHA-256 of the SubjectPublicKeyInfo, base64. */
  readonly spkiSha256: string;
  /** For example `RSA 2048` or `EC prime256v1`. */
  readonly key: string;
  readonly selfSigned: boolean;
  readonly pem: string;
}

export interface PortHolder {
  readonly pid: number;
  readonly name: string;
}

/** What a login that was refused is about. `given`: there was a user name with a password, and they were not accepted. */
export interface Credentials {
  readonly field: 'proxy-password' | 'protocol-password';
  readonly given: boolean;
  /** Who wants them. With `protocol-password` it is the mail server, or the proxy of `protocol = connect`. */
  readonly asker: 'proxy' | 'server';
}

/** Services that can be told by their first words. */
export type PlainService =
  | 'smtp'
  | 'imap'
  | 'pop3'
  | 'nntp'
  | 'ldap'
  | 'pgsql'
  | 'ftp'
  | 'http'
  | 'mysql'
  | 'redis'
  | 'ssh';

/** Everything that can go wrong with a tunnel, with the data its message needs. `explain` turns it into sentences. */
export type TunnelError =
  | { readonly kind: 'dns'; readonly host: string; readonly code: string }
  | { readonly kind: 'refused'; readonly host: string; readonly port: number }
  /** No route, network down, connection reset while connecting. `code` is the system's, e.g. ENETUNREACH. */
  | { readonly kind: 'unreachable'; readonly host: string; readonly port: number; readonly code: string }
  | {
      readonly kind: 'timeout';
      readonly step: 'connect' | 'handshake' | 'negotiation' | 'idle';
      readonly host: string;
      readonly port: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'proxy';
      readonly host: string;
      readonly port: number;
      readonly detail: string;
      /** It wants a user name and a password, or others than it was given. */
      readonly credentials?: Credentials;
    }
  | {
      readonly kind: 'not-tls';
      readonly host: string;
      readonly port: number;
      /** What speaks there in the clear, where its words prove it. */
      readonly service?: PlainService;
    }
  | { readonly kind: 'protocol-version'; readonly host: string; readonly port: number }
  | { readonly kind: 'no-shared-cipher'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'cert-untrusted';
      readonly host: string;
      /** Verification code of the TLS library, e.g. DEPTH_ZERO_SELF_SIGNED_CERT. */
      readonly code: string;
      readonly certificate: CertificateSummary;
      readonly systemTrusts: boolean;
    }
  | {
      readonly kind: 'cert-changed';
      readonly host: string;
      readonly expected: readonly CertificateSummary[];
      readonly certificate: CertificateSummary;
      readonly systemTrusts: boolean;
    }
  | {
      readonly kind: 'cert-expired';
      readonly host: string;
      readonly when: 'expired' | 'not-yet-valid';
      readonly certificate: CertificateSummary;
    }
  | {
      readonly kind: 'cert-name';
      readonly host: string;
      readonly expected: readonly string[];
      readonly certificate: CertificateSummary;
      /** Whether the system trusts the chain, the name aside. */
      readonly systemTrusts: boolean;
    }
  | { readonly kind: 'cert-key-usage'; readonly host: string }
  | { readonly kind: 'cert-revoked'; readonly host: string; readonly certificate: CertificateSummary }
  /** Whether the certificate is revoked cannot be known: from the lists, or from the OCSP responders. */
  | {
      readonly kind: 'revocation-unknown';
      readonly host: string;
      readonly source: 'list' | 'responder';
      /** A clause for the middle of a sentence. */
      readonly detail: string;
    }
  | { readonly kind: 'client-cert-required'; readonly host: string }
  | { readonly kind: 'bad-psk'; readonly host: string }
  /** Nobody has told the key of the profile's identity yet. */
  | { readonly kind: 'psk-missing'; readonly host: string }
  /** `given`: there was a passphrase, and it is wrong. */
  | { readonly kind: 'key-passphrase'; readonly path: string; readonly given: boolean }
  | { readonly kind: 'key-format'; readonly path: string; readonly detail: string }
  | {
      readonly kind: 'port-in-use';
      readonly host: string;
      readonly port: number;
      readonly holder: PortHolder | null;
    }
  /** The tunnels by their names, this one first: each connects to the next, and the last one to this one. */
  | { readonly kind: 'ring'; readonly names: readonly string[] }
  /** What is sent to the server goes into the VPN that runs through the tunnel. `device` is the VPN's interface. */
  | { readonly kind: 'vpn-loop'; readonly host: string; readonly address: string; readonly device: string }
  /** The address is none of those that the VPN's configuration leaves out, so that dialling it would be a loop. */
  | { readonly kind: 'vpn-address'; readonly host: string }
  | { readonly kind: 'port-forbidden'; readonly host: string; readonly port: number; readonly code: string }
  /** The server ended the connection: during the handshake, or at once after it. */
  | {
      readonly kind: 'service-closed';
      readonly host: string;
      readonly port: number;
      readonly during: 'handshake' | 'service';
    }
  | { readonly kind: 'unsupported-option'; readonly option: string; readonly value: string; readonly reason: string }
  | { readonly kind: 'internal'; readonly code: string; readonly detail: string };

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
  /** `retryAt` in milliseconds since the epoch. */
  | { readonly kind: 'unreachable'; readonly error: TunnelError; readonly retryAt: number };

export type TunnelStatus =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly accept: readonly Endpoint[]; readonly server: ServerStatus }
  | { readonly kind: 'blocked'; readonly error: TunnelError; readonly remedy: Remedy };

/** Bytes are of user data; `sent` goes to the server. */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
  readonly openConnections: number;
  readonly totalConnections: number;
}

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

/** A tunnel as the tray and the window show it. `explanation` is there when `status` holds an error. */
export interface TunnelView {
  readonly status: TunnelStatus;
  readonly explanation: Explanation | null;
  readonly question: Question | null;
  readonly traffic: Traffic;
  /** Somebody has pressed Connect, and the program waits for the server to be reachable. */
  readonly isConnecting: boolean;
}
