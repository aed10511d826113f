// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ChosenFile, Handlers } from '../../preload/contract.ts';
import type { KeptSecret, Profile } from '../../preload/types.ts';
import { appState, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function open(
  changed: Partial<Profile> = {},
  handlers: Partial<Handlers> = {},
  secrets: readonly KeptSecret[] = [],
) {
  const shown = { ...view(1, changed), secrets };
  const mounted = await mount(appState([shown]), handlers);
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

it('offers ::1 beside 127.0.0.1, and nowhere else', async () => {
  const { user, sheet, save, sent } = await open();
  const onIpv6 = () => sheet.queryByRole('switch', { name: /::1/ });
  fill(sheet.getByLabelText('Local host'), '192.168.1.2');
  expect(onIpv6()).toBeNull();
  fill(sheet.getByLabelText('Local host'), '127.0.0.1');
  await user.click(onIpv6() ?? save);
  await user.click(save);
  expect(sent('profile.save')).toMatchObject([{ profile: { acceptIpv6: true } }]);
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

it('folds what simple profiles do without, and opens what is set', async () => {
  const { sheet } = await open({ proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: 'anna' } });
  const isOpen = (name: string) => sheet.getByRole('button', { name }).getAttribute('aria-expanded');
  expect(isOpen('Client certificate or key')).toBe('false');
  expect(isOpen('Way to the server')).toBe('true');
  expect(isOpen('Withdrawn certificates')).toBe('false');
  expect(isOpen('Advanced')).toBe('false');
  expect(sheet.getByLabelText<HTMLInputElement>('Proxy’s host name').value).toBe('proxy.example');
});

it('takes a certificate from the dialog, asks for its key, and sends the passphrase beside the profile', async () => {
  const chosen: ChosenFile[] = [
    { path: '/home/anna/me.pem', holds: 'certificate' },
    { path: '/home/anna/me.key', holds: 'key' },
  ];
  const { user, sheet, save, sent, profile } = await open(
    {},
    { 'profile.chooseFile': () => ({ ok: true, value: chosen.shift() ?? null }) },
  );
  await user.click(sheet.getByRole('button', { name: 'Client certificate or key' }));
  await user.click(sheet.getByRole('button', { name: 'Choose: Certificate file' }));
  expect(sheet.getByLabelText<HTMLInputElement>('Certificate file').value).toBe('/home/anna/me.pem');
  await user.click(save);
  expect(sheet.getByText('Choose the file with the private key.')).toBeTruthy();
  await user.click(sheet.getByRole('button', { name: 'Choose: Private key file' }));
  expect(sent('profile.chooseFile')).toEqual([{ purpose: 'certificate' }, { purpose: 'key' }]);
  fill(sheet.getByLabelText('Passphrase'), 'open sesame');
  await user.click(save);
  expect(sent('profile.save')).toEqual([
    {
      profile: {
        ...profile,
        identity: { kind: 'pem', certificate: '/home/anna/me.pem', key: '/home/anna/me.key' },
      },
      secrets: { 'key-passphrase': 'open sesame' },
    },
  ]);
});

it('says why a chosen file is of no use', async () => {
  const explanation = {
    what: 'notes.txt cannot be used here.',
    why: 'It holds no certificate.',
    next: 'Choose another.',
  };
  const { user, sheet } = await open(
    {},
    { 'profile.chooseFile': () => ({ ok: false, error: { code: 'import', explanation } }) },
  );
  await user.click(sheet.getByRole('button', { name: 'Client certificate or key' }));
  await user.click(sheet.getByRole('button', { name: 'Choose: Certificate file' }));
  expect(sheet.getByRole('alert').textContent).toContain('notes.txt cannot be used here.');
});

it('never shows what is kept; it can be left, replaced or forgotten', async () => {
  const psk: Partial<Profile> = { psk: { kind: 'secret', identity: 'adit' } };
  const { user, sheet, save, sent } = await open(psk, {}, [{ field: 'psk', kept: 'sealed' }]);
  const field = sheet.getByLabelText<HTMLInputElement>('Pre-shared key');
  expect(field.value).toBe('');
  expect(sheet.getByText(/Leave it empty to keep it/)).toBeTruthy();
  await user.click(sheet.getByRole('button', { name: 'Forget: Pre-shared key' }));
  await user.click(save);
  expect(sent('profile.save')).toMatchObject([{ secrets: { psk: null } }]);
});

it('refuses a key that is too short, in its folded section', async () => {
  const { user, sheet, save, sent } = await open({ psk: { kind: 'secret', identity: 'adit' } });
  fill(sheet.getByLabelText('Pre-shared key'), 'short');
  const section = sheet.getByRole('button', { name: 'Client certificate or key' });
  await user.click(section);
  expect(section.getAttribute('aria-expanded')).toBe('false');
  await user.click(save);
  expect(section.getAttribute('aria-expanded')).toBe('true');
  expect(document.activeElement).toBe(sheet.getByLabelText('Pre-shared key'));
  expect(sheet.getByText(/at least 16 bytes/)).toBeTruthy();
  expect(sent('profile.save')).toEqual([]);
});

it('asks before changes are lost, and not when there are none', async () => {
  const { user, sheet, sent } = await open();
  await user.click(sheet.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();

  await user.click(screen.getByRole('button', { name: 'Edit' }));
  fill(await screen.findByLabelText('Name'), 'Renamed');
  expect(sent('window.unsaved')).toEqual([{ name: expect.any(String) }]);
  await user.keyboard('{Escape}');
  const question = within(await screen.findByRole('alertdialog'));
  await user.click(question.getByRole('button', { name: 'Go on editing' }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Renamed');
  await user.keyboard('{Escape}');
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Discard' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent('profile.save')).toEqual([]);
  expect(sent('window.unsaved').at(-1)).toEqual({ name: null });
});

it('shows the stunnel.conf that the form means, as one types, and none while a field is wrong', async () => {
  const { user, sheet, sent } = await open(
    {},
    {
      'profile.preview': ({ profile }) => ({ ok: true, value: { text: `[${profile.name}]` } }),
    },
  );
  expect(sent('profile.preview')).toEqual([]);
  await user.click(sheet.getByRole('button', { name: 'The stunnel.conf that this means' }));
  fill(sheet.getByLabelText('Name'), 'Renamed');
  expect(await sheet.findByText('[Renamed]')).toBeTruthy();
  fill(sheet.getByLabelText('Local port'), '70000');
  expect(sheet.getByText('Some fields need another look before there is one.')).toBeTruthy();
});

it('shows what a command of one’s own becomes while it is typed, and what may be wrong about it', async () => {
  const { sheet } = await open({ application: 'custom', user: null });
  const type = (line: string) => fill(sheet.getByLabelText('Command'), line);
  const preview = () => sheet.getByRole('status', { name: /each argument by itself/ });
  const words = () =>
    within(preview())
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
  expect(sheet.queryByRole('status', { name: /each argument by itself/ })).toBeNull();
  fill(sheet.getByLabelText('Local host'), '0.0.0.0');
  fill(sheet.getByLabelText('Local port'), '5901');
  type(`"my viewer" --at={host}:{port} ''`);
  expect(words()).toEqual(['my viewer', '--at=127.0.0.1:5901', '(empty)']);
  type('viewer {hots} {user}@{host}');
  expect(preview().textContent).toMatch(
    /\{hots\} stays as it is.*\{host\}, \{port\}, \{socket\}, \{user\}, \{server\}/,
  );
  expect(preview().textContent).toContain('{user} is empty');
  fill(sheet.getByLabelText('User name'), 'anna');
  expect(words()).toEqual(['viewer', '{hots}', 'anna@127.0.0.1']);
  expect(preview().textContent).not.toContain('is empty');
  type('viewer "{host}');
  expect(preview().textContent).toContain('A quote is not closed');
});
