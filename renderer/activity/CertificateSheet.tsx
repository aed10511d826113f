import { BadgeCheck, Download } from 'lucide-react';
import type { CertificateSummary, Trust } from '../../preload/types.ts';
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
      title="The server’s certificate"
      subtitle={profile.name}
      icon={<BadgeCheck size={19} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      actions={
        <>
          {isPinned && <Button onPress={() => void forgetCertificate(profile)}>Forget it</Button>}
          <Button look="primary" onPress={closeSheet}>
            Close
          </Button>
        </>
      }
      hint={isPinned ? 'Forgotten, the next connection asks again.' : null}
    >
      <p>{whyTrusted(profile.trust)}</p>
      {look !== null && chain.length === 0 && (
        <Callout level="information">
          The server has shown no certificate since the tunnel was switched on. It is shown here once it was reached.
        </Callout>
      )}
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
      return 'The authorities of this system decide whether it is trusted.';
    case 'authority':
      return 'It is trusted when an authority of your own has signed it.';
    case 'pinned':
      return 'It is pinned: only a server that has exactly this certificate is accepted.';
    case 'none':
      return 'It is not verified: whoever answers is accepted.';
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
  const facts: readonly (readonly [string, string])[] = [
    ['Names', names.length === 0 ? 'None' : names.join(', ')],
    ['Issued by', selfSigned ? 'Itself (self-signed)' : issuer],
    ['Valid', `${formatDate(validFrom)} to ${formatDate(validTo)}${left === null ? '' : `, ${left}`}`],
    ['Key', key],
    ['Hash of the key', spkiSha256],
  ];
  return (
    <section className={css('one')} aria-label={place === 0 ? 'The server’s own' : `Its issuer ${place}`}>
      <header className={css('header')}>
        <h3 className={css('title')}>{subject}</h3>
        <Button size="small" icon={<Download size={14} aria-hidden />} onPress={onSave}>
          Save as PEM…
        </Button>
      </header>
      <Fingerprint sha256={sha256} label="SHA-256 fingerprint" testId={`certificate-${place}`} />
      <dl className={css('facts')}>
        {facts.map(([name, value]) => (
          <div key={name} className={css('fact')}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
