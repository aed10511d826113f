import { ArchiveRestore, FlaskConical, Plus, Settings2 } from 'lucide-react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Mark } from '../ui/Mark.tsx';
import { rich } from '../ui/rich.tsx';
import styles from './Welcome.module.css';

const css = classNames(styles);

/** What a person sees before there is any profile. */
export function Welcome() {
  const { openSheet, startDemo, openBackup, tell } = useActions();
  const telling = (request: Promise<Explanation | null>) =>
    void request.then((explanation) => explanation && tell(explanation));
  return (
    <main className={css('welcome')}>
      <div className={css('inner')}>
        <Mark size={72} />
        <h1 className={css('title')} tabIndex={-1}>
          {t('welcome.title')}
        </h1>
        <p className={css('lead')}>{t('welcome.lead')}</p>
        <div className={css('ways')}>
          <Button look="primary" icon={<Plus size={17} aria-hidden />} onPress={() => openSheet({ kind: 'add' })}>
            {t('common.addServer')}
          </Button>
          <Button icon={<FlaskConical size={16} aria-hidden />} onPress={() => telling(startDemo())}>
            {t('common.tryDemo')}
          </Button>
        </div>
        <p className={css('hint')}>{rich('welcome.hint', { code: (parts) => <code>{parts}</code> })}</p>
        <div className={css('others')}>
          <Button size="small" icon={<ArchiveRestore size={14} aria-hidden />} onPress={() => telling(openBackup())}>
            {t('common.restoreBackup')}
          </Button>
          <Button
            size="small"
            icon={<Settings2 size={14} aria-hidden />}
            onPress={() => openSheet({ kind: 'settings' })}
          >
            {t('list.settings')}
          </Button>
        </div>
      </div>
    </main>
  );
}
