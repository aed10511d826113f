// @vitest-environment happy-dom

import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { sentence } from '../../preload/sentence.ts';
import { asWritten } from '../../preload/words/kept-text.ts';
import { appState, fingerprint, idOf, preview, service, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function open(shown: ImportPreview, handlers: Parameters<typeof mount>[1] = {}, state = appState()) {
  const mounted = await mount(state, handlers);
  act(() => mounted.double.emit('import.opened', shown));
  const sheet = within(await screen.findByRole('dialog'));
  const add = sheet.getByRole<HTMLButtonElement>('button', { name: /^(Add|Update|Add and update)$/ });
  return { ...mounted, sheet, add };
}

it('asks for the host name, and adds what was answered', async () => {
  const shown = preview([service('0')]);
  const { user, sheet, add, sent, double } = await open(shown, {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
  });
  const host = sheet.getByLabelText("Server's host name");
  expect(add.disabled).toBe(true);
  fill(host, 'stunnel.example.org');
  fill(sheet.getByLabelText('User name'), 'alice');
  await user.click(add);
  expect(sent('import.add')).toEqual([
    {
      previewId: shown.id,
      services: [
        {
          key: '0',
          name: 'SSH',
          application: 'ssh',
          host: 'stunnel.example.org',
          remotePort: 443,
          localPort: 2222,
          user: 'alice',
        },
      ],
    },
  ]);
  act(() => double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile', view: view(1) }] }));
  const next = await screen.findByRole('button', { name: 'Connect' });
  expect(next.className).toContain('primary');
  // It does that as well.
  expect(screen.queryByRole('button', { name: 'Switch it on' })).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(next));
  await user.click(next);
  expect(sent('launch.connect')).toEqual([{ profileId: idOf(1) }]);
});

it('says nothing about an empty question, and what is wrong with an answer', async () => {
  const { sheet, add } = await open(preview([service('0')]));
  expect(sheet.queryByText('Enter a host name or an IP address.')).toBeNull();
  fill(sheet.getByLabelText("Server's host name"), 'two words');
  expect(sheet.getByText('This is not a host name or an IP address.')).toBeTruthy();
  expect(add.disabled).toBe(true);
});

it('shows every address that the tunnel will listen on, and asks whether others may use it', async () => {
  const accept = [
    { host: '0.0.0.0', port: 2222 },
    { host: '::1', port: 2223 },
  ];
  const { sheet, user, sent } = await open(preview([service('0', { host: 'example.org', accept, exposed: true })]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
  });
  expect(sheet.getByText('127.0.0.1:2222, [::1]:2223')).toBeTruthy();
  expect(sheet.queryByText(/Everybody who reaches this computer/)).toBeNull();
  await user.click(sheet.getByRole('radio', { name: /Other computers as well/ }));
  expect(sheet.getByText('0.0.0.0:2222, [::1]:2223')).toBeTruthy();
  expect(sheet.getByText(/Everybody who reaches this computer/)).toBeTruthy();
  await user.click(sheet.getByRole('button', { name: 'Add' }));
  expect(sent('import.add')).toMatchObject([{ services: [{ exposed: true }] }]);
});

it('shows ::1 with whatever port is chosen', async () => {
  const { sheet } = await open(preview([service('0', { acceptIpv6: true })]));
  expect(sheet.getByText('127.0.0.1:2222, [::1]:2222')).toBeTruthy();
  fill(sheet.getByLabelText('Local port'), '2300');
  expect(sheet.getByText('127.0.0.1:2300, [::1]:2300')).toBeTruthy();
});

it('shows where the tunnel leads to, an IPv6 address in brackets', async () => {
  const { sheet } = await open(preview([service('0', { host: '2001:db8::1', remotePort: 443 })]));
  expect(sheet.getByText('[2001:db8::1]:443')).toBeTruthy();
});

it('names a section without a name that is left out', async () => {
  const shown = preview([
    service('0'),
    service('1', { section: '', name: 'Service', problem: sentence`It has no “accept”.` }),
  ]);
  const { sheet } = await open(shown);
  expect(sheet.getByRole('region', { name: 'Left out: Service' }).textContent).toContain('Service is left out');
});

it('shows the reason of each field as its description', async () => {
  const { sheet } = await open(preview([service('0')]));
  const port = sheet.getByLabelText('Local port');
  const described = (port.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id));
  expect(described.map((element) => element?.textContent)).toContain('Free on this computer.');
});

