// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { appState, idOf, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

it('shows what would leave, makes it anew for each choice, and saves what the person has made of it', async () => {
  const { user, sent } = await mount(appState([view(1)]), {
    'report.make': ({ hidesHosts, hidesAddresses }) => ({
      ok: true,
      value: { text: `hosts ${hidesHosts}, addresses ${hidesAddresses}` },
    }),
    'report.save': () => ({ ok: true, value: { path: '/home/anna/report.txt' } }),
  });
  await user.click(screen.getByRole('button', { name: 'More' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Diagnostic report…' }));
  const sheet = within(await screen.findByRole('dialog'));
  const text = () => sheet.getByLabelText<HTMLTextAreaElement>('Report').value;
  await vi.waitFor(() => expect(text()).toBe('hosts true, addresses false'));
  await user.click(sheet.getByRole('switch', { name: 'Blot out IP addresses' }));
  await vi.waitFor(() => expect(text()).toBe('hosts true, addresses true'));
  expect(sent('report.make').at(-1)).toEqual({ profileId: idOf(1), hidesHosts: true, hidesAddresses: true });

  fill(sheet.getByLabelText('Report'), 'only this');
  await user.click(sheet.getByRole('button', { name: 'Save…' }));
  expect(sent('report.save')).toEqual([{ text: 'only this' }]);
  expect(await sheet.findByText('The report is saved as /home/anna/report.txt.')).toBeTruthy();
});
