import { expect, it } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { makeProfile } from '../state/make-profile.ts';
import { lostSecrets, secretFieldsOf, withUsername } from './secret-fields.ts';

const proxy = { kind: 'http', host: 'proxy.example', port: 3128, username: 'anna' } as const;
const smtp = { kind: 'smtp', host: null, login: { method: 'plain', username: 'anna' } } as const;
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
  [
    'another server that gets the login',
    { negotiation: smtp },
    { negotiation: smtp, connect: [{ host: 'evil.example', port: 443 }] },
    ['protocol-password'],
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

it('a user name goes where its password belongs', () => {
  expect(withUsername(makeProfile({ proxy }), 'proxy-password', 'berta').proxy).toMatchObject({ username: 'berta' });
  expect(withUsername(makeProfile({ negotiation: smtp }), 'protocol-password', 'berta').negotiation).toMatchObject({
    login: { method: 'plain', username: 'berta' },
  });
  expect(withUsername(makeProfile({ proxy: { kind: 'system' } }), 'proxy-password', 'berta').proxy).toEqual({
    kind: 'system',
  });
});
