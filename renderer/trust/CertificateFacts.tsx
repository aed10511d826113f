import type { ReactNode } from 'react';
import type { CertificateSummary } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from '../ui/class-names.ts';
import { formatDate } from '../ui/format.ts';
import styles from './CertificateFacts.module.css';

const css = classNames(styles);

interface CertificateFactsProps {
  readonly certificate: CertificateSummary;
  readonly systemTrusts: boolean;
}

export function CertificateFacts({ certificate, systemTrusts }: CertificateFactsProps) {
  const { subject, names, issuer, selfSigned, validFrom, validTo, key } = certificate;
  return (
    <dl className={css('facts')}>
      <Fact name={t('trust.issuedTo')}>{subject}</Fact>
      <Fact name={t('common.names')}>{names.length === 0 ? t('trust.names.none') : listed(names)}</Fact>
      <Fact name={t('common.issuedBy')}>{selfSigned ? t('common.selfSigned') : issuer}</Fact>
      <Fact name={t('common.valid')}>
        {t('trust.validity', { from: formatDate(validFrom), to: formatDate(validTo) })}
      </Fact>
      <Fact name={t('common.key')}>{key}</Fact>
      <Fact name={t('trust.thisSystem')}>{systemTrusts ? t('trust.systemTrusts') : t('trust.systemDoesNot')}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css('fact')}>
      <dt className={css('name')}>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}
