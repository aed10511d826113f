/** Which lines of a section the settings of its profile come from. */
import type { FieldName } from '../../../preload/fields/profile.ts';
import { placeWords } from '../../conf/document.ts';
import type { ConfService } from '../../conf/services.ts';
import { withCommands } from './config-commands.ts';

/** `all`: each line adds something; otherwise the last one counts. */
interface Source {
  readonly options: readonly string[];
  readonly all?: true;
}

const bounds = ['sslVersion', 'options'];

const sources: Readonly<Partial<Record<FieldName, Source>>> = {
  failover: { options: ['failover'] },
  sni: { options: ['sni'] },
  minVersion: { options: [...bounds, 'sslVersionMin'] },
  maxVersion: { options: [...bounds, 'sslVersionMax'] },
  ciphers: { options: ['ciphers'] },
  curves: { options: ['curves'] },
  ciphersuites: { options: ['ciphersuites'] },
  securityLevel: { options: ['securityLevel'] },
  options: { options: ['options'], all: true },
  sessions: { options: ['sessionResume', 'sessionCacheSize', 'sessionCacheTimeout'], all: true },
  timeouts: { options: ['TIMEOUTconnect', 'TIMEOUTbusy', 'TIMEOUTidle', 'TIMEOUTclose'], all: true },
  psk: { options: ['PSKsecrets', 'PSKidentity'], all: true },
  negotiation: { options: ['protocol'] },
  revocation: { options: ['CRLfile', 'CRLpath', 'OCSP', 'OCSPaia'], all: true },
  local: { options: ['local'] },
};

const checks: Source = { options: ['checkHost', 'checkEmail', 'checkIP'], all: true };

/** Switches of `options` that leave out a version. */
const isVersionSwitch = (value: string) => /^-?no_tlsv1(?:[._][0123])?$/i.test(value);

/** Why settings have the values they have, as `line 7`; `checks` are the names that the certificate has to be for. */
export function settingReasons(section: ConfService): Partial<Record<FieldName | 'checks', string>> {
  const { options } = withCommands(section);
  const reasons: Partial<Record<FieldName | 'checks', string>> = {};
  for (const [field, { options: names, all }] of Object.entries({ ...sources, checks })) {
    const isBound = field === 'minVersion' || field === 'maxVersion';
    const lines = options.filter(
      ({ canonical, meant }) =>
        canonical !== null &&
        names.includes(canonical) &&
        (canonical !== 'options' || isVersionSwitch(meant) === isBound),
    );
    const places = new Set((all || isBound ? lines : lines.slice(-1)).map(placeWords));
    if (places.size > 0) reasons[field as FieldName] = [...places].join(', ');
  }
  return reasons;
}
