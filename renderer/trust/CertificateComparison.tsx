import type { CertificateSummary } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { Callout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatDate } from '../ui/format.ts';
import styles from './CertificateComparison.module.css';
import { type ComparedFact, compareCertificates } from './compare-certificates.ts';

const css = classNames(styles);

const labels = {
  subject: 'trust.issuedTo',
  names: 'common.names',
  issuer: 'common.issuedBy',
  from: 'trust.from',
  until: 'trust.until',
  key: 'common.key',
  keyHash: 'activity.keyHash',
} as const satisfies Readonly<Record<ComparedFact['fact'], string>>;

interface CertificateComparisonProps {
  readonly before: CertificateSummary;
  readonly now: CertificateSummary;
  /** Of the one that is shown now. */
  readonly systemTrusts: boolean;
}

/** The certificate that was trusted beside the one that is shown now, and what differs. */
export function CertificateComparison({ before, now, systemTrusts }: CertificateComparisonProps) {
  const facts = compareCertificates(before, now, {
    selfSigned: t('common.selfSigned'),
    noNames: t('trust.names.none'),
    listed,
    date: formatDate,
  });
  const isSameKey = before.spkiSha256 === now.spkiSha256;
  return (
    <>
      <Callout level={isSameKey ? 'information' : 'warning'}>
        {isSameKey ? t('trust.sameKey') : t('trust.otherKey')}
      </Callout>
      <section className={css('facts')} aria-label={t('trust.beforeAndNow')}>
        <div className={css('fact', 'head')} aria-hidden>
          <span className={css('name')} />
          <span>{t('trust.before')}</span>
          <span>{t('trust.now')}</span>
        </div>
        <dl className={css('list')}>
          {facts.map((fact) => (
            <Fact key={fact.fact} {...fact} />
          ))}
          <div className={css('fact')}>
            <dt className={css('name')}>{t('trust.thisSystem')}</dt>
            <dd className={css('wide')}>{systemTrusts ? t('trust.systemTrusts') : t('trust.systemDoesNot')}</dd>
          </div>
        </dl>
      </section>
    </>
  );
}

function Fact({ fact, before, now, isSame }: ComparedFact) {
  return (
    <div className={css('fact', isSame ? 'same' : 'changed')}>
      <dt className={css('name')}>
        {t(labels[fact])}
        {!isSame && <span className={css('mark')}>{t('trust.fact.changed')}</span>}
      </dt>
      <dd>
        <span className={css('whose')}>{t('trust.before')}: </span>
        <bdi>{before}</bdi>
      </dd>
      <dd className={css('now')}>
        <span className={css('whose')}>{t('trust.now')}: </span>
        <bdi>{isSame ? t('trust.fact.same') : now}</bdi>
      </dd>
    </div>
  );
}
