import { ShieldAlert, ShieldQuestionMark } from 'lucide-react';
import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText, FailureCallout } from '../ui/Callout.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatEndpoint } from '../ui/format.ts';
import { NameAndPlace } from '../ui/Place.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { useSeen } from '../ui/use-seen.ts';
import { CertificateComparison } from './CertificateComparison.tsx';
import { CertificateFacts } from './CertificateFacts.tsx';
import { type CertificateQuestion, certificateQuestion } from './certificate-question.ts';
import { nearest } from './compare-certificates.ts';
import { Fingerprint } from './Fingerprint.tsx';
import styles from './TrustSheet.module.css';

const css = classNames(styles);

const COMPARE_COMMAND = 'openssl x509 -noout -fingerprint -sha256 -in <cert>';

/** Shows the server's certificate and asks once. What is trusted is what was shown, whatever arrives meanwhile. */
export function TrustSheet({ view }: { readonly view: QuietView }) {
  const { trust, closeSheet } = useActions();
  const current = certificateQuestion(view.tunnel);
  const [shown] = useState(current);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [end, isRead] = useSeen();

  if (shown === null) return <NothingToAsk onClose={closeSheet} />;
  const { certificate } = shown;
  const isOutdated = !isBusy && current?.certificate.sha256 !== certificate.sha256;
  const isChanged = shown.kind === 'changed';
  const accept = async () => {
    setIsBusy(true);
    setFailure(await trust(view.profile.id, certificate.sha256));
    setIsBusy(false);
  };
  const server = view.profile.connect[0];

  return (
    <Sheet
      title={isChanged ? t('trust.changed') : t('trust.new')}
      subtitle={<NameAndPlace name={view.profile.name} place={server ? formatEndpoint(server) : null} />}
      icon={isChanged ? <ShieldAlert size={20} aria-hidden /> : <ShieldQuestionMark size={20} aria-hidden />}
      tone={isChanged ? 'alarming' : 'calm'}
      width="wide"
      end={end}
      onClose={closeSheet}
      actions={
        isChanged ? (
          <>
            {isRead ? (
              <Button isDisabled={isBusy || isOutdated} onPress={() => void accept()}>
                {t('trust.acceptNew')}
              </Button>
            ) : (
              <Button onPress={() => end.current?.scrollIntoView({ block: 'end' })}>{t('trust.rest')}</Button>
            )}
            <Button look="primary" autoFocus onPress={closeSheet}>
              {t('common.notNow')}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={closeSheet}>{t('common.notNow')}</Button>
            {isRead ? (
              <Button look="primary" isDisabled={isBusy || isOutdated} onPress={() => void accept()}>
                {t('trust.accept')}
              </Button>
            ) : (
              <Button look="primary" onPress={() => end.current?.scrollIntoView({ block: 'end' })}>
                {t('trust.rest')}
              </Button>
            )}
          </>
        )
      }
    >
      <FailureCallout explanation={failure} />
      {isOutdated && (
        <Callout level="warning" isAlert>
          {t('trust.outdated')}
        </Callout>
      )}
      {isChanged ? <Changed question={shown} view={view} /> : <New question={shown} />}
    </Sheet>
  );
}

interface QuestionProps {
  readonly question: CertificateQuestion;
}

function New({ question }: QuestionProps) {
  const { certificate, systemTrusts } = question;
  return (
    <>
      <p className={css('lead')}>{t('trust.lead')}</p>
      <Fingerprint sha256={certificate.sha256} label={t('common.fingerprint')} testId="fingerprint" />
      <HowToCompare />
      <CertificateFacts certificate={certificate} systemTrusts={systemTrusts} />
    </>
  );
}

function Changed({ question, view }: QuestionProps & { readonly view: QuietView }) {
  const { certificate, expected, systemTrusts } = question;
  const explanation = view.tunnel.explanation;
  const before = nearest(expected, certificate);
  return (
    <>
      <Callout level="error">
        {explanation ? <ExplanationText explanation={explanation} /> : <p>{t('trust.notTrusted')}</p>}
      </Callout>
      <div className={css('pair')}>
        {expected.map(({ sha256 }) => (
          <Fingerprint key={sha256} sha256={sha256} label={t('trust.before')} testId="fingerprint-old" />
        ))}
        <Fingerprint sha256={certificate.sha256} label={t('trust.now')} testId="fingerprint-new" />
      </div>
      <HowToCompare />
      {before === undefined ? (
        <CertificateFacts certificate={certificate} systemTrusts={systemTrusts} />
      ) : (
        <CertificateComparison before={before} now={certificate} systemTrusts={systemTrusts} />
      )}
    </>
  );
}

function HowToCompare() {
  return (
    <div className={css('compare')}>
      <p>{t('trust.compare')}</p>
      <div className={css('command')}>
        <code>{COMPARE_COMMAND}</code>
        <CopyButton text={COMPARE_COMMAND} what={t('trust.compare.copy')} />
      </div>
    </div>
  );
}

/** The tunnel has moved on between the click and the sheet. */
function NothingToAsk({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet
      title={t('trust.nothing')}
      width="narrow"
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('common.close')}</Button>}
    >
      <p>{t('trust.nothing.text')}</p>
    </Sheet>
  );
}
