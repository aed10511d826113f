import type { ReactNode } from 'react';
import type { CertificateSummary } from '../../preload/types.ts';
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
      <Fact name="Issued to">{subject}</Fact>
      <Fact name="Names">{names.length === 0 ? 'None' : names.join(', ')}</Fact>
      <Fact name="Issued by">{selfSigned ? 'Itself (self-signed)' : issuer}</Fact>
      <Fact name="Valid">
        {formatDate(validFrom)} to {formatDate(validTo)}
      </Fact>
      <Fact name="Key">{key}</Fact>
      <Fact name="This system">{systemTrusts ? 'Trusts it already' : 'Does not know it'}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css('fact')}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
