import type { ImportAction, ImportMatch } from '../../preload/types.ts';
import { Differences } from '../ui/Differences.tsx';
import { type Choice, RadioChoice } from '../ui/Field.tsx';

const choices: readonly Choice<ImportAction>[] = [
  { value: 'update', label: 'Update' },
  { value: 'copy', label: 'Add a copy' },
  { value: 'skip', label: 'Skip' },
];

interface MatchChoiceProps {
  readonly match: ImportMatch;
  readonly action: ImportAction;
  readonly onChange: (action: ImportAction) => void;
}

/** What to do with a service that a profile exists for, and what an update would change. */
export function MatchChoice({ match, action, onChange }: MatchChoiceProps) {
  const { profileName, differences } = match;
  const isSame = differences.length === 0;
  return (
    <>
      <RadioChoice
        label={`“${profileName}” is for the same service`}
        look="segments"
        value={action}
        onChange={onChange}
        choices={choices}
        help={helpOf(action, profileName, isSame)}
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
  return 'Its name, application, local port and login stay as they are.';
}
