import { ListChecks, Power, PowerOff, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../preload/words/words.ts';
import type { WindowState } from '../store/store.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Menu } from '../ui/Menu.tsx';
import styles from './SelectionActions.module.css';

const css = classNames(styles);

const countOn = ({ app, marked }: WindowState): number =>
  (app?.profiles ?? []).filter(({ profile, tunnel }) => marked.has(profile.id) && tunnel.status.kind !== 'off').length;

interface SelectionAction {
  readonly label: string;
  readonly icon: ReactNode;
  /** Not where there is none for which it would change anything. */
  readonly isPossible: boolean;
  readonly act: () => void;
}

function useSelectionActions(): readonly SelectionAction[] {
  const { switchMany, openSheet } = useActions();
  const marked = useWindow((state) => state.marked);
  const on = useWindow(countOn);
  const profileIds = [...marked];
  return [
    {
      label: t('list.selected.on'),
      icon: <Power size={15} aria-hidden />,
      isPossible: on < marked.size,
      act: () => void switchMany(profileIds, true),
    },
    {
      label: t('list.selected.off'),
      icon: <PowerOff size={15} aria-hidden />,
      isPossible: on > 0,
      act: () => void switchMany(profileIds, false),
    },
    {
      label: t('list.selected.change'),
      icon: <ListChecks size={15} aria-hidden />,
      isPossible: true,
      act: () => openSheet({ kind: 'many', profileIds }),
    },
    {
      label: t('common.remove'),
      icon: <Trash2 size={15} aria-hidden />,
      isPossible: true,
      act: () => openSheet({ kind: 'remove-many', profileIds }),
    },
  ];
}

/** What can be done with all servers that are selected together. */
export function SelectionActions({ size = 'normal' }: { readonly size?: 'normal' | 'small' }) {
  return (
    <div className={css('actions')}>
      {useSelectionActions().map(({ label, icon, isPossible, act }) => (
        <Button key={label} size={size} icon={icon} isDisabled={!isPossible} onPress={act}>
          {label}
        </Button>
      ))}
    </div>
  );
}

/** The same where there is no place for it. */
export function SelectionMenu() {
  const possible = useSelectionActions().filter(({ isPossible }) => isPossible);
  return (
    <Menu
      label={t('profile.more')}
      choices={possible.map(({ label, icon, act }) => ({ label, icon, onChoose: act }))}
    />
  );
}
