/** What the TLS library of this process can do, found out by trying. The only place that knows. */
import { constants, getCiphers } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import * as tls from 'node:tls';
import { canSetKeepAliveProbes, canSetTypeOfService } from '../base/socket-options.ts';
import type { TlsLibrary } from './settings.ts';

/** One line of the table: a setting of stunnel.conf, and whether it can be honoured here. */
export interface Capability {
  /** The option as stunnel names it, with the value that was tried where only some values matter. */
  readonly option: string;
  readonly available: boolean;
  /** Why not, or what happens instead; empty when there is nothing to say. */
  readonly note: string;
}

export interface Capabilities {
  /** `BoringSSL` or `OpenSSL 3.5.8`. */
  readonly library: string;
  readonly table: readonly Capability[];
}

const CIPHERS = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'DHE-RSA-AES128-GCM-SHA256', 'AES128-SHA256', 'CAMELLIA128-SHA'];
const SWITCHES = ['NO_TICKET', 'NO_RENEGOTIATION', 'NO_COMPRESSION', 'CIPHER_SERVER_PREFERENCE'];

/** stunnel's own default list, and what newer libraries add. */
const CURVES = ['X25519MLKEM768', 'X25519', 'P-256', 'X448', 'P-521', 'P-384'];

const curves = new Map<string, boolean>();
const cipherWords = new Map<string, boolean>();

/** Whether a group of `curves` is known. BoringSSL refuses a whole list for one that it lacks. */
export function supportsCurve(name: string): boolean {
  const known = curves.get(name) ?? creates({ ecdhCurve: name });
  curves.set(name, known);
  return known;
}

/** Whether a word of `ciphers` names suites here. BoringSSL silently ignores words of a list that it does not know. */
function supportsCipher(word: string): boolean {
  const known = cipherWords.get(word) ?? creates({ ciphers: word, maxVersion: 'TLSv1.2' });
  cipherWords.set(word, known);
  return known;
}

/** stunnel's name without OpenSSL's prefix. Many constants are there in BoringSSL, as nought. */
function switchBit(name: string): number | null {
  const bit: unknown = Reflect.get(constants, `SSL_OP_${name.toUpperCase().replaceAll('.', '_')}`);
  return typeof bit === 'number' && bit !== 0 ? bit : null;
}

/** The TLS library of this process. */
export const thisLibrary: TlsLibrary = {
  supportsCurve,
  supportsCipher,
  switchBit,
  get choosesSuites() {
    return !isBoringSsl();
  },
  get hasSecurityLevels() {
    return creates({ ciphers: 'DEFAULT@SECLEVEL=1' });
  },
};

let found: Capabilities | null = null;

/** The table of this runtime. Takes some milliseconds the first time. */
export function capabilities(): Capabilities {
  found ??= { library: isBoringSsl() ? 'BoringSSL' : `OpenSSL ${process.versions.openssl}`, table: detect() };
  return found;
}

function detect(): Capability[] {
  const boring = isBoringSsl();
  const line = (option: string, available: boolean, note: string): Capability => ({
    option,
    available,
    note: available ? '' : note,
  });
  const oldPkcs12 = boring || getCiphers().includes('rc2-40-cbc');
  const never = 'there are none in this TLS library';
  return [
    ...(['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).map((version) =>
      line(`sslVersion = ${version}`, creates({ minVersion: version, maxVersion: version }), 'not in this TLS library'),
    ),
    line('sslVersion = SSLv3', false, 'no TLS library that is in use has it'),
    ...CURVES.map((curve) => line(`curves = ${curve}`, supportsCurve(curve), 'left out of the list')),
    ...CIPHERS.map((word) => line(`ciphers = ${word}`, supportsCipher(word), 'left out of the list')),
    line('ciphersuites', thisLibrary.choosesSuites, 'the suites of TLS 1.3 and their order are fixed'),
    line('securityLevel', thisLibrary.hasSecurityLevels, 'there are no security levels'),
    ...SWITCHES.map((name) => line(`options = ${name}`, switchBit(name) !== null, 'there is no such switch')),
    line(
      'PSKsecrets',
      creates({ ciphers: 'PSK-AES128-CBC-SHA', maxVersion: 'TLSv1.2' }),
      'no suites with pre-shared keys',
    ),
    line('PSKsecrets in TLS 1.3', false, 'such connections use TLS 1.2'),
    line('CRLfile', true, ''),
    line('cert = PKCS#12 with RC2-40', oldPkcs12, 'export the file again with newer algorithms'),
    line('renegotiation', !boring, 'it cannot be started'),
    line('engine, engineId, engineNum', false, never),
    line('provider', false, never),
    line('fips', false, 'not in this build of the TLS library'),
    line('compression', false, 'TLS compression is not safe and not built in'),
    line('socket = r:TCP_KEEPINTVL, r:TCP_KEEPCNT', canSetKeepAliveProbes, 'needs a newer Node.js'),
    line('socket = r:IP_TOS', canSetTypeOfService, 'needs a newer Node.js'),
    line('system roots', 'getCACertificates' in tls, "Mozilla's list, and on Linux the system's bundle"),
  ];
}

/** Older Electrons do not tell, but have no OpenSSL version. */
function isBoringSsl(): boolean {
  return Reflect.get(process.features, 'openssl_is_boringssl') === true || process.versions.openssl === '0.0.0';
}

function creates(options: SecureContextOptions): boolean {
  try {
    tls.createSecureContext(options);
    return true;
  } catch {
    return false;
  }
}
