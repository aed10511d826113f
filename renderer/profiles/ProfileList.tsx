import { Plus, Settings2 } from 'lucide-react';
import { useActions, useWindow } from '../store-context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Mark } from '../ui/Mark.tsx';
import styles from './ProfileList.module.css';
import { ProfileRow } from './ProfileRow.tsx';

const css = classNames(styles);

export function ProfileList({ shownId }: { readonly shownId: string | null }) {
  const profiles = useWindow((state) => state.app?.profiles) ?? [];
  const { openSheet } = useActions();
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
