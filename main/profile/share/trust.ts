/** Whom a profile trusts, on its way to somebody else: certificates travel as text, files and carelessness do not. Pure. */
import { noChecks } from '../../../preload/fields/trust.ts';
import type { CertificateSource, Profile } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { certificatesIn, toPem } from '../pem.ts';

/** PEM text of the certificate files that profiles name, by path, as far as they can be read. */
export type CertificateTexts = ReadonlyMap<string, string>;

/** Longest PEM text that a profile holds. */
const MAX_PEM = 262_144;

/** Certificates become text; a file that cannot be read stays here, and without any the receiver is asked once. */
export function sendTrust(
  trust: Profile['trust'],
  note: (reason: Text) => void,
  texts: CertificateTexts,
): Profile['trust'] {
  if (!('certificates' in trust)) return trust;
  const textOf = (source: CertificateSource) => (source.kind === 'pem' ? source.pem : (texts.get(source.path) ?? ''));
  let pem = '';
  for (const source of trust.certificates) {
    const found = certificatesIn(textOf(source)).map(toPem);
    if (found.length === 0) note(toSay('note.share.unreadable'));
    for (const one of found) {
      if (pem.length + one.length <= MAX_PEM) pem += one;
      else note(toSay('note.share.tooMany'));
    }
  }
  if (pem !== '') return { ...trust, certificates: [{ kind: 'pem', pem }] };
  note(toSay('note.share.noCertificate'));
  return { kind: 'system', checks: trust.checks };
}

/** Takes out what a stranger must not decide, before the rest is checked. */
export function receiveTrust(trust: unknown, note: (reason: Text) => void): unknown {
  if (typeof trust !== 'object' || trust === null || !('kind' in trust)) return trust;
  if (trust.kind === 'none') {
    note(toSay('note.shared.any'));
    return { kind: 'system', checks: noChecks };
  }
  if (!('certificates' in trust) || !Array.isArray(trust.certificates)) return trust;
  const travelling = (trust.certificates as unknown[]).filter(
    (source) => !(typeof source === 'object' && source !== null && 'path' in source),
  );
  if (travelling.length === trust.certificates.length) return trust;
  note(toSay('note.shared.certificate'));
  if (travelling.length > 0) return { ...trust, certificates: travelling };
  return { kind: 'system', checks: 'checks' in trust ? trust.checks : null };
}
