// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { appState, idOf, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

it('shows what changes of each before it is done, and does it for those that are ticked', async () => {
  const { user, sent } = await mount(appState([view(1), view(2)]), {
    'profile.planMany': ({ profileIds }) => ({
      ok: true,
      value: {
        items: profileIds.map((profileId) => ({
          profileId,
          differences:
            profileId === idOf(2) ? [{ field: 'connect', old: 'old.example:443', new: 'new.example:443' }] : [],
          lost: profileId === idOf(2) ? ['proxy-password'] : [],
        })),
      },
    }),
  });
  await user.click(screen.getByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Change several servers…' }));
  const sheet = within(await screen.findByRole('dialog'));
  expect(sheet.getByText('Choose servers and what is to change of them.')).toBeTruthy();
  await user.click(sheet.getByRole('checkbox', { name: 'All' }));
  await user.click(sheet.getByRole('switch', { name: 'Another host name' }));
  fill(sheet.getByLabelText(/^Server.s host name$/), 'new.example');
  expect(await sheet.findByText('new.example:443')).toBeTruthy();
  expect(sheet.getByText('Stays as it is.')).toBeTruthy();
  expect(sheet.getByText(/asked for its password or key again/)).toBeTruthy();
  expect(sent('profile.changeMany')).toEqual([]);
  await user.click(sheet.getByRole('button', { name: 'Change 1 server' }));
  expect(sent('profile.changeMany')).toEqual([{ profileIds: [idOf(1), idOf(2)], change: { host: 'new.example' } }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});
