/** What is wrong with the certificate that was shown, and whose it is. Pure. */

import type { TunnelError } from '../../../preload/types.ts';
import { sayClause } from '../../../preload/words/say.ts';
import type { Evidence } from '../evidence.ts';
import { inspectionIn } from './inspection.ts';
import type { Judge, Seen } from './seen.ts';
import { aheadOf, portalOfWitnesses } from './witnesses.ts';

type CertificateError = Extract<TunnelError, { readonly kind: `cert-${string}` | 'revocation-unknown' }>;

const isAboutCertificate = (error: TunnelError): error is CertificateError =>
  error.kind.startsWith('cert-') || error.kind === 'revocation-unknown';

/** Whatever is less is a difference that certificates do not notice. */
const NOTABLE_SECONDS = 3600;

export const judgeCertificate: Judge = (evidence) => {
  const error = evidence.look?.error ?? null;
  if (error === null || !isAboutCertificate(error)) return null;
  const { host } = evidence.subject.server;
  const portal = portalOfWitnesses(evidence);
  if (portal !== null) {
    const shown = evidence.look?.chain[0]?.subject ?? 'unknown';
    const certificate = `The certificate that was shown is for ${shown}.`;
    return { kind: 'captive-portal', host, page: portal.page, evidence: [certificate, ...portal.evidence] };
  }
  const inspection = inspectionIn(evidence);
  if (inspection !== null) return { kind: 'inspection', host, ...inspection };
  return faultOf(error, host, evidence);
};

function faultOf(error: CertificateError, host: string, evidence: Evidence): Seen {
  switch (error.kind) {
    case 'cert-expired':
      return dated(error, host, evidence);
    case 'cert-changed': {
      const { certificate, expected, systemTrusts } = error;
      const shown = [
        ...expected.map(({ sha256 }) => `Trusted: ${sha256}`),
        `Shown: ${certificate.sha256}, issued by ${certificate.selfSigned ? 'itself' : certificate.issuer}.`,
      ];
      if (expected.some(({ spkiSha256 }) => spkiSha256 === certificate.spkiSha256)) {
        return { kind: 'certificate-renewed', host, proof: 'same-key', evidence: [...shown, 'Its key is the same.'] };
      }
      const vouched = [...shown, `This computer’s authorities vouch for it and for ${host}.`];
      return systemTrusts
        ? { kind: 'certificate-renewed', host, proof: 'system-trusts', evidence: vouched }
        : { kind: 'certificate-changed', host, evidence: shown };
    }
    case 'cert-untrusted': {
      const { certificate } = error;
      const issuer = certificate.selfSigned ? null : certificate.issuer;
      const by = issuer === null ? 'It is self-signed.' : `Its issuer is ${issuer}.`;
      const strict = error.strict ? ({ strict: true } as const) : {};
      return { kind: 'certificate-unknown', host, issuer, ...strict, evidence: [`${certificate.subject}. ${by}`] };
    }
    case 'cert-name': {
      const { certificate, expected } = error;
      const names = certificate.names.length > 0 ? certificate.names : [certificate.subject];
      const shown = [`It is for ${names.join(', ')}, and not for ${expected.join(', ') || host}.`];
      const strict = error.strict ? ({ strict: true } as const) : {};
      return { kind: 'certificate-name', host, names, ...strict, evidence: shown };
    }
    case 'cert-key-usage':
      return { kind: 'certificate-usage', host, evidence: ['Its keyUsage lacks digitalSignature.'] };
    case 'cert-revoked':
      return { kind: 'certificate-revoked', host, evidence: ['Its issuer says that it is revoked.'] };
    case 'revocation-unknown':
      return { kind: 'revocation-unknown', host, detail: error.detail, evidence: [`${sayClause(error.detail)}.`] };
  }
}

/** A date in the future or the past is a clock's fault when another clock says so and the dates are right by it. */
function dated(error: CertificateError & { readonly kind: 'cert-expired' }, host: string, evidence: Evidence): Seen {
  const { validFrom, validTo } = error.certificate;
  const dates = `It is valid from ${validFrom.slice(0, 16)} to ${validTo.slice(0, 16)} (UTC).`;
  const here = `The clock of this computer says ${new Date(evidence.now).toISOString().slice(0, 16)} (UTC).`;
  const ahead = aheadOf(evidence.witnesses, evidence.now);
  if (ahead !== null && Math.abs(ahead) > NOTABLE_SECONDS) {
    const right = evidence.now - ahead * 1000;
    if (Date.parse(validFrom) <= right && right <= Date.parse(validTo)) {
      const there = `Web servers say ${new Date(right).toISOString().slice(0, 16)} (UTC).`;
      return { kind: 'clock-wrong', host, aheadSeconds: Math.round(ahead), evidence: [dates, here, there] };
    }
  }
  return error.when === 'expired'
    ? { kind: 'certificate-expired', host, since: validTo, evidence: [dates, here] }
    : { kind: 'certificate-early', host, from: validFrom, evidence: [dates, here] };
}

export const judgeClientCertificate: Judge = ({ look, subject }) => {
  if (look?.error?.kind !== 'client-cert-required') return null;
  const shown = subject.showsCertificate ? 'The one of this profile was not accepted.' : 'This profile has none.';
  return {
    kind: 'client-certificate',
    host: subject.server.host,
    given: subject.showsCertificate,
    evidence: ['The server ended the handshake with an alert about this client’s certificate.', shown],
  };
};
