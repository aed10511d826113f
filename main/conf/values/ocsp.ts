/** Whom a client asks about revocation, and how (stunnel man page: OCSP, OCSPaia, OCSPflag, OCSPnonce, OCSPrequire). */
import { defaultOcsp } from '../../../preload/fields/revocation.ts';
import { readSeconds } from './numbers.ts';
import { allValues, lastValue, type Setting } from './setting.ts';
import { readFlag, readOcspFlag } from './words.ts';

export interface OcspSettings {
  /** null: only responders that the certificate names. */
  readonly url: string | null;
  readonly aia: boolean;
  readonly nonce: boolean;
  readonly require: boolean;
  /** Seconds. */
  readonly timeout: number;
  /** Each once, in the order of the file. */
  readonly flags: readonly string[];
}

/** null: nobody is asked. What cannot be read is as if it were not there. */
export function readOcsp(settings: readonly Setting[]): OcspSettings | null {
  const flag = (name: 'OCSPaia' | 'OCSPnonce' | 'OCSPrequire', otherwise: boolean) =>
    readFlag(lastValue(settings, name) ?? '') ?? otherwise;
  const url = lastValue(settings, 'OCSP') || null;
  const aia = flag('OCSPaia', defaultOcsp.aia);
  if (url === null && !aia) return null;
  return {
    url,
    aia,
    nonce: flag('OCSPnonce', defaultOcsp.nonce),
    require: flag('OCSPrequire', defaultOcsp.require),
    timeout: readSeconds(lastValue(settings, 'TIMEOUTocsp') ?? '') ?? defaultOcsp.timeout,
    flags: [...new Set(allValues(settings, 'OCSPflag').flatMap((text) => readOcspFlag(text) ?? []))],
  };
}
