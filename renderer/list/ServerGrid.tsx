import { type ReactElement, useMemo } from 'react';
import {
  Collection,
  DropIndicator,
  GridList,
  GridListHeader,
  GridListItem,
  GridListSection,
  type ItemDropTarget,
  ListLayout,
  useDragAndDrop,
  Virtualizer,
} from 'react-aria-components';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { classNames } from '../ui/class-names.ts';
import { useLanguage } from '../ui/use-language.ts';
import { type Group, type Listed, type Place, placeAt, placeBeside } from './arrange.ts';
import styles from './ServerGrid.module.css';
import { ServerRow } from './ServerRow.tsx';
import { useRowEvents } from './use-row-events.ts';
import { useSelection } from './use-selection.ts';

const css = classNames(styles);

const isSwitch = (target: EventTarget): boolean => target instanceof Element && target.closest('label') !== null;

const layout = { rowSize: 54, headingSize: 30, gap: 2, padding: 4 };

interface ServerGridProps {
  readonly groups: readonly Group[];
  readonly shownId: string | null;
  /** Arrow keys show what they reach. Else they only move, and Enter shows. */
  readonly followsFocus: boolean;
  /** Not while only some of them are shown. */
  readonly canMove: boolean;
}

/** One list with one tab stop: arrow keys, type-ahead, and only those rows that can be seen. */
export function ServerGrid({ groups, shownId, followsFocus, canMove }: ServerGridProps) {
  const { select, mark, enter, place, openSheet } = useActions();
  const marked = useWindow((state) => state.marked);
  const language = useLanguage();
  const move = (profileId: string, to: Place | null): void => {
    if (to !== null) void place(profileId, to);
  };
  const ids = useMemo(() => groups.flatMap(({ profiles }) => profiles.map(({ id }) => id)), [groups]);
  const { dragAndDropHooks } = useDragAndDrop<Listed>({
    isDisabled: !canMove,
    getItems: (_keys, profiles) => profiles.map(({ name }) => ({ 'text/plain': name })),
    onReorder: ({ keys, target }) => drop(keys, target),
    // Into another section of the list is a reorder too.
    onMove: ({ keys, target }) => drop(keys, target),
    renderDropIndicator: (target) => <DropIndicator target={target} className={css('indicator')} />,
  });
  const drop = (keys: ReadonlySet<unknown>, { key, dropPosition }: ItemDropTarget) => {
    const side = dropPosition === 'after' ? 'after' : 'before';
    const moved = ids.filter((id) => keys.has(id));
    const to = placeAt(groups, moved, { id: String(key), side });
    for (const id of moved) move(id, to);
  };

  const { frame, wasModified } = useRowEvents({
    onKey(profileId, { key, altKey }) {
      // Enter on what is shown goes on to the program, as a double click does.
      if (key === 'Enter' && profileId === shownId && marked.size === 0) enter(profileId);
      else if (key === 'ArrowUp' && altKey && canMove) move(profileId, placeBeside(groups, profileId, 'up'));
      else if (key === 'ArrowDown' && altKey && canMove) move(profileId, placeBeside(groups, profileId, 'down'));
      else if (key === 'Escape' && marked.size > 0) mark(new Set());
      else if (key === 'Delete' && marked.has(profileId)) openSheet({ kind: 'remove-many', profileIds: [...marked] });
      else if (key === 'Delete') openSheet({ kind: 'remove', profileId });
      else return false;
      return true;
    },
    onFocus(profileId) {
      if (followsFocus && profileId !== shownId) select(profileId);
    },
  });

  const selection = useSelection({ ids, shownId, followsFocus, wasModified });

  const row = (profile: Listed) => (
    <GridListItem
      id={profile.id}
      textValue={profile.name}
      className={css('row')}
      onDoubleClick={(event) => isSwitch(event.target) || enter(profile.id)}
    >
      <ServerRow profileId={profile.id} canMove={canMove} />
    </GridListItem>
  );

  const single = groups.length === 1 && groups[0]?.name === null;
  const items = useMemo(() => (single ? (groups[0]?.profiles ?? []) : groups), [groups, single]);
  return (
    <div className={css('frame')} ref={frame}>
      <Virtualizer layout={ListLayout} layoutOptions={layout}>
        <GridList<Listed | Group>
          aria-label={t('list.servers')}
          className={css('rows')}
          items={items}
          {...selection}
          dependencies={[canMove, language]}
          dragAndDropHooks={dragAndDropHooks}
        >
          {(item) => ('profiles' in item ? section(item, row) : row(item))}
        </GridList>
      </Virtualizer>
    </div>
  );
}

const section = (group: Group, row: (profile: Listed) => ReactElement) => (
  <GridListSection id={`group ${group.name ?? ''}`} className={css('section')}>
    <GridListHeader className={css('heading')}>{group.name ?? t('list.withoutGroup')}</GridListHeader>
    <Collection items={group.profiles}>{row}</Collection>
  </GridListSection>
);
