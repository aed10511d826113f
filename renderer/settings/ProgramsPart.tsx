import { FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import type { ProgramChoices } from '../../preload/app-state.ts';
import type { Settings } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { type Choice, Select } from '../ui/Field.tsx';
import styles from './ProgramsPart.module.css';

const css = classNames(styles);

/** What is taken when nothing was chosen. */
const AUTOMATIC = 'automatic';

/** Which program *Connect* starts for each application. */
export function ProgramsPart({
  settings,
  programs,
}: {
  readonly settings: Settings;
  readonly programs: readonly ProgramChoices[];
}) {
  const { findPrograms } = useActions();
  // Something may have been installed since.
  useEffect(() => void findPrograms(), [findPrograms]);
  if (programs.length === 0) return null;
  return (
    <Details title={t('settings.programs')}>
      <div className={css('programs')}>
        {programs.map((choices) => (
          <ProgramChoice key={choices.slot} choices={choices} settings={settings} />
        ))}
      </div>
    </Details>
  );
}

function ProgramChoice({ choices, settings }: { readonly choices: ProgramChoices; readonly settings: Settings }) {
  const { saveSettings, chooseProgram } = useActions();
  const { slot, label, clients } = choices;
  const chosen = settings.programs?.[slot];
  const client = clients.find(({ id }) => id === chosen?.client);
  const first = clients.find(({ isFound }) => isFound);
  const all: readonly Choice<string>[] = [
    {
      value: AUTOMATIC,
      label:
        first === undefined
          ? t('settings.programs.automatic')
          : t('settings.programs.automaticWith', { program: sayClause(first.label) }),
    },
    ...clients.map(({ id, label: name, isFound }) => ({
      value: id,
      label: isFound ? sayClause(name) : t('settings.programs.isNotFound', { program: sayClause(name) }),
    })),
  ];
  const choose = (id: string) => {
    const { [slot]: _, ...others } = settings.programs ?? {};
    void saveSettings({ ...settings, programs: id === AUTOMATIC ? others : { ...others, [slot]: { client: id } } });
  };
  return (
    <div className={css('program')}>
      <Select
        label={sayClause(label)}
        value={client?.id ?? AUTOMATIC}
        onChange={choose}
        choices={all}
        help={chosen?.path ?? (client?.isFound === false ? t('settings.programs.notFound') : null)}
      />
      {client?.canBeElsewhere && (
        <Button
          size="small"
          look="quiet"
          icon={<FolderOpen size={15} aria-hidden />}
          onPress={() => void chooseProgram(slot, client.id)}
        >
          {t('settings.programs.elsewhere')}
        </Button>
      )}
    </div>
  );
}
