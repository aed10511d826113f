import { createContext, type ReactNode, useContext, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Traffic } from '../preload/types.ts';
import type { Rate } from './store/figures.ts';
import { findProfile, type QuietView, sameButTraffic } from './store/state.ts';
import type { Actions, WindowState, WindowStore } from './store/store.ts';

const StoreContext = createContext<WindowStore | null>(null);

export function StoreProvider({ store, children }: { readonly store: WindowStore; readonly children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

export function useWindow<Value>(select: (state: WindowState) => Value): Value {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('useWindow needs a StoreProvider above it');
  return useStore(store, select);
}

/** As `useWindow`, for a list that is made anew each time: another one counts only when something in it is another. */
export function useWindowList<Item>(select: (state: WindowState) => readonly Item[]): readonly Item[] {
  return useWindow(useShallow(select));
}

/** What is known of a profile. Traffic, which changes all the time, does not count: who shows it asks for it. */
export function useProfileView(profileId: string | null): QuietView | null {
  const kept = useRef<QuietView | null>(null);
  return useWindow((state) => {
    const view = profileId === null ? null : findProfile(state, profileId);
    if (view === null || kept.current === null || !sameButTraffic(view, kept.current)) kept.current = view;
    return kept.current;
  });
}

interface FiguresOfOne {
  traffic(): Traffic | null;
  rate(): Rate | null;
  follow(changed: () => void): () => void;
}

/** What goes through a tunnel, for what follows it without being rendered (`LiveText`). */
export function useFigures(profileId: string): FiguresOfOne {
  const figures = useWindow((state) => state.figures);
  return {
    traffic: () => figures.traffic(profileId),
    rate: () => figures.rate(profileId),
    follow: (changed) => figures.follow(profileId, changed),
  };
}

export function useActions(): Actions {
  return useWindow((state) => state.actions);
}
