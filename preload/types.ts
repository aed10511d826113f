/** The types of what crosses between the rooms of main and to the renderer. What is validated is inferred from schemas.ts. */
import type { z } from 'zod';
import type * as schemas from './schemas.ts';

export type Application = z.infer<typeof schemas.applicationSchema>;
export type Endpoint = Readonly<z.infer<typeof schemas.endpointSchema>>;
export type CertificateSource = Readonly<z.infer<typeof schemas.certificateSourceSchema>>;
export type Checks = Readonly<z.infer<typeof schemas.checksSchema>>;
export type Trust = Readonly<z.infer<typeof schemas.trustSchema>>;
export type TlsVersion = z.infer<typeof schemas.tlsVersionSchema>;
export type TlsOptions = Readonly<z.infer<typeof schemas.tlsSchema>>;
export type Timeouts = Readonly<z.infer<typeof schemas.timeoutsSchema>>;
export type Note = Readonly<z.infer<typeof schemas.noteSchema>>;
export type Profile = Readonly<z.infer<typeof schemas.profileSchema>>;
export type Settings = Readonly<z.infer<typeof schemas.settingsSchema>>;
export type ImportAction = z.infer<typeof schemas.importActionSchema>;
export type ImportAnswer = Readonly<z.infer<typeof schemas.importAnswerSchema>>;
export type RestoreChoice = z.infer<typeof schemas.restoreChoiceSchema>;

export type SecretField = z.infer<typeof schemas.secretFieldSchema>;
export type SecretChanges = Readonly<z.infer<typeof schemas.secretChangesSchema>>;

/** The secrets of one profile. They never leave main but for the engine's thread. */
export type Secrets = Readonly<Partial<Record<SecretField, string>>>;

/** That a secret is known, and for how long; never the secret. */
export interface KeptSecret {
  readonly field: SecretField;
  /** `sealed`: with the system's key store, for good. `memory`: until the app quits. */
  readonly kept: 'sealed' | 'memory';
}

/** A file that somebody gave, by its path within what was given, with slashes. null: too large, and not read. */
export interface SetFile {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** The certificate that this client shows to the server, with its passphrase. */
export type Identity = Readonly<z.infer<typeof schemas.identitySchema>> & { readonly passphrase: string | null };

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

type StoredNegotiation = Readonly<z.infer<typeof schemas.negotiationSchema>>;

/** What is said before TLS starts (stunnel's `protocol`), over the connection to the server or through the proxy. */
export type Negotiation =
  | (StoredNegotiation & { readonly kind: 'pop3' | 'imap' | 'nntp' | 'ldap' | 'pgsql' | 'cifs' | 'socks' })
  | (StoredNegotiation & { readonly kind: 'smtp' | 'connect'; readonly password: string | null });

export type Revocation = Readonly<z.infer<typeof schemas.revocationSchema>>;
export type Spares = Readonly<z.infer<typeof schemas.sparesSchema>>;

/**
 * A Unix domain socket; `path` is absolute. Only in files that are run as they are: profiles have TCP addresses, which
 * every system knows.
 */
export interface UnixEndpoint {
  readonly path: string;
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

/** What the engine needs to know of a profile. `id` names the tunnel in every event. Secrets are in it, resolved. */
export type TunnelSpecification = Pick<
  Profile,
  'id' | 'name' | 'failover' | 'tls' | 'trust' | 'timeouts' | 'revocation' | 'local' | 'spares'
> & {
  readonly accept: readonly Address[];
  readonly connect: readonly Address[];
  readonly identity?: Identity;
  readonly psk?: PreSharedKey;
  /** `system`: whoever runs the engine is asked for each connection. */
  readonly proxy?: ProxyServer | { readonly kind: 'system' };
  readonly negotiation?: Negotiation;
  /** Of connections to the server and of local programs. */
  readonly sockets?: { readonly remote?: SocketOptions; readonly local?: SocketOptions };
  /** stunnel's reset; left out: yes. */
  readonly reset?: boolean;
};

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
}

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
  | { readonly kind: 'not-tls'; readonly host: string; readonly port: number }
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

/** A tunnel as the tray and the window show it. `explanation` is there when `status` holds an error. */
export interface TunnelView {
  readonly status: TunnelStatus;
  readonly explanation: Explanation | null;
  readonly traffic: Traffic;
}

/** What the profile's application can be started with. */
export interface LaunchView {
  /** For a button: `Open SSH`. */
  readonly label: string;
  /** The line to copy; it can be pasted into a shell as it is. */
  readonly command: string;
}

export interface ProfileView {
  readonly profile: Profile;
  readonly tunnel: TunnelView;
  readonly launch: LaunchView | null;
  readonly secrets: readonly KeptSecret[];
}

/** Something the person should know that is not about one tunnel, e.g. that a damaged store was set aside. */
export interface Notice {
  readonly id: string;
  readonly level: 'information' | 'warning' | 'error';
  readonly text: string;
}

export interface About {
  readonly version: string;
  readonly electron: string;
  readonly node: string;
  readonly tlsLibrary: string;
  readonly platform: string;
}

/** The app's one state. `rev` grows by one with every patch. */
export interface AppState {
  readonly rev: number;
  readonly profiles: readonly ProfileView[];
  readonly settings: Settings;
  readonly notices: readonly Notice[];
  /** The system has a key store, so that secrets can be remembered. Without one they are kept in memory. */
  readonly canRemember: boolean;
  readonly about: About;
}

export type StateChange =
  /** Replaces the view with this profile's id, or is appended. */
  | { readonly kind: 'profile'; readonly view: ProfileView }
  | { readonly kind: 'profile-removed'; readonly profileId: string }
  | { readonly kind: 'tunnel'; readonly profileId: string; readonly tunnel: TunnelView }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] };

