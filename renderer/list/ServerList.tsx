import { Plus, Settings2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Mark } from '../ui/Mark.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { useMedia } from '../ui/use-media.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { ServerGrid } from './ServerGrid.tsx';
import styles from './ServerList.module.css';
import { useGroups } from './use-groups.ts';

const css = classNames(styles);

/** Fewer are seen at a glance. */
const SEARCH_FROM = 8;

export function ServerList({ shownId }: { readonly shownId: string | null }) {
  const count = useWindow((state) => state.app?.profiles.length ?? 0);
  const selectedId = useWindow((state) => state.selectedId);
  const { openSheet } = useActions();
  const areSeveral = useWindow((state) => state.marked.size > 0);
  const [query, setQuery] = useState('');
  const isBeside = useMedia('(min-width: 720px)');
  const list = useRef<HTMLElement>(null);
  const before = useRef(selectedId);

  // Back from the detail in a small window: the focus returns to where it came from.
  useEffect(() => {
    if (before.current !== null && selectedId === null)
      list.current?.querySelector<HTMLElement>(`[role="row"][data-key="${before.current}"]`)?.focus();
    before.current = selectedId;
  }, [selectedId]);

  // What selects none goes away with what was selected: the focus goes on in the list, where it was last, or in what a small
  // window shows in its place.
  useEffect(() => {
    if (!areSeveral) return;
    return () => {
      requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        const grid = list.current?.querySelector<HTMLElement>('[role="grid"]');
        (grid?.checkVisibility() ? grid : document.querySelector<HTMLElement>('main h1'))?.focus();
      });
    };
  }, [areSeveral]);

  const isSearchable = count >= SEARCH_FROM;
  const shown = useGroups(isSearchable ? query : '');
  const isWhole = !isSearchable || query.trim() === '';
  return (
    <nav className={css('list')} aria-label={t('list.servers')} ref={list}>
      <header className={css('header')}>
        <Mark size={22} />
        <span className={css('brand')}>Adit</span>
        <IconButton label={t('list.settings')} onPress={() => openSheet({ kind: 'settings' })}>
          <Settings2 size={17} aria-hidden />
        </IconButton>
      </header>
      {isSearchable && (
        <div className={css('search')}>
          <SearchInput label={t('list.search')} value={query} onChange={setQuery} />
        </div>
      )}
      {shown.length === 0 ? (
        <p className={css('none')} role="status">
          {t('list.none', { query: query.trim() })}
        </p>
      ) : (
        <ServerGrid
          groups={shown}
          shownId={isBeside ? shownId : selectedId}
          followsFocus={isBeside}
          canMove={isWhole && count > 1}
        />
      )}
      {areSeveral && !isBeside ? (
        <SelectionBar />
      ) : (
        <footer className={css('footer')}>
          <Button icon={<Plus size={16} aria-hidden />} onPress={() => openSheet({ kind: 'add' })}>
            {t('common.addServer')}
          </Button>
        </footer>
      )}
    </nav>
  );
}
