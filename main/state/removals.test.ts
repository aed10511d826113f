import { expect, test } from 'vitest';
import type { Trust } from '../../preload/types.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';
import { makeSecrets } from './make-secrets.ts';
import { makeVpnClient } from './make-vpn-client.ts';

const ids = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
const [first = '', second = '', third = ''] = ids;
const pinned: Trust = {
  kind: 'pinned',
  certificates: [{ kind: 'pem', pem: '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----' }],
  checks: { hosts: [], emails: [], ips: [] },
};

async function setUp() {
  const secrets = { ...makeSecrets(), notices: [] };
  await secrets.change(second, { psk: 'kept for good' }, true);
  await secrets.change(second, { 'proxy-password': 'kept for now' }, false);
  const expiries: (() => void)[] = [];
  const forgotten: string[] = [];
  const profiles = ids.map((id, index) =>
    makeProfile({
      id,
      name: `Server ${index + 1}`,
      accept: [{ host: '127.0.0.1', port: 3000 + index }],
      trust: pinned,
    }),
  );
  const vpnClient = { ...makeVpnClient(), forget: async (id: string) => void forgotten.push(id) };
  const world = makeApp(profiles, {
    secrets,
    vpnClient,
    after: (_milliseconds, then) => {
      expiries.push(then);
      return () => void expiries.splice(expiries.indexOf(then), 1);
    },
    totals: { stored: { [second]: [{ day: '2026-11-28', sent: 5, received: 7 }] }, save: () => {} },
  });
  const { handlers, state } = world;
  const remove = async (profileId: string) => {
    const removed = await handlers['profile.remove']({ profileId });
    if (!removed.ok || removed.value.undoId === null) throw new Error('It was not removed.');
    return removed.value.undoId;
  };
  const order = () => state.snapshot().profiles.map(({ profile }) => profile.id);
  return { ...world, secrets, forgotten, expiries, profiles, remove, order };
}

test('a removed profile comes back exactly as it was: place, trust, secrets and totals', async () => {
  const world = await setUp();
  const undoId = await world.remove(second);
  expect(world.order()).toEqual([first, third]);
  expect(world.secrets.of(second)).toEqual({});
  await new Promise((resolve) => setImmediate(resolve));

  expect(await world.handlers['profile.undoRemove']({ undoId })).toMatchObject({ ok: true });
  await new Promise((resolve) => setImmediate(resolve));
  expect(world.order()).toEqual([first, second, third]);
  expect(world.state.profile(second)?.profile).toEqual(world.profiles[1]);
  expect(world.state.profile(second)?.secrets).toEqual([
    { field: 'psk', kept: 'sealed' },
    { field: 'proxy-password', kept: 'memory' },
  ]);
  expect(world.secrets.of(second)).toEqual({ psk: 'kept for good', 'proxy-password': 'kept for now' });
  const look = await world.handlers['tunnel.look']({ profileId: second });
  expect(look.ok && look.value.history.days).toEqual([{ day: '2026-11-28', sent: 5, received: 7 }]);
});

test('it finds its place although what stood behind it is gone as well', async () => {
  const world = await setUp();
  const undoSecond = await world.remove(second);
  const undoThird = await world.remove(third);
  await world.handlers['profile.undoRemove']({ undoId: undoSecond });
  await world.handlers['profile.undoRemove']({ undoId: undoThird });
  expect(world.order()).toEqual([first, second, third]);
});

test.each([
  [
    'the message is gone',
    (world: Awaited<ReturnType<typeof setUp>>, undoId: string) =>
      void world.handlers['profile.expireRemove']({ undoId }),
  ],
  ['nobody asked for long', (world: Awaited<ReturnType<typeof setUp>>) => world.expiries.at(-1)?.()],
])('nothing of it is kept once %s', async (_when, expire) => {
  const world = await setUp();
  const undoId = await world.remove(second);
  expire(world, undoId);
  expect(await world.handlers['profile.undoRemove']({ undoId })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
  expect(world.order()).toEqual([first, third]);
  expect(world.expiries).toEqual([]);
});

test('a key store that fails leaves the profile removed, and it can be tried again', async () => {
  const world = await setUp();
  const undoId = await world.remove(second);
  world.secrets.breakDown();
  expect(await world.handlers['profile.undoRemove']({ undoId })).toMatchObject({ ok: false });
  expect(world.order()).toEqual([first, third]);
  expect(world.expiries).toHaveLength(1);
});

test('a demo goes with its server and cannot come back', async () => {
  const world = makeApp([makeProfile({ id: first, demo: true })]);
  expect(await world.handlers['profile.remove']({ profileId: first })).toEqual({
    ok: true,
    value: { undoId: null },
  });
});

test('what is still held when the app ends is forgotten for good', async () => {
  const world = await setUp();
  await world.remove(second);
  expect(world.forgotten).toEqual([]);
  await world.close();
  expect(world.forgotten).toEqual([second]);
  expect(world.expiries).toEqual([]);
});
