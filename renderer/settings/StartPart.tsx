import type { Settings } from '../../preload/types.ts';
import { useActions } from '../store-context.tsx';
import { type Choice, Select } from '../ui/Field.tsx';

type AtLogin = NonNullable<Settings['startAtLogin']> | 'no';

const atLogin: readonly Choice<AtLogin>[] = [
  { value: 'no', label: 'No' },
  { value: 'hidden', label: 'Yes, in the tray' },
  { value: 'window', label: 'Yes, with its window' },
];

const atStart: readonly Choice<NonNullable<Settings['atStart']>>[] = [
  { value: 'as-they-were', label: 'Those that were on when Adit ended' },
  { value: 'chosen', label: 'Only those that start with the app' },
];

const notifications: readonly Choice<NonNullable<Settings['notifications']>>[] = [
  { value: 'off', label: 'None' },
  { value: 'problems', label: 'Problems' },
  { value: 'all', label: 'Problems, and when they are over' },
];

/** What happens at login, at every start, and while the window is away. */
export function StartPart({ settings }: { readonly settings: Settings }) {
  const { saveSettings } = useActions();
  const setAtLogin = (value: AtLogin) => {
    const { startAtLogin: _, ...others } = settings;
    void saveSettings(value === 'no' ? others : { ...others, startAtLogin: value });
  };
  return (
    <>
      <Select
        label="Start Adit at login"
        value={settings.startAtLogin ?? 'no'}
        onChange={setAtLogin}
        choices={atLogin}
      />
      <Select
        label="Tunnels that are switched on at the start"
        value={settings.atStart ?? 'as-they-were'}
        onChange={(value) => void saveSettings({ ...settings, atStart: value })}
        choices={atStart}
      />
      <Select
        label="Notifications"
        value={settings.notifications ?? 'problems'}
        onChange={(value) => void saveSettings({ ...settings, notifications: value })}
        choices={notifications}
      />
    </>
  );
}
