import { expect, it } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { makeCertificate, makeProfile } from '../state/make-profile.ts';
import { lostSecrets, secretFieldsOf, withUsername } from './secret-fields.ts';

const proxy = { kind: 'http', host: 'proxy.example', port: 3128, username: 'anna' } as const;
const smtp = { kind: 'smtp', host: null, login: { method: 'plain', username: 'anna' } } as const;
const elsewhere = [{ host: 'evil.example', port: 443 }];
const pinned: Profile['trust'] = {
  kind: 'pinned',
  certificates: [{ kind: 'pem', pem: makeCertificate().pem }],
  checks: { hosts: [], emails: [], ips: [] },
};
const connect = { kind: 'connect', host: 'inside:22', username: 'anna', headers: [] as string[] } as const;

it.each<[string, Partial<Profile>, readonly string[]]>([
  ['nothing', {}, []],
  ['an identity', { identity: { kind: 'pkcs12', path: '/me.p12' } }, ['key-passphrase']],
  ['a key that is entered', { psk: { kind: 'secret', identity: 'anna' } }, ['psk']],
  ['a key in a file', { psk: { kind: 'file', path: '/psk', identity: null } }, []],
  ['a proxy with a login', { proxy }, ['proxy-password']],
  ['a proxy without one', { proxy: { ...proxy, username: null } }, []],
  ['SOCKS 4a, which has no passwords', { proxy: { ...proxy, kind: 'socks4a' } }, []],
  ['the system’s proxy', { proxy: { kind: 'system' } }, []],
  ['a mail server with a login', { negotiation: smtp }, ['protocol-password']],
  ['a mail server without', { negotiation: { ...smtp, login: null } }, []],
  ['HTTP CONNECT with a login', { negotiation: { ...connect, headers: [] } }, ['protocol-password']],
])('secrets of %s', (_what, changed, fields) => {
  expect(secretFieldsOf(makeProfile(changed))).toEqual(fields);
});

it.each<[string, Partial<Profile>, Partial<Profile>, readonly string[]]>([
  ['another name', { proxy, name: 'a' }, { proxy, name: 'b' }, []],
  ['another proxy', { proxy }, { proxy: { ...proxy, host: 'evil.example' } }, ['proxy-password']],
  ['another way to speak to it', { proxy }, { proxy: { ...proxy, kind: 'socks5' } }, ['proxy-password']],
  ['no proxy', { proxy }, {}, ['proxy-password']],
  ['another port of the proxy', { proxy }, { proxy: { ...proxy, port: 3129 } }, ['proxy-password']],
  ['another user name', { proxy }, { proxy: { ...proxy, username: 'berta' } }, ['proxy-password']],
  ['another server behind the same proxy', { proxy }, { proxy, connect: elsewhere }, []],
  [
    'another server that gets the login',
    { negotiation: smtp },
    { negotiation: smtp, connect: [{ host: 'evil.example', port: 443 }] },
    ['protocol-password'],
  ],
  [
    'one server more that gets the login',
    { negotiation: connect },
    { negotiation: connect, connect: [...makeProfile().connect, ...elsewhere] },
    ['protocol-password'],
  ],
  [
    'another destination behind the server',
    { negotiation: connect },
    { negotiation: { ...connect, host: 'other:22' } },
    ['protocol-password'],
  ],
  [
    'a proxy in between, which reads what is said before TLS',
    { negotiation: connect },
    { negotiation: connect, proxy },
    ['protocol-password'],
  ],
  [
    'another user name at the proxy in between',
    { negotiation: connect, proxy },
    { negotiation: connect, proxy: { ...proxy, username: 'berta' } },
    ['proxy-password'],
  ],
  [
    'a trust that lets anybody in',
    { negotiation: smtp },
    { negotiation: smtp, trust: { kind: 'none' } },
    ['protocol-password'],
  ],
  [
    'a certificate that somebody else has',
    { negotiation: smtp },
    { negotiation: smtp, trust: pinned },
    ['protocol-password'],
  ],
  [
    'ciphers that hide nothing',
    { negotiation: smtp },
    { negotiation: smtp, tls: { ...makeProfile().tls, ciphers: 'eNULL' } },
    ['protocol-password'],
  ],
  [
    'another trust, which a password before TLS does not depend on',
    { negotiation: connect },
    { negotiation: connect, trust: { kind: 'none' } },
    [],
  ],
  [
    'another time limit',
    { negotiation: smtp, proxy },
    { negotiation: smtp, proxy, timeouts: { ...makeProfile().timeouts, idle: 1 } },
    [],
  ],
  [
    'another key',
    { identity: { kind: 'pem', certificate: '/me.pem', key: '/me.key' } },
    { identity: { kind: 'pem', certificate: '/me.pem', key: '/other.key' } },
    ['key-passphrase'],
  ],
  [
    'another certificate for the same key',
    { identity: { kind: 'pem', certificate: '/me.pem', key: '/me.key' } },
    { identity: { kind: 'pem', certificate: '/new.pem', key: '/me.key' } },
    [],
  ],
  [
    'another server, and a key that never leaves',
    { psk: { kind: 'secret', identity: 'anna' } },
    { psk: { kind: 'secret', identity: 'anna' }, connect: [{ host: 'other.example', port: 443 }] },
    [],
  ],
])('what is lost with %s', (_what, before, after, fields) => {
  expect(lostSecrets(makeProfile(before), makeProfile(after))).toEqual(fields);
});

it('whatever is kept under the id of a profile that is new was given for another one', () => {
  expect(lostSecrets(undefined, makeProfile({ proxy }))).toEqual([
    'key-passphrase',
    'psk',
    'proxy-password',
    'protocol-password',
  ]);
});

it('a user name goes where its password belongs', () => {
  expect(withUsername(makeProfile({ proxy }), 'proxy-password', 'berta').proxy).toMatchObject({ username: 'berta' });
  expect(withUsername(makeProfile({ negotiation: smtp }), 'protocol-password', 'berta').negotiation).toMatchObject({
    login: { method: 'plain', username: 'berta' },
  });
  expect(withUsername(makeProfile({ proxy: { kind: 'system' } }), 'proxy-password', 'berta').proxy).toEqual({
    kind: 'system',
  });
});
