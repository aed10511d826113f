// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { appState, idOf, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

it('the next step after adding has the focus once, when the sheet has gone, and is not given it again', async () => {
  const preview: ImportPreview = { id: idOf(9), source: null, services: [], notes: [], demo: false };
  const { double, store, user } = await mount(appState([view(1), view(2)]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(2)] } }),
  });
  act(() => double.emit('import.opened', preview));
  await screen.findByRole('dialog');
  await act(() => store.getState().actions.addServices(preview.id, []));
  await waitFor(() => expect(document.activeElement?.closest('[aria-label="Status"], main section')).not.toBeNull());
  const step = document.activeElement;
  expect(step?.tagName).toBe('BUTTON');
  expect(store.getState().isHintNew).toBe(false);

  const other = screen.getByRole('button', { name: 'Settings' });
  await user.click(other);
  await user.keyboard('{Escape}');
  act(() => store.getState().actions.select(idOf(1)));
  act(() => store.getState().actions.select(idOf(2)));
  await screen.findByRole('main');
  expect(document.activeElement?.closest('main section')).toBeNull();
});
