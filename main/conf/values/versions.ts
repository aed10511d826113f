/** TLS versions as `sslVersion…` and `options` name them. */

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
type Version = (typeof versions)[number];

const versionNamed = (text: string): Version | null =>
  versions.find((version) => version.toLowerCase() === text) ?? null;

/** Of sslVersion, sslVersionMin and sslVersionMax. `SSLv3` is in no TLS library any more. */
export function readVersion(text: string): Version | 'all' | 'SSLv3' | null {
  const word = text.toLowerCase();
  return word === 'all' ? 'all' : word === 'sslv3' ? 'SSLv3' : versionNamed(word);
}

export interface VersionSwitch {
  readonly version: Version;
  /** `false`: the switch is cleared again. */
  readonly isOff: boolean;
}

/** `NO_TLSv1_2` and the like of `options`; people write a full stop as well. null: another switch. */
export function readVersionSwitch(text: string): VersionSwitch | null {
  const [, minus, name = ''] = /^(-?)no_(tlsv1(?:[._][0-3])?)$/.exec(text.toLowerCase()) ?? [];
  const version = versionNamed(name.replace('_', '.').replace('tlsv1.0', 'tlsv1'));
  return version === null ? null : { version, isOff: minus !== '-' };
}

/** `NO_SSLv2`, `NO_SSLv3` and their opposites: what is so anyway, or never done. */
export const isSslSwitch = (text: string): boolean => /^-?no_sslv[23]$/i.test(text);
