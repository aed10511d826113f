// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { appState, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function open(changed: Partial<Profile> = {}) {
  const shown = view(1, changed);
  const mounted = await mount(appState([shown]));
  await mounted.user.click(screen.getByRole('button', { name: 'Edit' }));
  const sheet = within(await screen.findByRole('dialog'));
  return { ...mounted, sheet, profile: shown.profile, save: sheet.getByRole('button', { name: 'Save' }) };
}

it('saves what was changed and closes', async () => {
  const { user, sheet, save, sent, profile } = await open();
  fill(sheet.getByLabelText('Name'), 'Renamed');
  await user.click(sheet.getByRole('button', { name: 'Another server' }));
  fill(sheet.getByLabelText("Server's host name 2"), 'second.example.org');
  await user.click(save);
  expect(sent('profile.save')).toEqual([
    {
      profile: {
        ...profile,
        name: 'Renamed',
        connect: [...profile.connect, { host: 'second.example.org', port: 443 }],
      },
    },
  ]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('sends nothing while a field is wrong, and shows where', async () => {
  const { user, sheet, save, sent } = await open();
  fill(sheet.getByLabelText('Local port'), '70000');
  await user.click(save);
  expect(sent('profile.save')).toEqual([]);
  expect(sheet.getByText('Ports end at 65535.')).toBeTruthy();
  expect(sheet.getByLabelText('Local port').getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(sheet.getByLabelText('Local port'));
  fill(sheet.getByLabelText('Name'), '');
  await user.click(save);
  expect(document.activeElement).toBe(sheet.getByLabelText('Name'));
});

it('opens the advanced part when an error is inside', async () => {
  const { user, sheet, save } = await open();
  await user.click(sheet.getByRole('button', { name: 'Advanced' }));
  fill(sheet.getByLabelText('Connect within'), '');
  await user.click(sheet.getByRole('button', { name: 'Advanced' }));
  const advanced = sheet.getByRole('button', { name: 'Advanced' });
  for (const _ of ['first', 'closed again']) {
    expect(advanced.getAttribute('aria-expanded')).toBe('false');
    await user.click(save);
    expect(sheet.getByText('Enter whole seconds.')).toBeTruthy();
    expect(advanced.getAttribute('aria-expanded')).toBe('true');
    expect(document.activeElement).toBe(sheet.getByLabelText('Connect within'));
    await user.click(advanced);
  }
  await user.click(advanced);
  const field = sheet.getByLabelText('Connect within');
  await user.type(field, '10');
  expect(document.activeElement).toBe(field);
  expect(advanced.getAttribute('aria-expanded')).toBe('true');
});

it('warns before a tunnel is open to others or unverified', async () => {
  const { user, sheet } = await open();
  fill(sheet.getByLabelText('Local host'), '0.0.0.0');
  expect(sheet.getByText(/Other computers on your network/)).toBeTruthy();
  await user.click(sheet.getByRole('radio', { name: 'No verification' }));
  expect(sheet.getByText(/Anyone between you and the server/)).toBeTruthy();
});

it('leaves a pasted authority to the schema', async () => {
  const { user, sheet, save, sent } = await open();
  await user.click(sheet.getByRole('radio', { name: 'A certificate authority of your own' }));
  fill(sheet.getByLabelText('CA certificates (PEM)'), 'hello');
  await user.click(save);
  expect(sheet.getByText('Paste at least one certificate, and no private key.')).toBeTruthy();
  expect(sent('profile.save')).toEqual([]);
});