it('answers the same question once for all services, and leaves out what is unticked', async () => {
  const shown = preview([
    service('0'),
    service('1', { section: 'redis', name: 'Redis', application: 'redis', remotePort: 6380, localPort: 6379 }),
    service('2', { section: 'gitlab', problem: sentence`It has no “accept”.` }),
  ]);
  const { user, sheet, add, sent } = await open(shown, {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
  });
  const [first, second] = sheet.getAllByLabelText<HTMLInputElement>("Server's host name");
  if (!first || !second) throw new Error('two services are shown');
  fill(first, 'example.org');
  expect(second.value).toBe('example.org');
  expect(sheet.getByRole('region', { name: 'Left out: gitlab' }).textContent).toContain('It has no “accept”.');
  await user.click(sheet.getByRole('checkbox', { name: 'Add SSH' }));
  await user.click(add);
  expect(sent('import.add')).toMatchObject([{ services: [{ key: '1' }] }]);
});

it('shows what is not applied, with its line', async () => {
  const notes = [{ line: 3, text: 'chroot = /var/lib/stunnel4', reason: asWritten('Only matters on the server.') }];
  const { user, sheet } = await open(preview([service('0')], { notes }));
  await user.click(sheet.getByRole('button', { name: /Not applied from this file/ }));
  const note = sheet.getByText('chroot = /var/lib/stunnel4').closest('li');
  expect(note?.textContent).toBe('Line 3chroot = /var/lib/stunnel4Only matters on the server.');
});

it('cancels without adding anything', async () => {
  const shown = preview([service('0', { host: 'example.org' })]);
  const { user, sheet, sent } = await open(shown);
  await user.click(sheet.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent('import.cancel')).toEqual([{ previewId: shown.id }]);
  expect(sent('import.add')).toEqual([]);
});

it('keeps the files of a folder apart: each has its own host', async () => {
  const shown = preview([service('0', { file: 'a.conf' }), service('1', { file: 'b.conf', localPort: 2223 })]);
  const { sheet } = await open(shown);
  const [first, second] = sheet.getAllByLabelText<HTMLInputElement>("Server's host name");
  if (!first || !second) throw new Error('two services are shown');
  fill(first, 'a.example.org');
  expect(second.value).toBe('');
  expect(sheet.getByText('Section [ssh] of b.conf')).toBeTruthy();
});

const match = {
  profileId: idOf(1),
  profileName: 'Office server',
  differences: [{ field: 'connect', old: 'stunnel.example.org:443', new: 'stunnel.example.org:8443' }],
} as const;
const adds = { 'import.add': () => ({ ok: true as const, value: { profileIds: [idOf(1)] } }) };

it('updates the profile that the service is a newer version of, and shows what changes', async () => {
  const shown = preview([service('0', { host: 'stunnel.example.org', remotePort: 8443, match })]);
  const { user, sheet, add, sent } = await open(shown, adds, appState([view(1)]));
  const changes = within(sheet.getByLabelText('What changes of Office server'));
  expect(changes.getByText('stunnel.example.org:443').tagName).toBe('DEL');
  expect(changes.getByText('stunnel.example.org:8443').tagName).toBe('INS');
  expect(sheet.queryByLabelText('Local port')).toBeNull();
  expect(add.textContent).toBe('Update');
  await user.click(add);
  expect(sent('import.add')).toMatchObject([{ services: [{ key: '0', action: 'update', remotePort: 8443 }] }]);
});

