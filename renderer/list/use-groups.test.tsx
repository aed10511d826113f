// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, it } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { createWindowStore } from '../store/store.ts';
import { StoreProvider } from '../store-context.tsx';
import { createDouble } from '../testing/double.ts';
import { appState, view } from '../testing/fixtures.ts';
import { useGroups } from './use-groups.ts';

it('are the same ones until another row stands in them, or another name', async () => {
  const double = createDouble(appState([view(1, { name: 'Shop' }), view(2, { name: 'Bank' })]));
  const store = createWindowStore(double.bridge);
  await act(async () => void store.getState().actions.connect());
  const wrapper = ({ children }: { readonly children: ReactNode }) => (
    <StoreProvider store={store}>{children}</StoreProvider>
  );
  const { result } = renderHook(() => useGroups(''), { wrapper });
  const first = result.current;
  const tell = (rev: number, profile: Partial<Profile>) =>
    act(() => double.emit('state.changed', { rev, changes: [{ kind: 'profile', view: view(2, profile) }] }));
  tell(2, { name: 'Bank', connect: [{ host: 'other.example', port: 443 }] });
  expect(store.getState().app?.profiles[1]?.profile.connect[0]?.host).toBe('other.example');
  expect(result.current).toBe(first);
  tell(3, { name: 'Depot' });
  expect(result.current).not.toBe(first);
  expect(result.current[0]?.profiles.map(({ name }) => name)).toEqual(['Shop', 'Depot']);
});
