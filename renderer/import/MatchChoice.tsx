import type { ImportAction, ImportMatch } from '../../preload/import-preview.ts';
import { t } from '../../preload/words/words.ts';
import { Differences } from '../ui/Differences.tsx';
import { type Choice, RadioChoice } from '../ui/Field.tsx';

const update = (): Choice<ImportAction> => ({ value: 'update', label: t('import.update') });
const skip = (): Choice<ImportAction> => ({ value: 'skip', label: t('import.skip') });
const choices = (): readonly Choice<ImportAction>[] => [
  update(),
  { value: 'copy', label: t('import.addCopy') },
  skip(),
];
const doubtful = (): readonly Choice<ImportAction>[] => [
  { value: 'copy', label: t('import.addNew') },
  update(),
  skip(),
];

interface MatchChoiceProps {
  readonly match: ImportMatch;
  readonly action: ImportAction;
  readonly onChange: (action: ImportAction) => void;
}

/** What to do with a service that a profile exists for, or may exist for, and what an update would change. */
export function MatchChoice({ match, action, onChange }: MatchChoiceProps) {
  const { profileName, differences, doubt } = match;
  const isSame = differences.length === 0;
  return (
    <>
      <RadioChoice
        label={t(doubt === undefined ? 'import.match.same' : 'import.match.doubt', { name: profileName })}
        look="segments"
        value={action}
        onChange={onChange}
        choices={doubt === undefined ? choices() : doubtful()}
        help={doubt === undefined ? helpOf(action, profileName, isSame) : helpInDoubt(action, profileName, doubt)}
      />
      {action === 'update' && !isSame && (
        <Differences label={t('import.match.changes', { name: profileName })} differences={differences} />
      )}
    </>
  );
}

function helpOf(action: ImportAction, name: string, isSame: boolean): string {
  if (action === 'copy') return t('import.match.copy', { name });
  if (isSame) return t('import.match.already', { name });
  if (action === 'skip') return t('import.match.skip', { name });
  return t('import.keeps');
}

function helpInDoubt(action: ImportAction, name: string, doubt: NonNullable<ImportMatch['doubt']>): string {
  if (action === 'skip') return t('import.match.skipAll', { name });
  if (action === 'update') return t('import.keeps');
  return t(doubt === 'no-host' ? 'import.match.noHost' : 'import.match.otherHost', { name });
}
