/** TLS settings of a profile as a SecureContext, shared by all connections that have the same. */
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { TlsOptions, TunnelError } from '../../../preload/types.ts';
import { codeOf, internalError, TunnelFault, tlsReason } from '../errors.ts';

/** A context is about a megabyte when it holds the system's authorities. */
const CACHE_SIZE = 16;
const cache = new Map<string, SecureContext>();

const TLS13_SUITES = 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256';

/**
 * The context for these settings; `authorities` as PEM, null for those that are compiled into Node (for when nobody
 * asks what the library says of the chain). Throws a TunnelFault with `unsupported-option` when the TLS library cannot
 * do what is asked.
 */
export function contextFor(tls: TlsOptions, authorities: readonly string[] | null): SecureContext {
  const key = JSON.stringify([tls.minVersion, tls.maxVersion, tls.ciphers, tls.curves, authorities]);
  const found = cache.get(key);
  if (found !== undefined) return found;
  const context = create(tls, authorities);
  cache.set(key, context);
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHE_SIZE) break;
    cache.delete(oldest);
  }
  return context;
}

function create(tls: TlsOptions, authorities: readonly string[] | null): SecureContext {
  const options: SecureContextOptions = {
    ...(authorities === null ? {} : { ca: [...authorities] }),
    ...(tls.minVersion === null ? {} : { minVersion: tls.minVersion }),
    ...(tls.maxVersion === null ? {} : { maxVersion: tls.maxVersion }),
    // A list without suites of TLS 1.3 would switch TLS 1.3 off; stunnel's `ciphers` does not concern it.
    ...(tls.ciphers === null ? {} : { ciphers: `${TLS13_SUITES}:${tls.ciphers}` }),
    ...(tls.curves === null ? {} : { ecdhCurve: usableCurves(tls.curves) }),
    // A CA file may hold an intermediate alone (OpenSSL's X509_V_FLAG_PARTIAL_CHAIN).
    allowPartialTrustChain: true,
  };
  try {
    return createSecureContext(options);
  } catch (error) {
    throw new TunnelFault(contextError(error, tls));
  }
}

/** The groups of a list that this TLS library knows, in order: BoringSSL refuses the whole list for one it lacks. */
function usableCurves(curves: string): string {
  const usable = curves.split(':').filter((curve) => {
    try {
      createSecureContext({ ecdhCurve: curve.trim() });
      return curve.trim() !== '';
    } catch {
      return false;
    }
  });
  if (usable.length === 0) {
    throw new TunnelFault({
      kind: 'unsupported-option',
      option: 'curves',
      value: curves,
      reason: 'the TLS library knows none of these groups',
    });
  }
  return usable.map((curve) => curve.trim()).join(':');
}

function contextError(error: unknown, tls: TlsOptions): TunnelError {
  const code = codeOf(error);
  const reason = tlsReason(code);
  if (reason === 'NO_CIPHER_MATCH' || reason === 'INVALID_COMMAND' || code === 'ERR_INVALID_ARG_VALUE') {
    return {
      kind: 'unsupported-option',
      option: 'ciphers',
      value: tls.ciphers ?? '',
      reason: 'the TLS library knows none of these ciphers, or not this notation',
    };
  }
  if (code === 'ERR_TLS_INVALID_PROTOCOL_VERSION' || code === 'ERR_TLS_PROTOCOL_VERSION_CONFLICT') {
    return {
      kind: 'unsupported-option',
      option: 'sslVersion',
      value: `${tls.minVersion ?? ''}-${tls.maxVersion ?? ''}`,
      reason: 'there is no TLS version in this range',
    };
  }
  return internalError(error);
}
