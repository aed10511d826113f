import { useId } from 'react';
import type { RestoreItem } from '../../preload/backup.ts';
import type { RestoreChoice } from '../../preload/import-preview.ts';
import { t } from '../../preload/words/words.ts';
import { ApplicationIcon } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { Differences } from '../ui/Differences.tsx';
import { type Choice, RadioChoice } from '../ui/Field.tsx';
import { formatEndpoint } from '../ui/format.ts';
import { Place } from '../ui/Place.tsx';
import styles from './RestoreCard.module.css';

const css = classNames(styles);

interface RestoreCardProps {
  readonly item: RestoreItem;
  readonly choice: RestoreChoice;
  readonly onChange: (choice: RestoreChoice) => void;
}

/** A profile of a backup beside what there is now. */
export function RestoreCard({ item, choice, onChange }: RestoreCardProps) {
  const { profile, match, differences } = item;
  const titleId = useId();
  const [server] = profile.connect;
  return (
    <section className={css('card', choice === 'skip' && 'left')} aria-labelledby={titleId}>
      <div className={css('header')}>
        <ApplicationIcon application={profile.application} />
        <div className={css('titles')}>
          <h3 id={titleId} className={css('title')} title={profile.name}>
            {profile.name}
          </h3>
          <p className={css('server')}>{server && <Place text={formatEndpoint(server)} />}</p>
        </div>
      </div>
      <RadioChoice
        label={match === null ? t('backup.notHere') : t('backup.isHere', { name: match.profileName })}
        look="segments"
        value={choice}
        onChange={onChange}
        choices={match === null ? withoutMatch() : withMatch()}
        help={match !== null && differences.length === 0 ? t('backup.same') : undefined}
      />
      {match !== null && differences.length > 0 && (
        <Details title={t('backup.changes')} count={differences.length}>
          <Differences label={t('backup.changesOf', { name: match.profileName })} differences={differences} />
        </Details>
      )}
    </section>
  );
}

const withoutMatch = (): readonly Choice<RestoreChoice>[] => [
  { value: 'add', label: t('backup.add') },
  { value: 'skip', label: t('backup.skip') },
];
const withMatch = (): readonly Choice<RestoreChoice>[] => [
  { value: 'replace', label: t('backup.replace') },
  { value: 'copy', label: t('backup.addCopy') },
  { value: 'skip', label: t('backup.skip') },
];
