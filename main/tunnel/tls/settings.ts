/** The TLS settings of a profile as far as a TLS library knows them, and what has to be left out. */

import type { SecureContextOptions } from 'node:tls';
import type { TlsOptions } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { TunnelFault } from '../base/errors.ts';

/** What has to be known of a TLS library. */
export interface TlsLibrary {
  supportsCurve(name: string): boolean;
  /** One word of a cipher list: a suite or a group of suites. */
  supportsCipher(word: string): boolean;
  /** Whether the suites of TLS 1.3 can be chosen. */
  readonly choosesSuites: boolean;
  readonly hasSecurityLevels: boolean;
  /** The bit of stunnel's `options = NAME`; null: there is no such switch, or it does nothing. */
  switchBit(name: string): number | null;
}

export interface Settings {
  readonly context: Pick<SecureContextOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'ecdhCurve' | 'secureOptions'>;
  /** Sentences, for what has no effect although the rest has. */
  readonly dropped: readonly string[];
}

/** The library's own order. Without them in a list of ciphers Node switches TLS 1.3 off, which stunnel's does not mean. */
const TLS13_SUITES = 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256';
const LEVEL = /@SECLEVEL=(\d)/i;

/** Throws a TunnelFault `unsupported-option` when nothing of a setting can be used. */
export function settingsFor(tls: TlsOptions, library: TlsLibrary): Settings {
  const dropped: string[] = [];
  const ciphers = cipherList(tls, library, dropped);
  const curves = tls.curves === null ? null : curveList(tls.curves, library, dropped);
  const secureOptions = switches(tls.options ?? [], library, dropped);
  return {
    context: {
      ...(tls.minVersion === null ? {} : { minVersion: tls.minVersion }),
      ...(tls.maxVersion === null ? {} : { maxVersion: tls.maxVersion }),
      ...(ciphers === null ? {} : { ciphers }),
      ...(curves === null ? {} : { ecdhCurve: curves }),
      ...(secureOptions === 0 ? {} : { secureOptions }),
    },
    dropped,
  };
}

function cipherList(
  { ciphers, ciphersuites, securityLevel }: TlsOptions,
  library: TlsLibrary,
  dropped: string[],
): string | null {
  if (ciphersuites !== undefined && !library.choosesSuites) {
    dropped.push(`The TLS library has fixed suites for TLS 1.3; ciphersuites = ${ciphersuites} has no effect.`);
  }
  const level = securityLevel ?? numberOf(LEVEL.exec(ciphers ?? '')?.[1]);
  if (level !== null && !library.hasSecurityLevels) {
    dropped.push(`The TLS library has no security levels; level ${level} has no effect.`);
  }
  const suites = ciphersuites !== undefined && library.choosesSuites ? ciphersuites : TLS13_SUITES;
  const list = ciphers === null ? 'DEFAULT' : usableCiphers(ciphers, library, dropped);
  const end = level !== null && library.hasSecurityLevels ? `@SECLEVEL=${level}` : '';
  return suites === TLS13_SUITES && list === 'DEFAULT' && end === '' ? null : `${suites}:${list}${end}`;
}

const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** Words with an operator in front take suites away or order them; what a library does not know, they do not change. */
function usableCiphers(ciphers: string, library: TlsLibrary, dropped: string[]): string {
  const words = ciphers
    .replace(LEVEL, '')
    .split(/[:, ]+/)
    .filter((word) => word !== '');
  const isOrder = (word: string) => /^[!+@-]/.test(word);
  const unknown = words.filter((word) => !isOrder(word) && !library.supportsCipher(word));
  const usable = words.filter((word) => !unknown.includes(word));
  if (usable.every(isOrder)) {
    throw unsupported('ciphers', ciphers, toSay('clause.tls.noCiphers'));
  }
  if (unknown.length > 0) {
    dropped.push(`The TLS library does not know ${unknown.join(', ')}; the rest of ciphers = ${ciphers} is used.`);
  }
  return usable.join(':');
}

function curveList(curves: string, library: TlsLibrary, dropped: string[]): string {
  const names = curves
    .split(':')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => !library.supportsCurve(name));
  const usable = names.filter((name) => !unknown.includes(name));
  if (usable.length === 0) throw unsupported('curves', curves, toSay('clause.tls.noGroups'));
  if (unknown.length > 0) {
    dropped.push(`The TLS library does not know ${unknown.join(', ')}; the rest of curves = ${curves} is used.`);
  }
  return usable.join(':');
}

/** stunnel's `options`, in the order of the file; a hyphen clears what an earlier line has set. */
function switches(options: readonly string[], library: TlsLibrary, dropped: string[]): number {
  let bits = 0;
  for (const option of options) {
    const name = option.replace(/^-/, '');
    const bit = library.switchBit(name);
    if (bit === null) {
      dropped.push(`The TLS library has no switch ${name}; options = ${option} has no effect.`);
    } else {
      // A number is 32 bits with a sign to these operators; Node takes it without.
      bits = (option.startsWith('-') ? bits & ~bit : bits | bit) >>> 0;
    }
  }
  return bits;
}

const unsupported = (option: string, value: string, reason: Text) =>
  new TunnelFault({ kind: 'unsupported-option', option, value, reason });