it('adds a copy instead, or skips it', async () => {
  const shown = preview([service('0', { host: 'stunnel.example.org', match })]);
  const { user, sheet, add, sent } = await open(shown, adds, appState([view(1)]));
  await user.click(sheet.getByRole('radio', { name: 'Skip' }));
  expect(add.disabled).toBe(true);
  await user.click(sheet.getByRole('radio', { name: 'Add a copy' }));
  expect(add.textContent).toBe('Add');
  fill(sheet.getByLabelText('Name'), 'Second office');
  await user.click(add);
  expect(sent('import.add')).toMatchObject([{ services: [{ action: 'copy', name: 'Second office' }] }]);
});

it('says that nothing would change, and then does nothing by itself', async () => {
  const shown = preview([service('0', { match: { ...match, differences: [] } })]);
  const { sheet, add } = await open(shown, {}, appState([view(1)]));
  expect(sheet.getByRole<HTMLInputElement>('radio', { name: 'Skip' }).checked).toBe(true);
  expect(sheet.getByText('“Office server” is already as this file says.')).toBeTruthy();
  expect(add.disabled).toBe(true);
});

it('asks whether it is the same service when only the names of file and section are the same', async () => {
  const shown = preview([service('0', { match: { ...match, differences: [], doubt: 'no-host' } })]);
  const { user, sheet, add, sent } = await open(shown, adds, appState([view(1)]));
  expect(sheet.getByText('Is this the service of “Office server”?')).toBeTruthy();
  expect(sheet.getByText(/but this file does not say its host/)).toBeTruthy();
  expect(sheet.queryByText(/already as this file says/)).toBeNull();
  const host = sheet.getByLabelText<HTMLInputElement>("Server's host name");
  expect(host.value).toBe('');
  expect(add.disabled).toBe(true);
  fill(host, 'b.example.net');
  await user.click(add);
  expect(sent('import.add')).toMatchObject([{ services: [{ action: 'copy', host: 'b.example.net' }] }]);
});

it('repoints no profile to another host by itself', async () => {
  const shown = preview([service('0', { host: 'b.example.net', match: { ...match, doubt: 'other-host' } })]);
  const { user, sheet, add } = await open(shown, adds, appState([view(1)]));
  expect(sheet.getByText(/but this file names another host/)).toBeTruthy();
  expect(sheet.queryByLabelText('What changes of Office server')).toBeNull();
  expect(add.textContent).toBe('Add');
  await user.click(sheet.getByRole('radio', { name: 'Update' }));
  expect(sheet.getByLabelText('What changes of Office server')).toBeTruthy();
  expect(add.textContent).toBe('Update');
});

it('shows the certificate that was found beside the file by its fingerprint', async () => {
  const { sheet } = await open(preview([service('0', { host: 'example.org', pinned: [fingerprint(1)] })]));
  expect(sheet.getByTestId('fingerprint-found').textContent).toBe(fingerprint(1));
});

it('shows it as well when an update makes it the pin', async () => {
  const differences = [
    { field: 'trust', old: 'The system’s certificates', new: 'Only the certificate found' },
  ] as const;
  const updated = service('0', { host: 'example.org', pinned: [fingerprint(1)], match: { ...match, differences } });
  const { sheet } = await open(preview([updated]), {}, appState([view(1)]));
  expect(sheet.getByTestId('fingerprint-found').textContent).toBe(fingerprint(1));
});

it('asks before a server is not verified, and verifies unless told otherwise', async () => {
  const shown = preview([service('0', { host: 'example.org', role: 'client', unverified: true })]);
  const { user, sheet, add, sent } = await open(shown, {
    'import.add': () => ({ ok: false, error: { code: 'failed', explanation: { what: 'Full.', why: '', next: '' } } }),
  });
  expect(sheet.getByRole<HTMLInputElement>('radio', { name: 'Verify the server' }).checked).toBe(true);
  await user.click(add);
  await user.click(sheet.getByRole('radio', { name: 'Accept any certificate' }));
  expect(sheet.getByText(/anyone on the way could read/)).toBeTruthy();
  await user.click(add);
  const services = sent('import.add').map((request) => (request as { services: unknown[] }).services[0]);
  expect(services[0]).not.toHaveProperty('unverified');
  expect(services[1]).toHaveProperty('unverified', true);
});

