import { expect, test } from 'vitest';
import type { ManyChange } from '../../preload/many-schemas.ts';
import type { Profile } from '../../preload/types.ts';
import { changedProfile } from '../profile/change-many.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';
import { makeSecrets } from './make-secrets.ts';

const pem = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----';
const ids = [1, 2].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
const [first = '', second = ''] = ids;
const checks = { hosts: ['old.example'], emails: [], ips: [] };
const proxy = { kind: 'http', host: 'proxy.example', port: 3128, username: 'anna' } as const;

test.each<[string, ManyChange, Partial<Profile>]>([
  [
    'a host',
    { host: 'new.example' },
    {
      connect: [
        { host: 'new.example', port: 443 },
        { host: 'b.example', port: 444 },
      ],
    },
  ],
  ['the system’s trust, for the same names', { trust: { kind: 'system' } }, { trust: { kind: 'system', checks } }],
  [
    'an authority',
    { trust: { kind: 'authority', pem } },
    { trust: { kind: 'authority', certificates: [{ kind: 'pem', pem }], checks } },
  ],
  ['a proxy', { proxy }, { proxy }],
  ['nothing', {}, {}],
])('%s changes nothing else', (_name, change, changed) => {
  const profile = makeProfile({
    connect: [
      { host: 'a.example', port: 443 },
      { host: 'b.example', port: 444 },
    ],
    trust: { kind: 'pinned', certificates: [{ kind: 'pem', pem }], checks },
    local: '192.0.2.7',
  });
  expect(changedProfile(profile, change)).toStrictEqual({ ...profile, ...changed });
});

test('no proxy leaves no field behind', () => {
  expect('proxy' in changedProfile(makeProfile({ proxy }), { proxy: null })).toBe(false);
});

test('what will change of each is said before, with the secrets that are asked for again, and nothing is changed', async () => {
  const secrets = { ...makeSecrets(), notices: [] };
  await secrets.change(second, { 'proxy-password': 'hush' }, true);
  const app = makeApp(
    [
      makeProfile({ id: first, connect: [{ host: 'new.example', port: 443 }] }),
      makeProfile({ id: second, name: 'Second', accept: [{ host: '127.0.0.1', port: 3001 }], proxy }),
    ],
    { secrets },
  );
  const change: ManyChange = { host: 'new.example', proxy: { ...proxy, host: 'other.example' } };
  const planned = await app.handlers['profile.planMany']({ profileIds: [...ids, first], change });
  expect(planned).toMatchObject({
    ok: true,
    value: {
      items: [
        { profileId: first, differences: [{ field: 'proxy' }], lost: [] },
        { profileId: second, differences: [{ field: 'connect' }, { field: 'proxy' }], lost: ['proxy-password'] },
      ],
    },
  });
  expect(app.state.profile(second)?.profile.proxy).toEqual(proxy);
  expect(secrets.of(second)).toEqual({ 'proxy-password': 'hush' });

  expect(await app.handlers['profile.changeMany']({ profileIds: ids, change })).toMatchObject({ ok: true });
  expect(ids.map((id) => app.state.profile(id)?.profile.proxy)).toEqual([change.proxy, change.proxy]);
  expect(secrets.of(second)).toEqual({});
});

test('one that is gone changes none', async () => {
  const app = makeApp([makeProfile({ id: first })]);
  const answer = await app.handlers['profile.changeMany']({ profileIds: ids, change: { host: 'new.example' } });
  expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
  expect(app.state.profile(first)?.profile.connect).toEqual(makeProfile().connect);
});
