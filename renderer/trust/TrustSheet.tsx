import { ShieldAlert, ShieldQuestionMark } from 'lucide-react';
import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText, FailureCallout } from '../ui/Callout.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { formatEndpoint } from '../ui/format.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { CertificateFacts } from './CertificateFacts.tsx';
import { type CertificateQuestion, certificateQuestion } from './certificate-question.ts';
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
      title={isChanged ? 'The server’s certificate has changed' : 'Is this your server?'}
      subtitle={`${view.profile.name}${server ? `, ${formatEndpoint(server)}` : ''}`}
      icon={isChanged ? <ShieldAlert size={20} aria-hidden /> : <ShieldQuestionMark size={20} aria-hidden />}
      tone={isChanged ? 'alarming' : 'calm'}
      width="wide"
      onClose={closeSheet}
      actions={
        isChanged ? (
          <>
            <Button isDisabled={isBusy || isOutdated} onPress={() => void accept()}>
              Trust the new certificate
            </Button>
            <Button look="primary" autoFocus onPress={closeSheet}>
              Not now
            </Button>
          </>
        ) : (
          <>
            <Button onPress={closeSheet}>Not now</Button>
            <Button look="primary" isDisabled={isBusy || isOutdated} onPress={() => void accept()}>
              Trust this certificate
            </Button>
          </>
        )
      }
    >
      <FailureCallout explanation={failure} />
      {isOutdated && (
        <Callout level="warning" isAlert>
          This question is out of date: the tunnel has moved on since. Close it and look at the tunnel again.
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
      <p className={css('lead')}>
        The server showed this certificate. If it is the one on your server, trust it: from then on the tunnel connects
        only to a server that has it.
      </p>
      <Fingerprint sha256={certificate.sha256} label="SHA-256 fingerprint" testId="fingerprint" />
      <HowToCompare />
      <CertificateFacts certificate={certificate} systemTrusts={systemTrusts} />
    </>
  );
}

function Changed({ question, view }: QuestionProps & { readonly view: QuietView }) {
  const { certificate, expected, systemTrusts } = question;
  const explanation = view.tunnel.explanation;
  return (
    <>
      <Callout level="error">
        {explanation ? <ExplanationText explanation={explanation} /> : <p>This is not the certificate you trusted.</p>}
      </Callout>
      <div className={css('pair')}>
        {expected.map(({ sha256 }) => (
          <Fingerprint key={sha256} sha256={sha256} label="Trusted so far" testId="fingerprint-old" />
        ))}
        <Fingerprint sha256={certificate.sha256} label="Shown now" testId="fingerprint-new" />
      </div>
      <HowToCompare />
      <Details title="The new certificate">
        <CertificateFacts certificate={certificate} systemTrusts={systemTrusts} />
      </Details>
    </>
  );
}

function HowToCompare() {
  return (
    <div className={css('compare')}>
      <p>To compare, run this on the server with the file that its configuration names in “cert”:</p>
      <div className={css('command')}>
        <code>{COMPARE_COMMAND}</code>
        <CopyButton text={COMPARE_COMMAND} what="command to compare" />
      </div>
    </div>
  );
}

/** The tunnel has moved on between the click and the sheet. */
function NothingToAsk({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet
      title="Nothing to decide"
      width="narrow"
      onClose={onClose}
      actions={<Button onPress={onClose}>Close</Button>}
    >
      <p>This tunnel no longer asks about a certificate.</p>
    </Sheet>
  );
}
