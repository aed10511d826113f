import { expect, test } from 'vitest';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';
import { makeVpnClient } from './make-vpn-client.ts';

const ovpn = { name: 'office.ovpn', text: 'client\ndev tun\nremote vpn.example 1194\n' };
const conf = '[openvpn]\naccept = 443\nconnect = 1194\ncert = server.pem\n';
const file = (path: string, text: string) => ({ path, bytes: new TextEncoder().encode(text) });

test('a dropped configuration makes the profile start that VPN, from a copy', async () => {
  const profile = makeProfile();
  const app = makeApp([profile]);
  expect(await app.handlers['profile.giveOpenvpn']({ profileId: profile.id, ...ovpn })).toMatchObject({ ok: true });
  expect(app.state.profile(profile.id)?.profile).toMatchObject({
    application: 'openvpn',
    openvpn: { path: `/kept/${profile.id}/office.ovpn`, traffic: 'everything', blockIpv6: true },
  });
  await app.close();
});

test('what was chosen about the VPN stays when its file is replaced', async () => {
  const openvpn = { path: '/old.ovpn', traffic: 'networks', blockIpv6: false } as const;
  const profile = makeProfile({ application: 'openvpn', openvpn });
  const app = makeApp([profile]);
  await app.handlers['profile.giveOpenvpn']({ profileId: profile.id, ...ovpn });
  expect(app.state.profile(profile.id)?.profile.openvpn).toMatchObject({ traffic: 'networks', blockIpv6: false });
  await app.close();
});

test('anything else is refused with what to do, and the profile stays as it is', async () => {
  const profile = makeProfile();
  const app = makeApp([profile]);
  const given = await app.handlers['profile.giveOpenvpn']({ profileId: profile.id, name: 'x.ovpn', text: conf });
  expect(given).toMatchObject({ ok: false, error: { explanation: { what: 'x.ovpn cannot be used here.' } } });
  expect(app.state.profile(profile.id)?.profile).toEqual(profile);
  await app.close();
});

test('a profile may name no other file of the folder', async () => {
  const profile = makeProfile();
  const app = makeApp([profile]);
  const openvpn = { path: '/etc/shadow', traffic: 'everything', blockIpv6: true } as const;
  const saved = await app.handlers['profile.save']({ profile: { ...profile, application: 'openvpn', openvpn } });
  expect(saved).toMatchObject({ ok: false });
  await app.close();
});

test('dropped together with a stunnel.conf it belongs to the profile that comes of it', async () => {
  const vpnClient = makeVpnClient();
  const app = makeApp([], { vpnClient });
  const read = await app.handlers['import.readSet']({ name: null, files: [file('stunnel.conf', conf)], openvpn: ovpn });
  if (!read.ok) throw new Error(read.error.explanation.what);
  const [service] = read.value.services;
  const added = await app.handlers['import.add']({
    previewId: read.value.id,
    services: [
      {
        key: service?.key ?? '',
        name: 'Office',
        application: 'openvpn',
        host: 'vpn.example',
        remotePort: 443,
        localPort: 1194,
        user: null,
      },
    ],
  });
  expect(added).toMatchObject({ ok: true });
  expect(vpnClient.events).toEqual(['keep office.ovpn', 'use']);
  expect(app.state.snapshot().profiles[0]?.profile.openvpn?.path).toMatch(/office\.ovpn$/);
  await app.close();
});

test('the VPN ends before its tunnel, and who switches on again meanwhile keeps both', async () => {
  const openvpn = { path: '/office.ovpn', traffic: 'everything', blockIpv6: true } as const;
  const profile = makeProfile({ application: 'openvpn', openvpn });
  const events: string[] = [];
  let ended: () => void = () => {};
  const vpnClient = {
    ...makeVpnClient(),
    end: () =>
      new Promise<boolean>((resolve) => {
        events.push('end the VPN');
        ended = () => resolve(false);
      }),
  };
  const engine = {
    start: () => void events.push('start'),
    stop: async () => void events.push('stop'),
    check: () => {},
    inspect: async () => ({ connections: [], chain: [] }),
    endConnection: () => {},
    hold: () => {},
    refresh: () => {},
    close: async () => {},
  };
  const app = makeApp([profile], { vpnClient, openEngine: () => engine });
  app.controller.start(profile.id);
  const stopped = app.controller.stop(profile.id);
  await expect.poll(() => events).toEqual(['start', 'end the VPN']);
  ended();
  await stopped;
  expect(events).toEqual(['start', 'end the VPN', 'stop']);

  app.controller.start(profile.id);
  const again = app.controller.stop(profile.id);
  await expect.poll(() => events.filter((event) => event === 'end the VPN')).toHaveLength(2);
  app.controller.start(profile.id);
  ended();
  await again;
  expect(events.filter((event) => event === 'stop')).toHaveLength(1);
  const closed = app.close();
  await expect.poll(() => events.filter((event) => event === 'end the VPN')).toHaveLength(3);
  ended();
  await closed;
});
