/** What a blocked tunnel asks about its server's certificate. Pure. */
import type { CertificateSummary, TunnelView } from '../../preload/types.ts';

export interface CertificateQuestion {
  readonly kind: 'new' | 'changed';
  readonly certificate: CertificateSummary;
  /** What was trusted so far; empty for a new one. */
  readonly expected: readonly CertificateSummary[];
  readonly systemTrusts: boolean;
}

/** null when the tunnel asks nothing about a certificate. */
export function certificateQuestion({ status }: Pick<TunnelView, 'status'>): CertificateQuestion | null {
  if (status.kind !== 'blocked') return null;
  const { error, remedy } = status;
  const systemTrusts = 'systemTrusts' in error && error.systemTrusts;
  switch (remedy.kind) {
    case 'trust-certificate':
      return { kind: 'new', certificate: remedy.certificate, expected: [], systemTrusts };
    case 'replace-certificate':
      return { kind: 'changed', certificate: remedy.certificate, expected: remedy.expected, systemTrusts };
    default:
      return null;
  }
}
