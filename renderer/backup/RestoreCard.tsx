import { useId } from 'react';
import type { RestoreItem } from '../../preload/contract.ts';
import type { RestoreChoice } from '../../preload/import-preview.ts';
import { ApplicationIcon } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { Differences } from '../ui/Differences.tsx';
import { type Choice, RadioChoice } from '../ui/Field.tsx';
import { formatEndpoint } from '../ui/format.ts';
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
          <p className={css('server')}>{server && formatEndpoint(server)}</p>
        </div>
      </div>
      <RadioChoice
        label={match === null ? 'It is not here now' : `“${match.profileName}” is here`}
        look="segments"
        value={choice}
        onChange={onChange}
        choices={match === null ? withoutMatch : withMatch}
        help={match !== null && differences.length === 0 ? 'Both are the same.' : undefined}
      />
      {match !== null && differences.length > 0 && (
        <Details title="What would change" count={differences.length}>
          <Differences label={`What would change of ${match.profileName}`} differences={differences} />
        </Details>
      )}
    </section>
  );
}

const withoutMatch: readonly Choice<RestoreChoice>[] = [
  { value: 'add', label: 'Add' },
  { value: 'skip', label: 'Skip' },
];
const withMatch: readonly Choice<RestoreChoice>[] = [
  { value: 'replace', label: 'Replace' },
  { value: 'copy', label: 'Add a copy' },
  { value: 'skip', label: 'Skip' },
];
