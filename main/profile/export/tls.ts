/** A profile's TLS settings as stunnel's options. What OpenSSL 3.0 would refuse is said in a comment instead. */
import type { TlsOptions } from '../../../preload/types.ts';
import { isTlsOption } from '../../conf/strict/values.ts';
import { isWritable, writeComment, writeOption } from '../../conf/write.ts';
import { defaultSessions } from '../defaults.ts';
import type { Lines } from './lines.ts';
import { notWritten } from './lines.ts';

/** Groups that OpenSSL 3.0 has; stunnel refuses the whole list for one that its library lacks. */
const opensslGroups =
  /^(?:X25519|X448|P-(?:256|384|521)|prime256v1|secp(?:256k1|384r1|521r1)|brainpoolP(?:256|384|512)r1|ffdhe(?:2048|3072|4096|6144|8192))$/i;

/** All suites of TLS 1.3 that OpenSSL 3.0 has (openssl-ciphers man page); it refuses a list with any other. */
const opensslSuites =
  /^TLS_(?:AES_(?:128_GCM_SHA256|256_GCM_SHA384|128_CCM_SHA256|128_CCM_8_SHA256)|CHACHA20_POLY1305_SHA256)$/;

export function writeTls(tls: TlsOptions): Lines {
  const { minVersion, maxVersion, ciphers, ciphersuites, curves, alpn } = tls;
  return [
    ...(minVersion === null ? [] : [writeOption('sslVersionMin', minVersion)]),
    ...(maxVersion === null ? [] : [writeOption('sslVersionMax', maxVersion)]),
    ...writeLevel(tls),
    ...writeCiphers(ciphers),
    ...writeKnown('ciphersuites', ciphersuites ?? null, opensslSuites),
    ...writeKnown('curves', curves, opensslGroups),
    ...writeSwitches(tls),
    ...writeSessions(tls),
    ...(alpn === undefined ? [] : writeComment('stunnel offers no application protocols (ALPN), as Adit does here.')),
  ];
}

/** Whether `securityLevel` is written although the profile has none: only then OpenSSL speaks its old versions. */
export const needsLevel = ({ minVersion, maxVersion, securityLevel }: TlsOptions): boolean =>
  securityLevel === undefined &&
  [minVersion, maxVersion].some((version) => version === 'TLSv1' || version === 'TLSv1.1');

function writeLevel(tls: TlsOptions): Lines {
  if (tls.securityLevel !== undefined) return [writeOption('securityLevel', tls.securityLevel)];
  if (!needsLevel(tls)) return [];
  return [
    ...writeComment('OpenSSL speaks TLS 1.0 and 1.1, which the profile allows, at this level only.'),
    writeOption('securityLevel', 0),
  ];
}

function writeCiphers(ciphers: string | null): Lines {
  const list = ciphers?.trim() ?? '';
  if (list === '') return [];
  return isWritable(list) ? [writeOption('ciphers', list)] : notWritten('ciphers', list);
}

function writeKnown(option: 'ciphersuites' | 'curves', list: string | null, known: RegExp): Lines {
  if (list === null) return [];
  const wanted = list.split(':').map((name) => name.trim());
  const kept = wanted.filter((name) => known.test(name));
  const unknown = wanted.filter((name) => name !== '' && !known.test(name));
  return [
    ...(unknown.length === 0
      ? []
      : writeComment(
          `Left out because OpenSSL 3.0 does not know them and stunnel would not start: ${unknown.join(', ')}.`,
        )),
    ...(kept.length === 0 ? [] : [writeOption(option, kept.join(':'))]),
  ];
}

function writeSwitches({ options = [] }: TlsOptions): Lines {
  return options.flatMap((name) =>
    isTlsOption(name)
      ? [writeOption('options', name)]
      : writeComment(`Left out because OpenSSL has no such switch: options = ${name}`),
  );
}

function writeSessions({ sessions }: TlsOptions): Lines {
  if (sessions === undefined) return [];
  const { resume, size, timeout } = sessions;
  return [
    writeOption('sessionResume', resume ? 'yes' : 'no'),
    ...(size === defaultSessions.size ? [] : [writeOption('sessionCacheSize', size)]),
    ...(timeout === defaultSessions.timeout ? [] : [writeOption('sessionCacheTimeout', timeout)]),
  ];
}
