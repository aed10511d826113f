/** What can go wrong with a tunnel, and what is told with it. */
import type { Text } from './words/text.ts';

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
      readonly detail: string | Text;
      /** It wants a user name and a password, or others than it was given. */
      readonly credentials?: Credentials;
      /** It wants a log-in of these kinds only, none of which can be done. */
      readonly schemes?: readonly string[];
    }
  | {
      readonly kind: 'not-tls';
      readonly host: string;
      readonly port: number;
      /** What speaks there in the clear, where its words prove it. */
      readonly service?: PlainService;
    }
  /** A network's log-in page answers in the server's place. `page`: where one logs in, when it says so. */
  | { readonly kind: 'captive-portal'; readonly host: string; readonly port: number; readonly page: string | null }
  | { readonly kind: 'protocol-version'; readonly host: string; readonly port: number }
  | { readonly kind: 'no-shared-cipher'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'cert-untrusted';
      readonly host: string;
      /** Verification code of the TLS library, e.g. DEPTH_ZERO_SELF_SIGNED_CERT. */
      readonly code: string;
      readonly certificate: CertificateSummary;
      readonly systemTrusts: boolean;
      /** The profile accepts what its authorities vouch for and nothing else, so that nobody is asked. */
      readonly strict?: true;
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
      /** As in `cert-untrusted`. */
      readonly strict?: true;
    }
  | { readonly kind: 'cert-key-usage'; readonly host: string }
  | { readonly kind: 'cert-revoked'; readonly host: string; readonly certificate: CertificateSummary }
  /** Whether the certificate is revoked cannot be known: from the lists, or from the OCSP responders. */
  | {
      readonly kind: 'revocation-unknown';
      readonly host: string;
      readonly source: 'list' | 'responder';
      /** A clause for the middle of a sentence. */
      readonly detail: string | Text;
    }
  | { readonly kind: 'client-cert-required'; readonly host: string }
  | { readonly kind: 'bad-psk'; readonly host: string }
  /** Nobody has told the key of the profile's identity yet. */
  | { readonly kind: 'psk-missing'; readonly host: string }
  /** `given`: there was a passphrase, and it is wrong. */
  | { readonly kind: 'key-passphrase'; readonly path: string; readonly given: boolean }
  | { readonly kind: 'key-format'; readonly path: string; readonly detail: string | Text }
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
  /** An administrator of this computer wants every server verified, and the profile verifies none. */
  | { readonly kind: 'unverified' }
  | {
      readonly kind: 'unsupported-option';
      readonly option: string;
      readonly value: string;
      readonly reason: string | Text;
    }
  | { readonly kind: 'internal'; readonly code: string; readonly detail: string };
