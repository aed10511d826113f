import { Plus, Settings2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useActions, useWindow } from '../store-context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Mark } from '../ui/Mark.tsx';
import styles from './ProfileList.module.css';
import { ProfileRow, rowButtonId } from './ProfileRow.tsx';

const css = classNames(styles);

export function ProfileList({ shownId }: { readonly shownId: string | null }) {
  const profiles = useWindow((state) => state.app?.profiles) ?? [];
  const selectedId = useWindow((state) => state.selectedId);
  const { openSheet } = useActions();
  const before = useRef(selectedId);

  // Back from the detail in a small window: the focus returns to where it came from.
  useEffect(() => {
    if (before.current !== null && selectedId === null) document.getElementById(rowButtonId(before.current))?.focus();
    before.current = selectedId;
  }, [selectedId]);

  return (
    <nav className={css('list')} aria-label="Servers">
      <header className={css('header')}>
        <Mark size={22} />
        <span className={css('brand')}>Adit</span>
        <IconButton label="Settings" onPress={() => openSheet({ kind: 'settings' })}>
          <Settings2 size={17} aria-hidden />
        </IconButton>
      </header>
      <ul className={css('rows')}>
        {profiles.map((view) => (
          <ProfileRow key={view.profile.id} view={view} isShown={view.profile.id === shownId} />
        ))}
      </ul>
      <footer className={css('footer')}>
        <Button icon={<Plus size={16} aria-hidden />} onPress={() => openSheet({ kind: 'add' })}>
          Add a server
        </Button>
      </footer>
    </nav>
  );
}
