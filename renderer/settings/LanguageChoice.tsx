import type { Settings } from '../../preload/types.ts';
import { languageFor, languages, offeredLanguages } from '../../preload/words/languages.ts';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindowList } from '../store-context.tsx';
import { type Choice, Select } from '../ui/Field.tsx';

/** What is taken when nothing was chosen. */
const SYSTEM = 'system';

/** Languages by their own names, and the one of the system. */
export function LanguageChoice({ settings }: { readonly settings: Settings }) {
  const { saveSettings } = useActions();
  const preferred = useWindowList((state) => state.app?.about.languages ?? []);
  const choices: readonly Choice<string>[] = [
    {
      value: SYSTEM,
      label: t('settings.language.system', { language: languages[languageFor(preferred)].name }),
    },
    ...offeredLanguages.map((code) => ({ value: code, label: languages[code].name })),
  ];
  const choose = (value: string) => {
    const { language: _, ...others } = settings;
    void saveSettings(value === SYSTEM ? others : { ...others, language: value });
  };
  const isOffered = choices.some(({ value }) => value === settings.language);
  return (
    <Select
      label={t('settings.language')}
      value={isOffered ? (settings.language ?? SYSTEM) : SYSTEM}
      onChange={choose}
      choices={choices}
    />
  );
}
