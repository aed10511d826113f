// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { appState, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

it('a folder is chosen, says what is wrong with it, and is given up', async () => {
  const { user, sent } = await mount(appState([view(1)]), {
    'folder.choose': () => ({
      ok: true,
      value: { path: '/shared', problem: 'The folder /shared is not there now.', others: ['adit desk 1.json'] },
    }),
  });
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  const part = within(await screen.findByRole('region', { name: 'Copy in a folder' }));
  await user.click(part.getByRole('button', { name: 'Choose a folder…' }));
  expect(await part.findByText('The folder /shared is not there now.')).toBeTruthy();
  expect(part.getByRole('button', { name: 'Look at “adit desk 1.json”…' })).toBeTruthy();
  await user.click(part.getByRole('button', { name: 'Stop copying' }));
  expect(sent('folder.leave')).toHaveLength(1);
  expect(part.queryByText('/shared')).toBeNull();
});
