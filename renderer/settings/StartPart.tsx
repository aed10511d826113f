import type { Settings } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { levelChoices } from '../activity/level-choices.ts';
import { Locked } from '../managed/Locked.tsx';
import { useActions } from '../store-context.tsx';
import { type Choice, Select } from '../ui/Field.tsx';

type AtLogin = NonNullable<Settings['startAtLogin']> | 'no';

const atLogin = (): readonly Choice<AtLogin>[] => [
  { value: 'no', label: t('settings.no') },
  { value: 'hidden', label: t('settings.login.hidden') },
  { value: 'window', label: t('settings.login.window') },
];

const atStart = (): readonly Choice<NonNullable<Settings['atStart']>>[] => [
  { value: 'as-they-were', label: t('settings.start.asTheyWere') },
  { value: 'chosen', label: t('settings.start.chosen') },
];

const notifications = (): readonly Choice<NonNullable<Settings['notifications']>>[] => [
  { value: 'off', label: t('settings.notifications.none') },
  { value: 'problems', label: t('settings.notifications.problems') },
  { value: 'all', label: t('settings.notifications.all') },
];

/** What happens at login, at every start, and while the window is away; and what is written down of it. */
export function StartPart({ settings }: { readonly settings: Settings }) {
  const { saveSettings } = useActions();
  const setAtLogin = (value: AtLogin) => {
    const { startAtLogin: _, ...others } = settings;
    void saveSettings(value === 'no' ? others : { ...others, startAtLogin: value });
  };
  return (
    <>
      <Locked setting="startAtLogin">
        <Select
          label={t('settings.login')}
          value={settings.startAtLogin ?? 'no'}
          onChange={setAtLogin}
          choices={atLogin()}
        />
      </Locked>
      <Locked setting="atStart">
        <Select
          label={t('settings.start')}
          value={settings.atStart ?? 'as-they-were'}
          onChange={(value) => void saveSettings({ ...settings, atStart: value })}
          choices={atStart()}
        />
      </Locked>
      <Locked setting="notifications">
        <Select
          label={t('settings.notifications')}
          value={settings.notifications ?? 'problems'}
          onChange={(value) => void saveSettings({ ...settings, notifications: value })}
          choices={notifications()}
        />
      </Locked>
      <Locked setting="logLevel">
        <Select
          label={t('settings.log')}
          value={settings.logLevel ?? 'info'}
          onChange={(logLevel) => void saveSettings({ ...settings, logLevel })}
          choices={levelChoices()}
        />
      </Locked>
    </>
  );
}
