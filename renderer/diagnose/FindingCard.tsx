import type { Side, ToldFinding } from '../../preload/diagnosis.ts';
import { startLow } from '../../preload/words/format.ts';
import { say } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { Callout } from '../ui/Callout.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './FindingCard.module.css';

const css = classNames(styles);

const sideWords = (): Readonly<Record<Side, string>> => ({
  'this computer': t('diagnose.place.here'),
  'this network': t('diagnose.place.network'),
  'the server': t('diagnose.place.server'),
});

interface FindingCardProps {
  readonly told: ToldFinding;
  readonly level: 'error' | 'warning';
}

/** What is wrong, what that usually means, and what to do about it on which side. */
export function FindingCard({ told: { finding, words }, level }: FindingCardProps) {
  return (
    <Callout level={level}>
      <div className={css('finding')} data-testid="finding" data-kind={finding.kind}>
        <h3 className={css('title')}>{say(words.title)}</h3>
        <p>{say(words.what)}</p>
        <p>{say(words.why)}</p>
        <p className={css('next')}>
          <strong>{sideWords()[finding.side]}:</strong> {say(words.next)}
        </p>
        {words.serverLine !== null && <Copyable label={t('diagnose.configurationLine')} text={words.serverLine} />}
        {words.serverCommand !== null && <Copyable label={t('diagnose.serverCommand')} text={words.serverCommand} />}
      </div>
    </Callout>
  );
}

function Copyable({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div className={css('copyable')}>
      <span className={css('label')}>{label}</span>
      <div className={css('command')}>
        <code>{text}</code>
        <CopyButton text={text} what={startLow(label)} />
      </div>
    </div>
  );
}
