import { BadgeCheck, CircleQuestionMark, Pin, ShieldCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CertificateSource, Trust } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { rich } from '../ui/rich.tsx';
import { fingerprintOf } from './fingerprint.ts';
import styles from './TrustLine.module.css';

const css = classNames(styles);

interface TrustLineProps {
  readonly trust: Trust;
  /** The server has been reached and accepted, so that the line may say so. */
  readonly isProven?: boolean;
}

export function TrustLine({ trust, isProven = false }: TrustLineProps) {
  switch (trust.kind) {
    case 'system':
      return (
        <p className={css('line', !isProven && 'unproven')}>
          {isProven ? <BadgeCheck size={15} aria-hidden /> : <CircleQuestionMark size={15} aria-hidden />}
          {isProven
            ? t('profile.trust.systemProven')
            : trust.strict
              ? t('profile.trust.strict')
              : t('profile.trust.system')}
        </p>
      );
    case 'authority':
      return (
        <p className={css('line')}>
          <ShieldCheck size={15} aria-hidden />
          {authorityWords(trust)}
        </p>
      );
    case 'pinned':
      return trust.certificates.map((source) => <Pinned key={keyOf(source)} source={source} />);
    case 'none':
      return (
        <p className={css('line', 'warning')}>
          <TriangleAlert size={15} aria-hidden />
          {t('common.noVerification')}
        </p>
      );
  }
}

function authorityWords({ certificates, peer }: Extract<Trust, { readonly kind: 'authority' }>): string {
  if (peer) return t('profile.trust.peers');
  return certificates.length === 1 ? t('profile.trust.authority') : t('profile.trust.authorities');
}

const keyOf = (source: CertificateSource): string => (source.kind === 'pem' ? source.pem : source.path);

function Pinned({ source }: { readonly source: CertificateSource }) {
  const fingerprint = useFingerprint(source);
  if (source.kind !== 'pem') {
    return (
      <p className={css('line')}>
        <Pin size={15} aria-hidden />
        <span className={css('value')} title={source.path}>
          {t(source.kind === 'file' ? 'profile.trust.pinnedIn' : 'profile.trust.pinnedFolder', { path: source.path })}
        </span>
      </p>
    );
  }
  return (
    <p className={css('line')}>
      <Pin size={15} aria-hidden />
      <span className={css('value')} title={fingerprint ?? ''}>
        {fingerprint === null
          ? t('profile.trust.pinned')
          : rich('profile.trust.pinned.which', { fingerprint: <code>{fingerprint}</code> })}
      </span>
      {fingerprint && <CopyButton text={fingerprint} what={t('profile.trust.fingerprint.copy')} />}
    </p>
  );
}

function useFingerprint(source: CertificateSource): string | null {
  const [fingerprint, setFingerprint] = useState<string | null>(null);
  const pem = source.kind === 'pem' ? source.pem : null;
  useEffect(() => {
    let isCurrent = true;
    setFingerprint(null);
    if (pem !== null) {
      void fingerprintOf(pem).then((found) => {
        if (isCurrent) setFingerprint(found);
      });
    }
    return () => {
      isCurrent = false;
    };
  }, [pem]);
  return fingerprint;
}
