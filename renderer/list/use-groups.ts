import { useRef } from 'react';
import type { WindowState } from '../store/store.ts';
import { useWindow } from '../store-context.tsx';
import { areSameGroups, found, type Group, groupsOf } from './arrange.ts';

const profilesOf = ({ app }: WindowState) => (app?.profiles ?? []).map(({ profile }) => profile);

/**
 * The groups of those that are found. The same ones while the same rows stand in them, whatever else changes: to make the list
 * anew takes the time of several frames.
 */
export function useGroups(query: string): readonly Group[] {
  const kept = useRef<readonly Group[]>([]);
  return useWindow((state) => {
    const groups = groupsOf(found(profilesOf(state), query));
    if (!areSameGroups(groups, kept.current)) kept.current = groups;
    return kept.current;
  });
}
