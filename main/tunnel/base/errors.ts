/** Codes of the system and of the three TLS dialects (OpenSSL 3.0, OpenSSL 3.5, BoringSSL) as TunnelError. */

import type { TunnelError } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { Address } from '../../specification.ts';

/** Where something failed: the connect host as the profile names it, and its port. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/** An address as errors name it: a Unix socket by its path, without a port. */
export function placeOf(address: Address): Place {
  return 'path' in address ? { host: address.path, port: 0 } : { host: address.host, port: address.port };
}

/** What is known of a TLS connection that failed. */
export interface TlsProgress {
  readonly established: boolean;
  /** Bytes the server had sent. More than an alert means that the handshake was under way. */
  readonly bytesRead: number;
  readonly usesPsk: boolean;
  /** The server name that was sent, for when the server does not know it. */
  readonly serverName: string | null;
}

/** A bare TLS alert record: five bytes of header, two of alert. */
const ALERT_RECORD_BYTES = 7;

/** Carries a TunnelError through promises and `destroy(error)`. */
export class TunnelFault extends Error {
  readonly reason: TunnelError;
  constructor(reason: TunnelError) {
    super(reason.kind);
    this.name = 'TunnelFault';
    this.reason = reason;
  }
}

/** The `code` of a system or TLS error, else its message's place holder. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'UNKNOWN';
}

/** A failure of name resolution. */
export function dnsError(host: string, error: unknown): TunnelError {
  return { kind: 'dns', host, code: codeOf(error) };
}

/** A failure of the TCP connection itself. A server that resets at once may do so before the connection counts as made. */
export function connectError(place: Place, error: unknown): TunnelError {
  if (error instanceof TunnelFault) return error.reason;
  const code = codeOf(error);
  if (CLOSED.has(code)) return { kind: 'service-closed', ...endpoint(place), during: 'handshake' };
  return code === 'ECONNREFUSED'
    ? { kind: 'refused', ...endpoint(place) }
    : { kind: 'unreachable', ...endpoint(place), code };
}

/** A failure to listen on a local address. */
export function bindError(address: Address, error: unknown): TunnelError {
  const [place, code] = [placeOf(address), codeOf(error)];
  if (code === 'EADDRINUSE') return { kind: 'port-in-use', ...endpoint(place), holder: null };
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'EINVAL')
    return { kind: 'port-forbidden', ...endpoint(place), code };
  if ('path' in address && FILE_CODES.has(code)) return { kind: 'port-forbidden', ...endpoint(place), code };
  return internalError(error);
}

/** A failure of an established TCP connection, during or after the TLS handshake. */
export function tlsError(place: Place, error: unknown, progress: TlsProgress): TunnelError {
  if (error instanceof TunnelFault) return error.reason;
  const code = codeOf(error);
  const reason = tlsReason(code);
  if (reason !== null) return fromReason(reason, place, progress) ?? internalError(error);
  if (CLOSED.has(code)) {
    return { kind: 'service-closed', ...endpoint(place), during: progress.established ? 'service' : 'handshake' };
  }
  return NETWORK.has(code) ? { kind: 'unreachable', ...endpoint(place), code } : internalError(error);
}

export function internalError(error: unknown): TunnelError {
  return { kind: 'internal', code: codeOf(error), detail: error instanceof Error ? error.message : String(error) };
}

const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);
/** Of a socket's file that cannot be made. */
const FILE_CODES: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ENOSPC']);
const NETWORK: ReadonlySet<string> = new Set([
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'ENETRESET',
]);

/**
 * The reason without the dialect: `ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE`, `ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE` and
 * `ERR_SSL_TLSV1_ALERT_…` are `ALERT_HANDSHAKE_FAILURE`. null when the code is not of TLS.
 */
export function tlsReason(code: string): string | null {
  const match = /^ERR_SSL_(?:(?:SSLV3|TLSV1|TLSV13|SSL\/TLS)_)?(.+)$/.exec(code);
  return match?.[1] ?? null;
}

