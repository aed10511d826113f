import { Pin, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ImportService } from '../../preload/import-preview.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { Fingerprint } from '../trust/Fingerprint.tsx';
import { classNames } from '../ui/class-names.ts';
import { type Choice, RadioChoice } from '../ui/Field.tsx';
import styles from './TrustPart.module.css';

const css = classNames(styles);

interface TrustPartProps {
  readonly service: ImportService;
  /** Path of the certificates that were chosen for those that could not be found; empty: none. */
  readonly chosenFile: string;
  readonly unverified: boolean;
  readonly onUnverified: (unverified: boolean) => void;
}

/** How the server will be trusted: the pin that was found, and whether to go on without any verification. */
export function TrustPart({ service, chosenFile, unverified, onUnverified }: TrustPartProps) {
  const { trust, reasons, pinned = [] } = service;
  const inFile =
    reasons.trust === undefined ? sayClause(trust) : `${withStop(sayClause(trust))} ${sentenceWords(reasons.trust)}`;
  const sentence = chosenFile === '' ? inFile : t('import.trust.chosen', { file: chosenFile });
  return (
    <div className={css('part')}>
      {service.unverified === true && (
        <RadioChoice
          label={t('import.anyCertificate')}
          look="rows"
          value={unverified ? 'any' : 'verify'}
          onChange={(choice) => onUnverified(choice === 'any')}
          choices={choices()}
        />
      )}
      {unverified ? (
        <p className={css('line', 'warning')}>
          <TriangleAlert size={15} aria-hidden />
          <span>{t('import.anyCertificate.warning')}</span>
        </p>
      ) : (
        <p className={css('line')}>
          {pinned.length > 0 ? <Pin size={15} aria-hidden /> : <ShieldCheck size={15} aria-hidden />}
          <span>{sentence}</span>
        </p>
      )}
      {!unverified && <FoundCertificates pinned={pinned} />}
    </div>
  );
}

/** Certificates that lay beside the file, and become the pin. */
export function FoundCertificates({ pinned }: { readonly pinned: readonly string[] }) {
  return pinned.map((sha256) => (
    <Fingerprint key={sha256} sha256={sha256} label={t('import.found')} testId="fingerprint-found" />
  ));
}

const choices = (): readonly Choice<'verify' | 'any'>[] => [
  {
    value: 'verify',
    label: t('import.verify'),
    description: t('import.verify.help'),
  },
  { value: 'any', label: t('import.acceptAny'), description: t('import.acceptAny.help') },
];

const withStop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
