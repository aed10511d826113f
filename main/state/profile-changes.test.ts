import { beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { id, makeController, on, other, portForbidden, portInUse } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

describe('profiles', () => {
  test('a running tunnel goes on with changed settings, and is left alone when only its name changed', () => {
    world.controller.start(id);
    world.status(on);
    world.controller.saveProfile(makeProfile({ startWithApp: true }));
    expect(world.calls).toHaveLength(1);
    world.controller.saveProfile(makeProfile({ connect: [{ host: 'new.example.org', port: 443 }] }));
    expect(world.started.at(-1)?.connect[0]).toMatchObject({ host: 'new.example.org' });
    // The local port stays open meanwhile.
    expect(world.view()?.tunnel.status).toEqual(on);
    expect(world.saved).toHaveLength(2);
  });

  test('a tunnel that is off stays off when its profile is saved', () => {
    world.controller.saveProfile(makeProfile({ accept: [{ host: '127.0.0.1', port: 4000 }] }));
    expect(world.calls).toEqual([]);
    expect(world.view()?.profile.accept[0]?.port).toBe(4000);
  });

  test('a demo is never stored, and a request cannot turn a profile into one', () => {
    world = makeController([makeProfile(), makeProfile({ id: other, demo: true })]);
    world.controller.saveProfile(makeProfile({ demo: true }));
    expect(world.view()?.profile.demo).toBe(false);
    expect(world.saved.at(-1)?.profiles.map((profile) => profile.id)).toEqual([id]);
    world.controller.saveProfile(makeProfile({ id: other, demo: false, name: 'renamed' }));
    expect(world.view(other)?.profile).toMatchObject({ demo: true, name: 'renamed' });
    expect(world.saved).toHaveLength(1);
  });

  test('a removed profile is stopped and stored without', async () => {
    world.controller.start(id);
    await world.controller.removeProfile(id);
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`]);
    expect(world.saved.at(-1)?.profiles).toEqual([]);
    expect(world.view()).toBeUndefined();
  });

  test.each([
    ['in use', portInUse],
    ['kept by the system', portForbidden],
  ])('a profile whose port is %s moves to one that is free and that no other profile has', async (_why, blocked) => {
    world = makeController([makeProfile(), makeProfile({ id: other, accept: [{ host: '127.0.0.1', port: 2223 }] })]);
    world.controller.start(id);
    world.status(blocked);
    expect(await world.controller.useFreePort(id)).toEqual({ ok: true, value: { port: 2224 } });
    expect(world.started.at(-1)?.accept).toEqual([{ host: '127.0.0.1', port: 2224 }]);
    expect(world.saved.at(-1)?.profiles[0]?.accept[0]?.port).toBe(2224);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
  });

  test('the port is free on ::1 as well when the profile listens there', async () => {
    world = makeController([makeProfile({ acceptIpv6: true })]);
    world.controller.start(id);
    world.status(portInUse);
    await world.controller.useFreePort(id);
    expect(world.asked).toEqual([['127.0.0.1', '::1']]);
    expect(world.started.at(-1)).toMatchObject({ accept: [{ host: '127.0.0.1', port: 2223 }], acceptIpv6: true });
  });

  test.each([
    ['in use', portInUse],
    ['kept by the system', portForbidden],
  ])('of several addresses the one that is %s moves', async (_why, blocked) => {
    const addresses = [
      { host: '127.0.0.1', port: 3000 },
      { host: '127.0.0.1', port: 2222 },
    ];
    world = makeController([makeProfile({ accept: addresses })]);
    world.controller.start(id);
    world.status(blocked);
    await world.controller.useFreePort(id);
    expect(world.started.at(-1)?.accept).toMatchObject([{ port: 3000 }, { port: 2223 }]);
  });
});

test('the window can keep the certificate files of a profile, and name no others', async () => {
  const certificates = (...paths: string[]): Profile['trust'] => ({
    kind: 'authority',
    certificates: paths.map((path) => ({ kind: 'file' as const, path })),
    checks: { hosts: [], emails: [], ips: [] },
  });
  world.controller.putProfiles([makeProfile({ trust: certificates('/a.pem', '/b.pem') })]);
  const save = (trust: Profile['trust']) => world.controller.saveProfile(makeProfile({ trust }));
  expect((await save(certificates('/b.pem'))).ok).toBe(true);
  expect(await save(certificates('/b.pem', '/etc/shadow'))).toMatchObject({ error: { code: 'invalid-request' } });
  expect(world.state.profile(id)?.profile.trust).toEqual(certificates('/b.pem'));
});
