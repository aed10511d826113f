// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ImportPreview } from '../../preload/types.ts';
import { appState, idOf, preview, service, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function open(shown: ImportPreview, ...more: Parameters<typeof mount>[1][]) {
  const mounted = await mount(appState(), more[0]);
  act(() => mounted.double.emit('import.opened', shown));
  const sheet = within(await screen.findByRole('dialog'));
  const add = sheet.getByRole<HTMLButtonElement>('button', { name: 'Add' });
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
  await user.click(await screen.findByRole('button', { name: 'Switch it on' }));
  expect(sent('tunnel.start')).toEqual([{ profileId: idOf(1) }]);
});

it('says nothing about an empty question, and what is wrong with an answer', async () => {
  const { sheet, add } = await open(preview([service('0')]));
  expect(sheet.queryByText('Enter a host name or an IP address.')).toBeNull();
  fill(sheet.getByLabelText("Server's host name"), 'two words');
  expect(sheet.getByText('This is not a host name or an IP address.')).toBeTruthy();
  expect(add.disabled).toBe(true);
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
    service('2', { section: 'gitlab', problem: 'It has no “accept”.' }),
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
  const notes = [{ line: 3, text: 'chroot = /var/lib/stunnel4', reason: 'Only matters on the server.' }];
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
