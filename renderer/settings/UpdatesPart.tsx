import type { Settings } from '../../preload/types.ts';
import type { UpdateView } from '../../preload/update.ts';
import { currentLocale, t } from '../../preload/words/words.ts';
import { Locked } from '../managed/Locked.tsx';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatDate } from '../ui/format.ts';
import { Switch } from '../ui/Switch.tsx';
import styles from './UpdatesPart.module.css';

const css = classNames(styles);

interface UpdatesPartProps {
  readonly settings: Settings;
  readonly update: UpdateView;
}

/** Who brings newer versions of the app, what there is, and what is new in it. */
export function UpdatesPart({ settings, update }: UpdatesPartProps) {
  const { saveSettings, lookForUpdate } = useActions();
  const setOff = (isOff: boolean) => {
    const { updates: _, ...others } = settings;
    return saveSettings(isOff ? { ...others, updates: 'off' } : others);
  };
  const isWaiting = update.kind === 'newest' || update.kind === 'failed';
  return (
    <section className={css('part')} aria-label={t('updates.title')}>
      {update.kind !== 'elsewhere' && (
        <Locked setting="updates">
          <Switch isSelected={settings.updates !== 'off'} onChange={(on) => setOff(!on)}>
            {t('updates.automatic')}
          </Switch>
        </Locked>
      )}
      <p aria-live="polite">{wordsOf(update)}</p>
      {isWaiting && <Button onPress={() => void lookForUpdate()}>{t('updates.look')}</Button>}
      {update.kind === 'ready' && update.news.length > 0 && (
        // What is new is written in one language.
        <ul dir="ltr" aria-label={t('updates.ready.news', { version: update.version })}>
          {update.news.map((line) => (
            <li key={line} lang="en">
              {line}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function wordsOf(update: UpdateView): string | null {
  switch (update.kind) {
    case 'elsewhere':
      return t(`updates.by.${update.by}`);
    case 'off':
      return null;
    case 'newest':
      return update.since === null
        ? t('updates.never')
        : t('updates.newest', { when: formatDate(update.since, currentLocale()) });
    case 'looking':
      return t('updates.looking');
    case 'downloading':
      return t('updates.downloading', { version: update.version });
    case 'ready':
      return t('updates.ready', { version: update.version });
    case 'failed':
      return t('updates.failed');
  }
}
