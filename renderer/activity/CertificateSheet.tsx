import { BadgeCheck, Download } from 'lucide-react';
import type { CertificateSummary, Trust } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Fingerprint } from '../trust/Fingerprint.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatDate } from '../ui/format.ts';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './CertificateSheet.module.css';
import { useLook } from './use-look.ts';
import { daysLeft } from './words.ts';

const css = classNames(styles);

/** What the server showed when it was reached last, and why it is trusted. */
export function CertificateSheet({ view }: { readonly view: QuietView }) {
  const { closeSheet, saveCertificate, forgetCertificate } = useActions();
  const { profile } = view;
  const look = useLook(profile.id);
  const chain = look?.chain ?? [];
  const isPinned = profile.trust.kind === 'pinned';
  return (
    <Sheet
      title={t('activity.certificate')}
      subtitle={profile.name}
      icon={<BadgeCheck size={19} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      actions={
        <>
          {isPinned && <Button onPress={() => void forgetCertificate(profile)}>{t('activity.forget')}</Button>}
          <Button look="primary" onPress={closeSheet}>
            {t('common.close')}
          </Button>
        </>
      }
      hint={isPinned ? t('activity.forgotten') : null}
    >
      <p>{whyTrusted(profile.trust)}</p>
      {look !== null && chain.length === 0 && <Callout level="information">{t('activity.notShown')}</Callout>}
      <ol className={css('chain')}>
        {chain.map((certificate, index) => (
          <li key={certificate.sha256}>
            <One
              certificate={certificate}
              place={index}
              onSave={() => void saveCertificate(profile.id, certificate.sha256)}
            />
          </li>
        ))}
      </ol>
    </Sheet>
  );
}

function whyTrusted(trust: Trust): string {
  switch (trust.kind) {
    case 'system':
      return t('activity.trust.system');
    case 'authority':
      return t('activity.trust.authority');
    case 'pinned':
      return t('activity.trust.pinned');
    case 'none':
      return t('activity.trust.none');
  }
}

interface OneProps {
  readonly certificate: CertificateSummary;
  /** 0: the server’s own. */
  readonly place: number;
  readonly onSave: () => void;
}

function One({ certificate, place, onSave }: OneProps) {
  const { subject, issuer, selfSigned, names, validFrom, validTo, key, sha256, spkiSha256 } = certificate;
  const left = daysLeft(validTo, Date.now());
  const dates = { from: formatDate(validFrom), to: formatDate(validTo) };
  const facts: readonly (readonly [string, string])[] = [
    [t('common.names'), names.length === 0 ? t('activity.names.none') : listed(names)],
    [t('common.issuedBy'), selfSigned ? t('common.selfSigned') : issuer],
    [t('common.valid'), left === null ? t('trust.validity', dates) : t('activity.validity', { ...dates, left })],
    [t('common.key'), key],
    [t('activity.keyHash'), spkiSha256],
  ];
  return (
    <section
      className={css('one')}
      aria-label={place === 0 ? t('activity.serversOwn') : t('activity.issuer', { place })}
    >
      <header className={css('header')}>
        <h3 className={css('title')}>{subject}</h3>
        <Button size="small" icon={<Download size={14} aria-hidden />} onPress={onSave}>
          {t('activity.savePem')}
        </Button>
      </header>
      <Fingerprint sha256={sha256} label={t('common.fingerprint')} testId={`certificate-${place}`} />
      <dl className={css('facts')}>
        {facts.map(([name, value]) => (
          <div key={name} className={css('fact')}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
