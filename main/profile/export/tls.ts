/** TLS settings that are more than a line as stunnel's options. What OpenSSL 3.0 would refuse is said in a comment instead. */
import type { TlsOptions } from '../../../preload/types.ts';
import { isTlsOption } from '../../conf/values/words.ts';
import { writeComment, writeOption } from '../../conf/write.ts';
import { defaultSessions } from '../defaults.ts';
import type { Lines } from './lines.ts';

export function writeTls(tls: TlsOptions): Lines {
  const { minVersion, maxVersion } = tls;
  return [
    ...(minVersion === null ? [] : [writeOption('sslVersionMin', minVersion)]),
    ...(maxVersion === null ? [] : [writeOption('sslVersionMax', maxVersion)]),
    ...writeLevel(tls),
    ...writeSwitches(tls),
    ...writeSessions(tls),
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
