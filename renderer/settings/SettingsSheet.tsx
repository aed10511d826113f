import { Monitor, Moon, Settings2, Sun } from 'lucide-react';
import type { Settings } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { Locked } from '../managed/Locked.tsx';
import { useActions, useWindow, useWindowList } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { type Choice, RadioChoice } from '../ui/Field.tsx';
import { Mark } from '../ui/Mark.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { BackupPart } from './BackupPart.tsx';
import { CommandPart } from './CommandPart.tsx';
import { FolderPart } from './FolderPart.tsx';
import { LanguageChoice } from './LanguageChoice.tsx';
import { LicencesPart } from './LicencesPart.tsx';
import { ManagedPart } from './ManagedPart.tsx';
import { NetworksPart } from './NetworksPart.tsx';
import { ProgramsPart } from './ProgramsPart.tsx';
import styles from './SettingsSheet.module.css';
import { StartPart } from './StartPart.tsx';
import { UpdatesPart } from './UpdatesPart.tsx';

const css = classNames(styles);

const appearances = (): readonly Choice<Settings['appearance']>[] => [
  { value: 'system', label: t('settings.appearance.system'), icon: <Monitor size={15} aria-hidden /> },
  { value: 'light', label: t('settings.appearance.light'), icon: <Sun size={15} aria-hidden /> },
  { value: 'dark', label: t('settings.appearance.dark'), icon: <Moon size={15} aria-hidden /> },
];

export function SettingsSheet() {
  const { saveSettings, closeSheet, openSheet } = useActions();
  const about = useWindow((state) => state.app?.about);
  const settings = useWindow((state) => state.app?.settings);
  const managed = useWindow((state) => state.app?.managed ?? null);
  const update = useWindow((state) => state.app?.update);
  const programs = useWindowList((state) => state.app?.programs ?? []);
  if (about === undefined || settings === undefined || update === undefined) return null;
  return (
    <Sheet
      title={t('settings.title')}
      icon={<Settings2 size={20} aria-hidden />}
      width="narrow"
      onClose={closeSheet}
      actions={
        <Button look="primary" onPress={closeSheet}>
          {t('settings.done')}
        </Button>
      }
    >
      {managed && <ManagedPart managed={managed} />}
      <Locked setting="appearance">
        <RadioChoice
          label={t('settings.appearance')}
          look="segments"
          value={settings.appearance}
          onChange={(appearance) => void saveSettings({ ...settings, appearance })}
          choices={appearances()}
        />
      </Locked>
      <Locked setting="language">
        <LanguageChoice settings={settings} />
      </Locked>
      <StartPart settings={settings} />
      <NetworksPart settings={settings} />
      <ProgramsPart settings={settings} programs={programs} />
      <CommandPart />
      <BackupPart />
      <FolderPart />
      <UpdatesPart settings={settings} update={update} />
      <section className={css('about')} aria-label={t('settings.about')}>
        <div className={css('name')}>
          <Mark size={26} />
          <span>Adit {about.version}</span>
        </div>
        <dl className={css('versions')}>
          <dt>{t('settings.about.library')}</dt>
          <dd>{about.tlsLibrary}</dd>
          <dt>Electron</dt>
          <dd>{about.electron}</dd>
          <dt>Node</dt>
          <dd>{about.node}</dd>
          <dt>{t('settings.about.platform')}</dt>
          <dd>{about.platform}</dd>
        </dl>
        <Button look="quiet" size="small" onPress={() => openSheet({ kind: 'report', about: null })}>
          {t('report.open')}
        </Button>
        <LicencesPart />
      </section>
    </Sheet>
  );
}
