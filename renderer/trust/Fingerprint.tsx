import { Fragment } from 'react';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './Fingerprint.module.css';
import { fingerprintGroups } from './fingerprint-groups.ts';

const css = classNames(styles);

interface FingerprintProps {
  /** `AB:CD:…` as main sent it. */
  readonly sha256: string;
  readonly label: string;
  readonly testId: string;
}

/** Breaks only after every eighth byte; selecting and copying them gives the fingerprint exactly, colons and all. */
export function Fingerprint({ sha256, label, testId }: FingerprintProps) {
  return (
    <div className={css('fingerprint')}>
      <div className={css('head')}>
        <span className={css('label')}>{label}</span>
        <CopyButton text={sha256} what={label} />
      </div>
      <code className={css('value')} data-testid={testId}>
        {fingerprintGroups(sha256).map(({ at, text }) => (
          <Fragment key={at}>
            <span className={css('group')}>{text}</span>
            <wbr />
          </Fragment>
        ))}
      </code>
    </div>
  );
}
