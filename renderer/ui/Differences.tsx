import { ArrowRight } from 'lucide-react';
import { fields } from '../../preload/fields/profile.ts';
import type { Difference } from '../../preload/import-preview.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from './class-names.ts';
import styles from './Differences.module.css';

const css = classNames(styles);

interface DifferencesProps {
  /** What the values are of, for assistive technology. */
  readonly label: string;
  readonly differences: readonly Difference[];
}

/** Field by field, what a value is and what it becomes. */
export function Differences({ label, differences }: DifferencesProps) {
  return (
    <dl className={css('differences')} aria-label={label}>
      {differences.map((difference) => (
        <div key={difference.field} className={css('row')}>
          <dt>{t(fields[difference.field].label)}</dt>
          <dd>
            <del className={css('old')}>{sayClause(difference.old)}</del>
            <ArrowRight size={13} aria-label={t('ui.becomes')} />
            <ins className={css('new')}>{sayClause(difference.new)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
