/** Whom a profile trusts, on its way to somebody else: certificates travel as text, files and carelessness do not. Pure. */
import { noChecks } from '../../../preload/fields/trust.ts';
import type { CertificateSource, Profile } from '../../../preload/types.ts';
import { certificatesIn, toPem } from '../pem.ts';

/** PEM text of the certificate files that profiles name, by path, as far as they can be read. */
export type CertificateTexts = ReadonlyMap<string, string>;

/** Longest PEM text that a profile holds. */
const MAX_PEM = 262_144;

/** Certificates become text; a file that cannot be read stays here, and without any the receiver is asked once. */
export function sendTrust(
  trust: Profile['trust'],
  note: (reason: string) => void,
  texts: CertificateTexts,
): Profile['trust'] {
  if (!('certificates' in trust)) return trust;
  const textOf = (source: CertificateSource) => (source.kind === 'pem' ? source.pem : (texts.get(source.path) ?? ''));
  let pem = '';
  for (const source of trust.certificates) {
    const found = certificatesIn(textOf(source)).map(toPem);
    if (found.length === 0) note('A certificate file of this computer cannot be read, so it is not shared.');
    for (const one of found) {
      if (pem.length + one.length <= MAX_PEM) pem += one;
      else note('There are too many certificates; not all of them are shared.');
    }
  }
  if (pem !== '') return { ...trust, certificates: [{ kind: 'pem', pem }] };
  note('No certificate is shared: the receiver is asked once whether to trust the server.');
  return { kind: 'system', checks: trust.checks };
}

/** Takes out what a stranger must not decide, before the rest is checked. */
export function receiveTrust(trust: unknown, note: (reason: string) => void): unknown {
  if (typeof trust !== 'object' || trust === null || !('kind' in trust)) return trust;
  if (trust.kind === 'none') {
    note('The sender accepts any certificate. Adit does not take that over: it asks once whether to trust the server.');
    return { kind: 'system', checks: noChecks };
  }
  if (!('certificates' in trust) || !Array.isArray(trust.certificates)) return trust;
  const travelling = (trust.certificates as unknown[]).filter(
    (source) => !(typeof source === 'object' && source !== null && 'path' in source),
  );
  if (travelling.length === trust.certificates.length) return trust;
  note('A certificate file of the sender’s computer was left out.');
  if (travelling.length > 0) return { ...trust, certificates: travelling };
  return { kind: 'system', checks: 'checks' in trust ? trust.checks : null };
}
