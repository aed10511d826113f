import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
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

export function useActions(): Actions {
  return useWindow((state) => state.actions);
}
