import { memo } from 'react';
import type { LaunchView } from '../../preload/app-state.ts';
import { startLow } from '../../preload/words/format.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { useLanguage } from '../ui/use-language.ts';
import styles from './LaunchCard.module.css';

const css = classNames(styles);

/** What else there is to copy, and what a person should know. */
export const LaunchLines = memo(function LaunchLines({ lines, notes }: Pick<LaunchView, 'lines' | 'notes'>) {
  useLanguage();
  return (
    <>
      {notes.map(sayClause).map((note) => (
        <p key={note} className={css('note')}>
          {note}
        </p>
      ))}
      {lines.length > 0 && (
        <Details level={2} title={t('profile.moreToCopy')} count={lines.length}>
          <ul className={css('lines')}>
            {lines
              .map(({ label, text }) => ({ label: sayClause(label), text }))
              .map(({ label, text }) => (
                <li key={label} className={css('line')}>
                  <span className={css('lineLabel')}>{label}</span>
                  <code className={css('lineText')}>{text}</code>
                  <CopyButton text={text} what={startLow(label)} />
                </li>
              ))}
          </ul>
        </Details>
      )}
    </>
  );
});
