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
        label={
          doubt === undefined ? `“${profileName}” is for the same service` : `Is this the service of “${profileName}”?`
        }
        look="segments"
        value={action}
        onChange={onChange}
        choices={doubt === undefined ? choices() : doubtful()}
        help={doubt === undefined ? helpOf(action, profileName, isSame) : helpInDoubt(action, profileName, doubt)}
      />
      {action === 'update' && !isSame && (
        <Differences label={`What changes of ${profileName}`} differences={differences} />
      )}
    </>
  );
}

function helpOf(action: ImportAction, profileName: string, isSame: boolean): string {
  if (action === 'copy') return `“${profileName}” stays as it is; the copy gets a name and a local port of its own.`;
  if (isSame) return `“${profileName}” is already as this file says.`;
  if (action === 'skip') return `“${profileName}” stays as it is.`;
  return t('import.keeps');
}

function helpInDoubt(action: ImportAction, profileName: string, doubt: NonNullable<ImportMatch['doubt']>): string {
  if (action === 'skip') return `“${profileName}” stays as it is, and nothing is added.`;
  if (action === 'update') return t('import.keeps');
  const sameNames = `“${profileName}” is from a file and a section of the same names`;
  return doubt === 'no-host'
    ? `${sameNames}, but this file does not say its host. It stays as it is; update it if this is the same server.`
    : `${sameNames}, but this file names another host. It stays as it is; update it if its server has moved there.`;
}