function fromReason(reason: string, place: Place, progress: TlsProgress): TunnelError | null {
  const { host } = place;
  switch (reason) {
    case 'WRONG_VERSION_NUMBER':
    case 'HTTP_REQUEST':
    case 'HTTPS_PROXY_REQUEST':
    case 'PACKET_LENGTH_TOO_LONG':
    case 'RECORD_LENGTH_MISMATCH':
    case 'ENCRYPTED_LENGTH_TOO_LONG':
    case 'UNKNOWN_PROTOCOL':
    case 'UNEXPECTED_RECORD':
    case 'UNEXPECTED_MESSAGE':
    case 'INVALID_ALERT':
    case 'BAD_ALERT':
    case 'UNKNOWN_ALERT_TYPE':
    case 'RECORD_LAYER_FAILURE':
      return progress.established ? null : { kind: 'not-tls', ...endpoint(place) };
    case 'ALERT_PROTOCOL_VERSION':
    case 'UNSUPPORTED_PROTOCOL':
    case 'UNSUPPORTED_SSL_VERSION':
    case 'ALERT_INAPPROPRIATE_FALLBACK':
    case 'NO_PROTOCOLS_AVAILABLE':
    case 'NO_SUPPORTED_VERSIONS_ENABLED':
    case 'VERSION_TOO_LOW':
      return { kind: 'protocol-version', ...endpoint(place) };
    case 'ALERT_INSUFFICIENT_SECURITY':
    case 'NO_CIPHERS_AVAILABLE':
    case 'NO_SHARED_CIPHER':
    case 'WRONG_CIPHER_RETURNED':
    case 'UNKNOWN_CIPHER_RETURNED':
    case 'WRONG_CURVE':
    case 'BAD_ECPOINT':
    case 'DH_KEY_TOO_SMALL':
      return { kind: 'no-shared-cipher', ...endpoint(place) };
    case 'ALERT_HANDSHAKE_FAILURE':
      // TLS 1.2 says the same when it has no common cipher (at once) and when it misses a client certificate (after
      // its own certificate).
      if (progress.bytesRead <= ALERT_RECORD_BYTES) return { kind: 'no-shared-cipher', ...endpoint(place) };
      return progress.usesPsk ? { kind: 'bad-psk', host } : { kind: 'client-cert-required', host };
    case 'ALERT_CERTIFICATE_REQUIRED':
    case 'ALERT_NO_CERTIFICATE':
    case 'ALERT_BAD_CERTIFICATE':
    case 'ALERT_UNSUPPORTED_CERTIFICATE':
    case 'ALERT_CERTIFICATE_REVOKED':
    case 'ALERT_CERTIFICATE_EXPIRED':
    case 'ALERT_CERTIFICATE_UNKNOWN':
    case 'ALERT_UNKNOWN_CA':
    case 'ALERT_ACCESS_DENIED':
      return { kind: 'client-cert-required', host };
    case 'ALERT_UNKNOWN_PSK_IDENTITY':
    case 'PSK_IDENTITY_NOT_FOUND':
      return { kind: 'bad-psk', host };
    case 'ALERT_BAD_RECORD_MAC':
    case 'ALERT_DECRYPT_ERROR':
      return progress.usesPsk ? { kind: 'bad-psk', host } : null;
    case 'KEY_USAGE_BIT_INCORRECT':
    case 'INVALID_PURPOSE':
      return { kind: 'cert-key-usage', host };
    case 'ALERT_UNRECOGNIZED_NAME':
    case 'UNRECOGNIZED_NAME':
      return {
        kind: 'unsupported-option',
        option: 'sni',
        value: progress.serverName ?? '',
        reason: toSay('clause.server.unknownName'),
      };
    case 'ALERT_NO_APPLICATION_PROTOCOL':
      return { kind: 'unsupported-option', option: 'alpn', value: '', reason: toSay('clause.server.otherProtocol') };
    case 'ALERT_CLOSE_NOTIFY':
    case 'ALERT_USER_CANCELLED':
    case 'UNEXPECTED_EOF_WHILE_READING':
      return { kind: 'service-closed', ...endpoint(place), during: progress.established ? 'service' : 'handshake' };
    default:
      return null;
  }
}

/**
 * Whether a person has to act before the server can be used, so that trying again is of no use. The rest are states of
 * the network or of the server that pass.
 */
export function needsPerson(error: TunnelError): boolean {
  switch (error.kind) {
    case 'proxy':
      return error.credentials !== undefined;
    case 'dns':
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'not-tls':
    case 'vpn-loop':
    case 'vpn-address':
    case 'captive-portal':
    case 'revocation-unknown':
    case 'service-closed':
    case 'internal':
      return false;
    case 'protocol-version':
    case 'no-shared-cipher':
    case 'cert-untrusted':
    case 'cert-changed':
    case 'cert-expired':
    case 'cert-name':
    case 'cert-key-usage':
    case 'cert-revoked':
    case 'client-cert-required':
    case 'bad-psk':
    case 'psk-missing':
    case 'key-passphrase':
    case 'key-format':
    case 'port-in-use':
    case 'port-forbidden':
    case 'ring':
    case 'unverified':
    case 'unsupported-option':
      return true;
  }
}

function endpoint({ host, port }: Place): Place {
  return { host, port };
}
