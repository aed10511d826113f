// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Profile, SecretField } from '../../preload/types.ts';
import { appState, idOf, tunnel, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

const waiting = (field: SecretField, isWrong = false, attempt: number | null = null) =>
  tunnel(
    {
      kind: 'blocked',
      error: { kind: 'key-passphrase', path: '/me.key', given: isWrong },
      remedy: { kind: 'enter-secret', field, isWrong },
    },
    { what: 'The key is protected.', why: 'It is encrypted.', next: 'Enter the passphrase.' },
    { kind: 'secret', attempt: attempt === null ? null : { number: attempt, by: 'window' } },
  );

const proxy = { kind: 'http', host: 'proxy.example', port: 3128, username: null } as const;

async function open(field: SecretField, { isWrong = false, canRemember = true, ...changed }: Options = {}) {
  const mounted = await mount(appState([view(1, changed, waiting(field, isWrong))], { canRemember }));
  await mounted.user.click(screen.getByRole('button', { name: 'Enter it…' }));
  return { ...mounted, sheet: within(await screen.findByRole('dialog')) };
}

type Options = Partial<Profile> & { readonly isWrong?: boolean; readonly canRemember?: boolean };

it('sends what was typed, and closes', async () => {
  const { user, sheet, sent } = await open('key-passphrase');
  expect(sheet.getByLabelText('Passphrase').getAttribute('type')).toBe('password');
  expect(sheet.queryByLabelText('User name')).toBeNull();
  await user.type(sheet.getByLabelText('Passphrase'), 'open sesame{Enter}');
  expect(sent('secret.give')).toEqual([
    { profileId: idOf(1), field: 'key-passphrase', value: 'open sesame', remember: true },
  ]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says that a wrong one was wrong', async () => {
  const { sheet } = await open('key-passphrase', { isWrong: true });
  expect(sheet.getByRole('alert').textContent).toContain('The key is protected.');
});

it('asks for the user name where there is none yet', async () => {
  const { user, sheet, sent } = await open('proxy-password', { proxy });
  fill(sheet.getByLabelText('Password at the proxy'), 'hush');
  await user.click(sheet.getByRole('button', { name: 'Connect' }));
  expect(sheet.getByText('Enter the user name.')).toBeTruthy();
  fill(sheet.getByLabelText('User name'), 'anna');
  await user.click(sheet.getByRole('switch', { name: /Remember/ }));
  await user.click(sheet.getByRole('button', { name: 'Connect' }));
  expect(sent('secret.give')).toEqual([
    { profileId: idOf(1), field: 'proxy-password', value: 'hush', username: 'anna', remember: false },
  ]);
});

it('offers to remember only with a key store, and says where it goes without', async () => {
  const { user, sheet, sent } = await open('psk', { canRemember: false });
  expect(sheet.queryByRole('switch')).toBeNull();
  expect(sheet.getByText(/no key store.*in memory only/)).toBeTruthy();
  fill(sheet.getByLabelText('Pre-shared key'), 'too short');
  await user.click(sheet.getByRole('button', { name: 'Connect' }));
  expect(sheet.getByText(/at least 16 bytes/)).toBeTruthy();
  expect(sent('secret.give')).toEqual([]);
});

it('asks again when the outcome is the same question', async () => {
  const { user, sheet, double } = await open('key-passphrase', { isWrong: true });
  await user.type(sheet.getByLabelText('Passphrase'), 'wrong again{Enter}');
  expect(screen.queryByRole('dialog')).toBeNull();
  act(() =>
    double.emit('state.changed', {
      rev: 2,
      changes: [{ kind: 'tunnel', profileId: idOf(1), tunnel: waiting('key-passphrase', true, 1) }],
    }),
  );
  expect(screen.getByRole('dialog').textContent).toContain('Enter the passphrase');
});
