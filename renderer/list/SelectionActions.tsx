import { ListChecks, Power, PowerOff, Trash2 } from 'lucide-react';
import { t } from '../../preload/words/words.ts';
import type { WindowState } from '../store/store.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './SelectionActions.module.css';

const css = classNames(styles);

const countOn = ({ app, marked }: WindowState): number =>
  (app?.profiles ?? []).filter(({ profile, tunnel }) => marked.has(profile.id) && tunnel.status.kind !== 'off').length;

/** What can be done with all servers that are selected together. */
export function SelectionActions() {
  const { switchMany, openSheet } = useActions();
  const marked = useWindow((state) => state.marked);
  const on = useWindow(countOn);
  const profileIds = [...marked];
  return (
    <div className={css('actions')}>
      <Button
        icon={<Power size={15} aria-hidden />}
        isDisabled={on === marked.size}
        onPress={() => void switchMany(profileIds, true)}
      >
        {t('list.selected.on')}
      </Button>
      <Button
        icon={<PowerOff size={15} aria-hidden />}
        isDisabled={on === 0}
        onPress={() => void switchMany(profileIds, false)}
      >
        {t('list.selected.off')}
      </Button>
      <Button icon={<ListChecks size={15} aria-hidden />} onPress={() => openSheet({ kind: 'many', profileIds })}>
        {t('list.selected.change')}
      </Button>
      <Button icon={<Trash2 size={15} aria-hidden />} onPress={() => openSheet({ kind: 'remove-many', profileIds })}>
        {t('common.remove')}
      </Button>
    </div>
  );
}