/** Takes a state with `rev - 1` to `rev`. */
export interface StatePatch {
  readonly rev: number;
  readonly changes: readonly StateChange[];
}

/** What an update or a restore can change of a profile. */
export type ComparedField =
  | 'name'
  | 'group'
  | 'application'
  | 'accept'
  | 'user'
  | 'startWithApp'
  | 'connect'
  | 'failover'
  | 'sni'
  | 'minVersion'
  | 'maxVersion'
  | 'ciphers'
  | 'curves'
  | 'alpn'
  | 'ciphersuites'
  | 'securityLevel'
  | 'options'
  | 'sessions'
  | 'trust'
  | 'timeouts'
  | 'identity'
  | 'psk'
  | 'proxy'
  | 'negotiation'
  | 'revocation'
  | 'local'
  | 'spares';

/** In words, for a person. */
export interface Difference {
  readonly field: ComparedField;
  readonly old: string;
  readonly new: string;
}

/** The profile that an imported service is a newer version of, and what `update` would change of it. */
export interface ImportMatch {
  readonly profileId: string;
  readonly profileName: string;
  /** Empty: an update would change nothing. A host or port that is still a question is not compared. */
  readonly differences: readonly Difference[];
  /**
   * The profile is from a file and a section of the same names, but perhaps another server's: the file does not say its
   * host, or names another one. A person has to choose the update. Left out: it is the same server.
   */
  readonly doubt?: 'no-host' | 'other-host';
}

/** What a server asks of its clients, or a client's file names: a person can give it with the import, or later. */
export interface ImportNeed {
  readonly kind: 'certificate' | 'psk' | 'authority' | 'revocation';
  /** The server refuses clients without it, as far as its file tells. */
  readonly required: boolean;
  /** Who says so, and what to provide: sentences. */
  readonly reason: string;
  /** What the file names itself, which is used unless somebody gives another one. null: nothing. */
  readonly named: string | null;
  /** A file that the configuration names and that cannot be found: somebody has to choose it. Left out: none. */
  readonly lost?: string;
}

/** A field that the profile gets besides the usual ones, in words. */
export interface ImportSetting {
  readonly field: ComparedField;
  readonly words: string;
  /** The lines that it comes from, as `line 7`; left out: there is no line. */
  readonly reason?: string;
}

export type ImportField = 'name' | 'application' | 'host' | 'remotePort' | 'localPort' | 'trust';

/** One service of an imported file, as the client profile it would become. null: a question to the person. */
export interface ImportService {
  readonly key: string;
  readonly section: string;
  readonly role: 'server' | 'client';
  readonly name: string;
  readonly application: Application;
  readonly host: string | null;
  readonly remotePort: number | null;
  readonly localPort: number | null;
  readonly user: string | null;
  /** The local addresses, that of `localPort` first; left out: 127.0.0.1 alone. */
  readonly accept?: readonly { readonly host: string; readonly port: number | null }[];
  /** How the server will be trusted, in words. */
  readonly trust: string;
  /** SHA-256 of the certificates that lay beside the file and become the pin, as `AB:CD:…`. Left out: none. */
  readonly pinned?: readonly string[];
  /** The file accepts any certificate. `trust` is what the profile gets, unless the answer says `unverified`. */
  readonly unverified?: true;
  /** Left out: nothing. */
  readonly needs?: readonly ImportNeed[];
  /** What else the profile gets, so that nothing of it is hidden. Left out: nothing. */
  readonly settings?: readonly ImportSetting[];
  /** Why each field has the value it has, or what the question is. */
  readonly reasons: Partial<Record<ImportField | ComparedField | 'checks', string>>;
  /** What of this section has no effect or deserves attention. */
  readonly notes: readonly Note[];
  /** Those of the notes that name something insecure. Left out: none. */
  readonly warnings?: readonly Note[];
  /** Why this section cannot become a profile; it is then shown and left out. */
  readonly problem: string | null;
  /** Which file of a set it is from; left out when there was one file only. */
  readonly file?: string;
  /** In a preview; null: no profile is like it. */
  readonly match?: ImportMatch | null;
}

export interface ImportPreview {
  readonly id: string;
  /** Name of the file, folder or archive, or null for pasted text. */
  readonly source: string | null;
  readonly services: readonly ImportService[];
  /** About the file as a whole. */
  readonly notes: readonly Note[];
  /** Files that hold a private key which should not have left its server. Nothing of a key was kept. Left out: none. */
  readonly privateKeys?: readonly string[];
  readonly demo: boolean;
}
