import { useState } from 'react';
import type { GridListProps, Key, Selection } from 'react-aria-components';
import { useActions, useWindow } from '../store-context.tsx';

interface SelectionOptions {
  /** All that are in the list, in its order. */
  readonly ids: readonly string[];
  readonly shownId: string | null;
  /** Arrow keys show what they reach, and one is always selected. Else a click opens, and selecting is for several. */
  readonly followsFocus: boolean;
  /** Whether Ctrl, ⌘ or Shift was held at the last click. */
  readonly wasModified: () => boolean;
}

type SelectionProps = Pick<
  GridListProps<object>,
  'selectionMode' | 'selectionBehavior' | 'disallowEmptySelection' | 'selectedKeys' | 'onSelectionChange' | 'onAction'
>;

const none: ReadonlySet<string> = new Set();

/** One server that is shown, or several together: by Ctrl and Shift with a click, Shift with arrows, Ctrl+A, and Space. */
export function useSelection({ ids, shownId, followsFocus, wasModified }: SelectionOptions): SelectionProps {
  const { select, mark } = useActions();
  const marked = useWindow((state) => state.marked);
  // The list's own set knows where a range began.
  const [kept, setKept] = useState<ReadonlySet<Key>>(none);
  const selected = marked.size > 0 || shownId === null ? marked : new Set([shownId]);
  const change = (chosen: Selection): void => {
    const keys = chosen === 'all' ? new Set<Key>(ids) : chosen;
    setKept(keys);
    const all = ids.filter((id) => keys.has(id));
    const [first] = all;
    if (followsFocus && all.length === 1 && first !== undefined) select(first);
    else mark(new Set(all));
  };
  return {
    selectionMode: 'multiple',
    selectionBehavior: followsFocus ? 'replace' : 'toggle',
    disallowEmptySelection: followsFocus,
    selectedKeys: isSame(kept, selected) ? kept : selected,
    onSelectionChange: change,
    // A tap, a click of a screen reader and Enter show one; so does a click where selecting is for several.
    onAction(key) {
      if (!followsFocus && wasModified()) mark(new Set([String(key)]));
      else select(String(key));
    },
  };
}

const isSame = (one: ReadonlySet<Key>, other: ReadonlySet<Key>): boolean =>
  one.size === other.size && [...one].every((key) => other.has(key));
