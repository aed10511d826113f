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