it('leads to the switch of what was added, once', async () => {
  const shown = preview([service('0', { host: 'example.org' })]);
  const { user, sheet, add, double } = await open(
    shown,
    { 'import.add': () => ({ ok: true, value: { profileIds: [idOf(2)] } }) },
    appState([view(1, { name: 'Home' })]),
  );
  expect(sheet.queryByRole('alert')).toBeNull();
  act(() =>
    double.emit('state.changed', {
      rev: 2,
      changes: [{ kind: 'profile', view: view(2, { name: 'Work', application: 'custom' }) }],
    }),
  );
  await user.click(add);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Switch it on' })));
  await user.click(screen.getByRole('row', { name: 'Home' }));
  const again = screen.getByRole('row', { name: 'Work' });
  await user.click(again);
  // Nothing can be started for it, so that this is the next step.
  expect(screen.getByRole('button', { name: 'Switch it on' }).className).toContain('primary');
  expect(document.activeElement).toBe(again);
});

it('names private keys that were found, before anything else', async () => {
  const { sheet } = await open(preview([service('0')], { privateKeys: ['tls/server.key', 'old.pem'] }));
  const warning = sheet.getByText('tls/server.key, old.pem hold private keys.').closest('div');
  expect(warning?.textContent).toContain('They were skipped, and nothing of them was kept.');
  expect(sheet.queryByText('Not applied from this file')).toBeNull();
});

it('shows insecure habits openly, and the other lines folded', async () => {
  const warning = { line: 2, text: 'sslVersion = SSLv3', reason: asWritten('SSL 3 is outdated.') };
  const quiet = { line: 3, text: 'debug = 7', reason: asWritten('Adit keeps its own log.') };
  const { sheet } = await open(preview([service('0', { warnings: [warning], notes: [warning, quiet] })]));
  expect(sheet.getByText('SSL 3 is outdated.')).toBeTruthy();
  expect(sheet.getByRole('button', { name: /Not applied from this section/ }).textContent).toContain('1');
});

it('says what the server demands, and takes the identity of a key', async () => {
  const needs = [
    { kind: 'certificate', required: true, reason: sentence`This server asks for a client certificate.`, named: null },
    { kind: 'psk', required: true, reason: sentence`This server has no certificate.`, named: null },
  ] as const;
  const settings = [
    { field: 'negotiation', words: 'STARTTLS of SMTP' },
    { field: 'minVersion', words: 'TLSv1.2', places: [{ file: null, line: 7 }] },
  ] as const;
  const { user, sheet, add, sent } = await open(preview([service('0', { host: 'a.example', needs, settings })]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
  });
  expect(sheet.getByText('This server asks for a client certificate.')).toBeTruthy();
  expect(sheet.getByText('STARTTLS of SMTP')).toBeTruthy();
  expect(sheet.getByText('Oldest TLS version').nextElementSibling?.textContent).toBe('TLSv1.2 (line 7)');
  fill(sheet.getByLabelText('Identity of the pre-shared key'), ' ada ');
  await user.click(add);
  expect(sent('import.add')).toMatchObject([{ services: [{ psk: { kind: 'secret', identity: 'ada' } }] }]);
});

it('shows the server the certificate that the file names, unless told not to', async () => {
  const needs = [
    { kind: 'certificate', required: false, reason: sentence`The file shows c.pem.`, named: 'c.pem' },
  ] as const;
  const { user, sheet, add, sent } = await open(preview([service('0', { host: 'a.example', needs })]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
  });
  await user.click(sheet.getByRole('radio', { name: 'None for now' }));
  await user.click(add);
  expect(sent('import.add')).toMatchObject([{ services: [{ identity: null }] }]);
});

