// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Handlers } from '../../preload/contract.ts';
import { toSay } from '../../preload/words/text.ts';
import { appState, idOf, restorePlan, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function settings(handlers: Partial<Handlers>) {
  const mounted = await mount(appState([view(1)]), handlers);
  await mounted.user.click(screen.getByRole('button', { name: 'Settings' }));
  return mounted;
}
async function open(handlers: Partial<Handlers> = {}, plan = restorePlan()) {
  const mounted = await settings({ 'backup.open': () => ({ ok: true, value: plan }), ...handlers });
  await mounted.user.click(screen.getByRole('button', { name: 'Restore…' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Restore a backup' }));
  const restore = sheet.getByRole<HTMLButtonElement>('button', { name: 'Restore' });
  return { ...mounted, sheet, restore };
}

it('says which profiles an administrator decides about', async () => {
  const { sheet } = await open({}, restorePlan({ items: [], managed: ['Company'] }));
  expect(sheet.getByText(/“Company” is managed by an administrator of this computer and stays/)).toBeTruthy();
  expect(sheet.queryByText('There is no profile in this backup.')).toBeNull();
});

it('saves a backup without a passphrase, and says where', async () => {
  const value = { path: '/home/alice/Adit backup.json', profiles: 1, secrets: 'none' } as const;
  const { user, sent } = await settings({ 'backup.save': () => ({ ok: true, value }) });
  await user.click(screen.getByRole('button', { name: 'Back up all profiles…' }));
  expect(await screen.findByText('1 profile and the settings are saved in /home/alice/Adit backup.json.')).toBeTruthy();
  expect(sent('backup.save')).toEqual([{ passphrase: null }]);
});

it('seals with a passphrase that is not shown', async () => {
  const { user, sent } = await settings({ 'backup.save': () => ({ ok: true, value: null }) });
  const field = screen.getByLabelText<HTMLInputElement>('Passphrase for its secrets');
  expect(field.type).toBe('password');
  fill(field, 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Back up all profiles…' }));
  expect(sent('backup.save')).toEqual([{ passphrase: 'correct horse' }]);
});

it('restores as suggested and as chosen, and nothing before', async () => {
  const { user, sheet, restore, sent } = await open({
    'backup.restore': () => ({ ok: true, value: { profileIds: [idOf(1), idOf(2)] } }),
  });
  expect(sent('backup.restore')).toEqual([]);
  const here = within(sheet.getByRole('region', { name: 'Office server' }));
  expect(here.getByRole<HTMLInputElement>('radio', { name: 'Skip' }).checked).toBe(true);
  await user.click(here.getByRole('button', { name: /What would change/ }));
  expect(here.getByLabelText('What would change of Office server').textContent).toContain('stunnel.example.org:443');
  await user.click(here.getByRole('radio', { name: 'Replace' }));
  const away = within(sheet.getByRole('region', { name: 'Customer database' }));
  expect(away.queryByRole('radio', { name: 'Replace' })).toBeNull();
  await user.click(restore);
  expect(sent('backup.restore')).toEqual([
    {
      planId: idOf(800),
      choices: [
        { profileId: idOf(1), choice: 'replace' },
        { profileId: idOf(2), choice: 'add' },
      ],
      settings: false,
      passphrase: null,
    },
  ]);
  expect(await screen.findByText('Restored: 2 profiles.')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('cannot restore nothing, but the settings alone', async () => {
  const { user, sheet, restore } = await open();
  await user.click(
    within(sheet.getByRole('region', { name: 'Customer database' })).getByRole('radio', { name: 'Skip' }),
  );
  expect(restore.disabled).toBe(true);
  await user.click(sheet.getByRole('switch', { name: 'Restore the app’s settings as well' }));
  expect(restore.disabled).toBe(false);
});

it('stays open with what was chosen when the passphrase is wrong', async () => {
  const explanation = { what: 'This is not the passphrase.', why: 'Nothing was restored.', next: 'Enter it again.' };
  const { user, sheet, restore, sent } = await open(
    { 'backup.restore': () => ({ ok: false, error: { code: 'wrong-passphrase', explanation } }) },
    restorePlan({ secrets: 'sealed' }),
  );
  fill(sheet.getByLabelText('Passphrase of the backup'), 'wrong');
  await user.click(restore);
  expect(sent('backup.restore')).toMatchObject([{ passphrase: 'wrong' }]);
  expect((await sheet.findByRole('alert')).textContent).toContain('This is not the passphrase.');
});

it('names what is damaged', async () => {
  const { sheet } = await open({}, restorePlan({ damaged: [{ name: null, reason: toSay('stored.unfit') }] }));
  expect(sheet.getByRole('list', { name: 'Damaged' }).textContent).toBe(
    'A profile cannot be restored: It is not in the form that Adit writes.',
  );
});

it('is there before there is any profile', async () => {
  const { user } = await mount(appState(), { 'backup.open': () => ({ ok: true, value: restorePlan() }) });
  await user.click(screen.getByRole('button', { name: 'Restore a backup…' }));
  expect(await screen.findByRole('dialog', { name: 'Restore a backup' })).toBeTruthy();
});

it('says that another computer has changed its copy since, and shows it after this one', async () => {
  const { double, user } = await mount(appState([view(1)]));
  act(() => double.emit('backup.offered', restorePlan()));
  await screen.findByRole('dialog', { name: 'Restore a backup' });
  act(() => double.emit('backup.offered', restorePlan({ id: idOf(802), source: 'adit desk.json' })));
  // What waits is another computer's.
  expect(screen.queryByText(/has changed since/)).toBeNull();
  act(() => double.emit('backup.offered', restorePlan({ id: idOf(801), createdAt: '2026-11-03T09:30:00.000Z' })));
  expect(screen.getByRole('alert').textContent).toMatch(/has changed since/);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect((await screen.findByRole('dialog', { name: 'Restore a backup' })).textContent).toContain('adit desk.json');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect((await screen.findByRole('dialog', { name: 'Restore a backup' })).textContent).toMatch(/Nov 3|3 Nov/);
  expect(screen.queryByText(/has changed since/)).toBeNull();
});
