import { beforeEach, describe, expect, test } from 'vitest';
import { certificate, id, makeController, other, untrusted } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

describe('a store that cannot be written', () => {
  test.each(['full', 'readOnly'] as const)('%s: nothing changes and the person is told', async (what) => {
    world.controller.start(id);
    world.status(untrusted);
    world.disk[what] = true;
    const before = world.state.snapshot();
    const results = [
      await world.controller.saveProfile(makeProfile({ name: 'changed' })),
      world.controller.putProfiles([makeProfile({ id: other })]),
      await world.controller.removeProfile(id),
      world.controller.saveSettings({ appearance: 'dark' }),
      world.controller.acceptCertificate(id, certificate.sha256),
      await world.controller.useFreePort(id),
      world.controller.placeProfile(id, { before: null, group: 'Paris' }),
    ];
    expect(results.map((result) => result.ok)).toEqual(results.map(() => false));
    expect(world.state.snapshot()).toEqual(before);
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('the reason is the one of this store', () => {
    world.disk.readOnly = true;
    const result = world.controller.saveSettings({ appearance: 'dark' });
    expect(result).toMatchObject({ ok: false, error: { explanation: { why: expect.stringContaining('damaged') } } });
  });

  test('tunnels still start and stop', async () => {
    world.disk.readOnly = true;
    expect(world.controller.start(id).ok).toBe(true);
    expect((await world.controller.stop(id)).ok).toBe(true);
  });
});

test('a save announces nothing before it is done', () => {
  const patches: unknown[] = [];
  const traffic = { sent: 1, received: 1, openConnections: 1, totalConnections: 1 };
  world.state.change({ kind: 'traffic', profileId: id, traffic });
  world.state.subscribe((patch) => patches.push(patch));
  expect(world.controller.saveSettings({ appearance: 'dark' }).ok).toBe(true);
  expect(patches).toEqual([]);
});

describe('a place in the list', () => {
  const third = '00000000-0000-4000-8000-000000000003';
  const ids = () => world.state.snapshot().profiles.map(({ profile }) => profile.id);
  beforeEach(() => {
    world = makeController([id, other, third].map((each) => makeProfile({ id: each })));
  });

  test('before another profile and in its group is stored and shown, and the tunnel is left alone', () => {
    world.controller.start(third);
    expect(world.controller.placeProfile(third, { before: other, group: 'Paris' }).ok).toBe(true);
    expect(ids()).toEqual([id, third, other]);
    expect(world.saved.at(-1)?.profiles.map((profile) => [profile.id, profile.group])).toEqual([
      [id, null],
      [third, 'Paris'],
      [other, null],
    ]);
    expect(world.view(third)).toMatchObject({ profile: { group: 'Paris' }, tunnel: { status: { kind: 'starting' } } });
    expect(world.calls).toEqual([`start ${third}`]);
  });

  test('is the last one when the other profile is none or gone', () => {
    for (const before of [null, '00000000-0000-4000-8000-00000000000f']) {
      world.controller.placeProfile(id, { before, group: null });
      expect(ids()).toEqual([other, third, id]);
    }
    expect(world.controller.placeProfile('gone', { before: null, group: null }).ok).toBe(false);
  });
});
