// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { VpnView } from '../../preload/app-state.ts';
import type { Profile, TunnelError, TunnelView } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';
import { appState, idOf, off, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

const openvpn = { path: '/home/ada/office.ovpn', traffic: 'everything', blockIpv6: true } as const;
const vpn: VpnView = { client: 'NetworkManager', notes: [], problem: null, moved: [] };
const loop: TunnelError = { kind: 'vpn-loop', host: 'vpn.example', address: '192.0.2.1', device: 'tun0' };
const caught: TunnelView = {
  ...off,
  status: { kind: 'on', accept: [], server: { kind: 'unreachable', error: loop, retryAt: 0 } },
  explanation: { what: 'The way to vpn.example goes through the VPN itself.', why: '', next: '' },
};

const open = (changed: Partial<Profile>, shown: VpnView | null = vpn, tunnel: TunnelView = off) =>
  mount(appState([{ ...view(1, { application: 'openvpn', ...changed }, tunnel), vpn: shown }]));

it('says whose configuration goes to whom, what is changed of it, and what is wrong with it', async () => {
  const notes = [
    { line: 3, text: 'proto udp', reason: toSay('vpn.note.leftOut', { reason: toSay('vpn.because.onlyUdp') }) },
  ];
  const problem = { what: 'office.ovpn cannot be read.', why: 'It was moved.', next: 'Choose it again.' };
  const { user } = await open({ openvpn }, { ...vpn, notes, problem });
  const card = within(screen.getByRole('region', { name: 'VPN' }));
  expect(card.getByText(/office\.ovpn/, { selector: 'strong' }).parentElement?.textContent).toBe(
    'office.ovpn with NetworkManager, for everything',
  );
  expect(card.getByText('office.ovpn cannot be read.')).toBeTruthy();
  await user.click(card.getByRole('button', { name: /Changed for the tunnel/ }));
  expect(card.getByText('proto udp')).toBeTruthy();
  expect(card.getByText('Left out, because it is for UDP, and the tunnel carries TCP.')).toBeTruthy();
});

it('shows what main has found out meanwhile', async () => {
  const { double } = await open({ openvpn }, null);
  const changes = [{ kind: 'vpn', profileId: idOf(1), vpn }] as const;
  act(() => double.emit('state.changed', { rev: 2, changes }));
  expect(await screen.findByText(/with NetworkManager/)).toBeTruthy();
});

it('asks for the configuration where there is none, and other applications for nothing', async () => {
  const { user } = await open({}, null);
  await user.click(screen.getByRole('button', { name: 'Choose the .ovpn…' }));
  expect(await screen.findByRole('textbox', { name: 'OpenVPN configuration' })).toBeTruthy();
  cleanup();
  await mount(appState([view(1)]));
  expect(screen.queryByRole('region', { name: 'VPN' })).toBeNull();
});

it('mends a loop with one button', async () => {
  const { user, sent } = await open({ openvpn }, vpn, caught);
  expect(screen.getByText('The way to vpn.example goes through the VPN itself.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Start the VPN anew' }));
  expect(sent('launch.connect')).toEqual([{ profileId: idOf(1) }]);
});

it('cannot mend the loop of a VPN that it does not start: it asks for its configuration', async () => {
  await open({}, null, caught);
  expect(screen.queryByRole('button', { name: 'Start the VPN anew' })).toBeNull();
  expect(screen.getAllByRole('button', { name: 'Choose the .ovpn…' })).toHaveLength(2);
});

it('says that a server has moved, and offers to start the VPN for the new address', async () => {
  const { user, sent } = await open({ openvpn }, { ...vpn, moved: ['vpn.example'] });
  expect(screen.getByText(/^vpn\.example has a new address\./)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Start the VPN anew' }));
  expect(sent('launch.connect')).toHaveLength(1);
});

it('takes a dropped .ovpn for the profile that is open, with its key', async () => {
  const { sent } = await open({}, null);
  const text = 'client\n<key>\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n</key>\n';
  const file = new File([text], 'office.ovpn');
  const items = [{ kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file }];
  fireEvent.drop(window, { dataTransfer: { types: ['Files'], items } });
  await waitFor(() => expect(sent('profile.giveOpenvpn')).toEqual([{ profileId: idOf(1), name: 'office.ovpn', text }]));
});

it('edits what goes through the VPN, and stops starting it', async () => {
  const { user, sent } = await open({ openvpn });
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const sheet = within(await screen.findByRole('dialog'));
  await user.click(sheet.getByRole('switch', { name: 'Nothing beside the VPN by IPv6' }));
  await user.click(sheet.getByRole('button', { name: 'Save' }));
  expect(sent('profile.save')).toMatchObject([{ profile: { openvpn: { ...openvpn, blockIpv6: false } } }]);
});
