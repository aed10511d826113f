import { expect, it } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { plainProfile } from '../../test/export/arbitrary.ts';
import { defaultTls } from './defaults.ts';
import { specificationOf } from './specification.ts';

it('tells the engine what it acts on, and nothing that only people and the app need', () => {
  const revocation = { lists: ['/crl.pem'], ocsp: null };
  const profile = plainProfile({
    group: 'Office',
    application: 'custom',
    acceptIpv6: true,
    startWithApp: true,
    user: 'ada',
    failover: 'rr',
    tls: { ...defaultTls, alpn: ['h2'], securityLevel: 1 },
    identity: { kind: 'pkcs12', path: '/ada.p12' },
    psk: { kind: 'secret', identity: 'ada' },
    proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: 'ada' },
    negotiation: { kind: 'smtp', host: null, login: null },
    revocation,
    local: '192.0.2.7',
    spares: { count: 1, lifetime: 9 },
  });
  const secrets = { 'key-passphrase': 'one', 'proxy-password': 'two', 'protocol-password': 'three' };
  const psk = { identity: 'ada', key: '00' };
  const { id, name, accept, connect, tls, trust, timeouts } = profile;
  expect(specificationOf(profile, { secrets, psk })).toStrictEqual({
    id,
    name,
    accept,
    acceptIpv6: true,
    connect,
    failover: 'rr',
    tls,
    trust,
    timeouts,
    identity: { kind: 'pkcs12', path: '/ada.p12', passphrase: 'one' },
    psk,
    proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: 'ada', password: 'two' },
    negotiation: { kind: 'smtp', host: null, login: null, password: 'three' },
    revocation,
    local: '192.0.2.7',
    spares: { count: 1, lifetime: 9 },
    guard: { accounts: [], programs: [] },
  });
});

it('guards the local port unless everybody may use it, and lets OpenVPN’s own users in where it is for OpenVPN', () => {
  const guardOf = (changes: Partial<Profile>) => specificationOf(plainProfile(changes)).guard;
  expect(guardOf({ application: 'openvpn' })?.accounts).toContain('nm-openvpn');
  expect(guardOf({ application: 'ssh' })).toEqual({ accounts: [], programs: [] });
  expect(guardOf({ localUsers: 'everyone' })).toBeUndefined();
  expect(guardOf({ localUsers: 'everyone', localPrograms: ['/usr/bin/ssh'] })?.programs).toEqual(['/usr/bin/ssh']);
});
