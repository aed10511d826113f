import { expect, it } from 'vitest';
import type { Installed } from './client.ts';
import { openvpnClient } from './openvpn-client.ts';

const installed: Installed = new Map([
  ['openvpn', '/usr/sbin/openvpn'],
  ['network-manager', '/usr/lib/NetworkManager/nm-openvpn-service'],
]);
const on = (programs: Parameters<typeof openvpnClient>[0]['programs'], found: Installed | null = installed) =>
  openvpnClient({ platform: 'linux', installed: found, programs });

it('is what needs no terminal', () => {
  expect(on(undefined)).toEqual({ client: 'network-manager', program: 'nmcli' });
});

it('is that of the settings where it is there', () => {
  expect(on({ openvpn: { client: 'openvpn' } })).toEqual({ client: 'openvpn', program: '/usr/sbin/openvpn' });
  const alone: Installed = new Map([['openvpn', '/usr/sbin/openvpn']]);
  expect(on({ openvpn: { client: 'network-manager' } }, alone)?.client).toBe('openvpn');
});

it('is where a person has said that it is', () => {
  const setting = { client: 'openvpn', path: '/opt/openvpn-2.7/sbin/openvpn' };
  expect(on({ openvpn: setting }, new Map())).toEqual({ client: 'openvpn', program: setting.path });
});

it('is nobody before anybody has looked, and where there is none', () => {
  expect(on(undefined, null)).toBeNull();
  expect(on(undefined, new Map())).toBeNull();
});