it('asks for files that could not be found, and sends those that were chosen', async () => {
  const needs = [
    { kind: 'authority', required: false, reason: sentence`It names ca.pem.`, named: null, lost: 'ca.pem' },
    { kind: 'revocation', required: false, reason: sentence`It names ca.crl.`, named: null, lost: 'ca.crl' },
    { kind: 'certificate', required: false, reason: sentence`It names ada.pem.`, named: null, lost: 'ada.pem' },
    { kind: 'psk', required: false, reason: sentence`It names keys.txt.`, named: 'ada', lost: 'keys.txt' },
  ] as const;
  const { user, sheet, add, sent } = await open(preview([service('0', { host: 'a.example', needs })]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
    'profile.chooseFile': ({ purpose }) =>
      purpose === 'certificate'
        ? { ok: true, value: { path: '/home/ada/both.pem', holds: 'certificate-and-key' } }
        : { ok: true, value: { path: `/home/ada/${purpose}`, holds: purpose } },
  });
  // A question is not an error yet, but it is not passed over either.
  expect(sheet.queryByText('Choose the file.')).toBeNull();
  expect(add.disabled).toBe(true);
  for (const file of ['File with these certificates', 'Certificate file', 'File with pre-shared keys']) {
    await user.click(sheet.getByRole('button', { name: `Choose: ${file}` }));
  }
  expect(sheet.getByText(/certificates in \/home\/ada\/authority vouch for the server/)).toBeTruthy();
  expect(add.disabled).toBe(true);
  await user.click(sheet.getByRole('button', { name: 'Choose: Revocation list' }));
  expect(add.disabled).toBe(false);
  await user.click(add);
  expect(sent('import.add')).toMatchObject([
    {
      services: [
        {
          authority: '/home/ada/authority',
          revocation: '/home/ada/revocation',
          identity: { kind: 'pem', certificate: '/home/ada/both.pem', key: '/home/ada/both.pem' },
          psk: { kind: 'file', path: '/home/ada/psk', identity: null },
        },
      ],
    },
  ]);
});

it('adds without the files that could not be found when told so', async () => {
  const needs = [
    { kind: 'authority', required: false, reason: sentence`It names ca.pem.`, named: null, lost: 'ca.pem' },
  ] as const;
  const { user, sheet, add, sent } = await open(preview([service('0', { host: 'a.example', needs })]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
  });
  await user.click(sheet.getByRole('radio', { name: 'None for now' }));
  await user.click(add);
  expect(sent('import.add')).not.toHaveProperty('[0].services[0].authority');
});

it('sends the files that were chosen in a dialog, and not without the key', async () => {
  const needs = [{ kind: 'certificate', required: true, reason: sentence`It asks for one.`, named: null }] as const;
  const holds = {
    certificate: 'certificate',
    key: 'key',
    psk: 'psk',
    revocation: 'revocation',
    authority: 'authority',
    openvpn: 'openvpn',
  } as const;
  const { user, sheet, add, sent } = await open(preview([service('0', { host: 'a.example', needs })]), {
    'import.add': () => ({ ok: true, value: { profileIds: [idOf(1)] } }),
    'profile.chooseFile': ({ purpose }) => ({
      ok: true,
      value: { path: `/home/ada/${purpose}`, holds: holds[purpose] },
    }),
  });
  expect(add.disabled).toBe(false);
  await user.click(sheet.getByRole('radio', { name: 'Choose files' }));
  await user.click(sheet.getByRole('button', { name: 'Choose: Certificate file' }));
  expect(sheet.getByText('Choose the key that belongs to it.')).toBeTruthy();
  expect(add.disabled).toBe(true);
  await user.click(sheet.getByRole('button', { name: 'Choose: Private key file' }));
  await user.click(add);
  const identity = { kind: 'pem', certificate: '/home/ada/certificate', key: '/home/ada/key' };
  expect(sent('import.add')).toMatchObject([{ services: [{ identity }] }]);
});
