/** TLS settings of a profile as a SecureContext, shared by all connections that have the same. */

import { createHash } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { TlsOptions, TunnelError } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { codeOf, internalError, TunnelFault, tlsReason } from '../base/errors.ts';
import { thisLibrary } from './capabilities.ts';
import type { IdentityOptions } from './identity.ts';
import { settingsFor } from './settings.ts';

/** A context is about a megabyte when it holds the system's authorities. */
const CACHE_SIZE = 16;
const cache = new Map<string, SecureContext>();

export interface Material {
  /** PEM; null for those that are compiled into Node, for when nobody asks what the library says of the chain. */
  readonly authorities: readonly string[] | null;
  /**
   * A chain may end at any of the authorities, not only at a self-signed one: a CA file may hold an intermediate alone
   * (OpenSSL's X509_V_FLAG_PARTIAL_CHAIN). stunnel wants the root.
   */
  readonly anyAnchor: boolean;
  readonly identity: IdentityOptions | null;
  /** A pre-shared key is used instead of certificates. */
  readonly psk: boolean;
}

/**
 * The suites with a pre-shared key that all three libraries have. TLS 1.3 has another kind of pre-shared key, which
 * BoringSSL does not do (boringssl/ssl.h, "TLS 1.2 PSK"), so these connections stay at TLS 1.2.
 */
const PSK_SUITES =
  'ECDHE-PSK-CHACHA20-POLY1305:ECDHE-PSK-AES256-CBC-SHA:ECDHE-PSK-AES128-CBC-SHA:PSK-AES256-CBC-SHA:PSK-AES128-CBC-SHA';

/**
 * The context for these settings. Throws a TunnelFault with `unsupported-option` when the TLS library cannot
 * do what is asked.
 */
export function secureContextFor(options: TlsOptions, material: Material): SecureContext {
  const tls = material.psk
    ? { ...options, maxVersion: 'TLSv1.2' as const, ciphers: options.ciphers ?? PSK_SUITES }
    : options;
  const key = keyOf(tls, material);
  const found = cache.get(key);
  if (found !== undefined) return found;
  const context = create(tls, material);
  cache.set(key, context);
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHE_SIZE) break;
    cache.delete(oldest);
  }
  return context;
}

/** A hash, because there is a private key in what it is made from. */
function keyOf(tls: TlsOptions, { authorities, anyAnchor, identity, psk }: Material): string {
  const { minVersion, maxVersion, ciphers, curves, ciphersuites, securityLevel, options } = tls;
  const parts = [
    minVersion,
    maxVersion,
    ciphers,
    curves,
    ciphersuites,
    securityLevel,
    options,
    authorities,
    anyAnchor,
    identity,
    psk,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function create(tls: TlsOptions, { authorities, anyAnchor, identity }: Material): SecureContext {
  const options: SecureContextOptions = {
    ...identity,
    ...(authorities === null ? {} : { ca: [...authorities] }),
    ...settingsFor(tls, thisLibrary).context,
    allowPartialTrustChain: anyAnchor,
  };
  try {
    return createSecureContext(options);
  } catch (error) {
    throw new TunnelFault(contextError(error, tls));
  }
}

/** What of the settings has no effect here although the rest has: sentences for the log. */
export function droppedSettings(tls: TlsOptions): readonly string[] {
  return settingsFor(tls, thisLibrary).dropped;
}

function contextError(error: unknown, tls: TlsOptions): TunnelError {
  const code = codeOf(error);
  const reason = tlsReason(code);
  if (reason === 'NO_CIPHER_MATCH' || reason === 'INVALID_COMMAND' || code === 'ERR_INVALID_ARG_VALUE') {
    return {
      kind: 'unsupported-option',
      option: 'ciphers',
      value: tls.ciphers ?? '',
      reason: toSay('clause.tls.ciphers'),
    };
  }
  if (code === 'ERR_TLS_INVALID_PROTOCOL_VERSION' || code === 'ERR_TLS_PROTOCOL_VERSION_CONFLICT') {
    return {
      kind: 'unsupported-option',
      option: 'sslVersion',
      value: `${tls.minVersion ?? ''}-${tls.maxVersion ?? ''}`,
      reason: toSay('clause.tls.versions'),
    };
  }
  return internalError(error);
}
