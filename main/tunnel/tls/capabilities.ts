/** What the TLS library of this process can do, found out by trying. The only place that knows. */
import { getCiphers } from 'node:crypto';
import type { SecureContextOptions } from 'node:tls';
import * as tls from 'node:tls';

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

/** stunnel's own default list, and what newer libraries add. */
const CURVES = ['X25519MLKEM768', 'X25519', 'P-256', 'X448', 'P-521', 'P-384'];

const curves = new Map<string, boolean>();

/** Whether a group of `curves` is known. BoringSSL refuses a whole list for one that it lacks. */
export function supportsCurve(name: string): boolean {
  const known = curves.get(name) ?? creates({ ecdhCurve: name });
  curves.set(name, known);
  return known;
}

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
    line('ciphers with DHE', creates({ ciphers: 'DHE-RSA-AES128-GCM-SHA256' }), 'left out of the list'),
    line('ciphersuites', !boring, 'the suites of TLS 1.3 and their order are fixed'),
    line('securityLevel', creates({ ciphers: 'DEFAULT@SECLEVEL=1' }), 'there are no security levels'),
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
