import { beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { certificate, id, makeController, on, untrusted } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

describe('secrets', () => {
  const key = '0123456789abcdef0123456789abcdef';
  const psk = { kind: 'secret', identity: 'adit' } as const;
  const proxy = { kind: 'http', host: 'proxy.example.org', port: 3128, username: 'anna' } as const;
  const other = '5f0f7a5e-6c55-4a0e-9d3c-3c1f6f2d8a11';

  test('go to the engine, and only their names to the window', async () => {
    await world.controller.saveProfile(makeProfile({ psk }), { psk: key });
    expect(world.view()?.secrets).toEqual([{ field: 'psk', kept: 'sealed' }]);
    world.controller.start(id);
    expect(world.started.at(-1)?.psk).toEqual({ identity: 'adit', key });
    expect(JSON.stringify([world.state.snapshot(), world.saved, world.lines])).not.toContain(key);
  });

  test('that have no use for the profile are not kept, and those whose use has gone are forgotten', async () => {
    await world.controller.saveProfile(makeProfile({ psk }), { psk: key, 'proxy-password': 'x' });
    expect(world.secrets.of(id)).toEqual({ psk: key });
    await world.controller.saveProfile(makeProfile());
    expect(world.secrets.of(id)).toEqual({});
  });

  test('a tunnel whose key nobody has told asks for it, and starts with it', async () => {
    await world.controller.saveProfile(makeProfile({ psk }));
    world.controller.start(id);
    expect(world.view()?.tunnel.status).toMatchObject({
      kind: 'blocked',
      error: { kind: 'psk-missing' },
      remedy: { kind: 'enter-secret', field: 'psk', isWrong: false },
    });
    expect(world.started).toEqual([]);
    const given = { profileId: id, field: 'psk', value: key, remember: false } as const;
    expect((await world.controller.giveSecret(given)).ok).toBe(true);
    expect(world.view()?.secrets).toEqual([{ field: 'psk', kept: 'memory' }]);
    expect(world.started.at(-1)?.psk?.key).toBe(key);
  });

  test('a running tunnel goes on with a new password, and a user name goes into the profile', async () => {
    await world.controller.saveProfile(makeProfile({ proxy }), { 'proxy-password': 'old' });
    world.controller.start(id);
    world.status(on);
    const given = { profileId: id, field: 'proxy-password', value: 'new', username: 'berta', remember: true } as const;
    await world.controller.giveSecret(given);
    expect(world.started.at(-1)?.proxy).toMatchObject({ username: 'berta', password: 'new' });
    expect(world.view()?.profile.proxy).toEqual({ ...proxy, username: 'berta' });
  });

  test('a key in a file is read at each start; a file that cannot be used blocks the tunnel', async () => {
    const inFile = { kind: 'file', path: '/chosen/psk.txt', identity: null } as const;
    await world.controller.saveProfile(makeProfile({ psk: inFile }));
    world.controller.start(id);
    expect(world.view()?.tunnel.status).toMatchObject({
      error: { kind: 'key-format' },
      remedy: { kind: 'edit-profile' },
    });
    world.files['/chosen/psk.txt'] = `first:${key}\n`;
    world.controller.start(id);
    expect(world.started.at(-1)?.psk).toEqual({ identity: 'first', key });
    // A key in a file is not asked for: it has no place in the app.
    world.status({
      kind: 'blocked',
      error: { kind: 'bad-psk', host: 'vpn.example.org' },
      remedy: { kind: 'enter-secret', field: 'psk', isWrong: true },
    });
    expect(world.view()?.tunnel.status).toMatchObject({ remedy: { kind: 'edit-profile' } });
  });

  test('a tunnel whose key is forgotten does not run on with it', async () => {
    await world.controller.saveProfile(makeProfile({ psk }), { psk: key });
    world.controller.start(id);
    world.status(on);
    await world.controller.saveProfile(makeProfile({ psk }), { psk: null });
    expect(world.calls.at(-1)).toBe(`stop ${id}`);
    // The engine's last word on what it has stopped is history.
    world.status({ kind: 'off' });
    expect(world.view()?.tunnel.status).toMatchObject({ kind: 'blocked', error: { kind: 'psk-missing' } });
    await world.controller.giveSecret({ profileId: id, field: 'psk', value: key, remember: true });
    expect(world.calls.at(-1)).toBe(`start ${id}`);
  });

  test('only files that were chosen may be named', async () => {
    const identity = (path: string) => makeProfile({ identity: { kind: 'pkcs12', path } });
    expect((await world.controller.saveProfile(identity('/chosen/me.p12'))).ok).toBe(true);
    expect((await world.controller.saveProfile(identity('/home/me/.ssh/id'))).ok).toBe(false);
    expect(
      await world.controller.saveProfile(makeProfile({ psk: { kind: 'file', path: '/x', identity: null } })),
    ).toMatchObject({ error: { code: 'invalid-request' } });
  });

  test('a file of a profile is not given to another field, or to another profile', async () => {
    const path = '/home/ada/ca.pem';
    const trust: Profile['trust'] = {
      kind: 'authority',
      certificates: [{ kind: 'file', path }],
      checks: { hosts: [], emails: [], ips: [] },
    };
    world.controller.putProfiles([makeProfile({ trust })]);
    const asKey = { kind: 'file', path, identity: null } as const;
    expect((await world.controller.saveProfile(makeProfile({ trust, name: 'b' }))).ok).toBe(true);
    expect((await world.controller.saveProfile(makeProfile({ trust, psk: asKey }))).ok).toBe(false);
    expect((await world.controller.saveProfile(makeProfile({ id: other, trust }))).ok).toBe(false);
    const list = { lists: [path], ocsp: null };
    expect((await world.controller.saveProfile(makeProfile({ trust, revocation: list }))).ok).toBe(false);
  });

  test('are removed with the profile, and copied with it', async () => {
    await world.controller.saveProfile(makeProfile({ psk }), { psk: key });
    world.controller.duplicate(id);
    await expect.poll(() => world.secrets.of('id-1')).toEqual({ psk: key });
    expect(world.view('id-1')?.profile.name).toBe('Office SSH 2');
    await world.controller.removeProfile(id);
    expect(world.secrets.of(id)).toEqual({});
    expect(world.secrets.of('id-1')).toEqual({ psk: key });
  });

  test('that were meant for memory only are copied into memory only', async () => {
    await world.controller.saveProfile(makeProfile({ psk, proxy }), { 'proxy-password': 'secret' });
    await world.controller.giveSecret({ profileId: id, field: 'psk', value: key, remember: false });
    await world.controller.duplicate(id);
    expect(world.secrets.of('id-1')).toEqual({ psk: key, 'proxy-password': 'secret' });
    expect(new Set(world.view('id-1')?.secrets)).toEqual(
      new Set([
        { field: 'psk', kept: 'memory' },
        { field: 'proxy-password', kept: 'sealed' },
      ]),
    );
  });

  test('of a copy that could not be stored nothing is kept', async () => {
    await world.controller.saveProfile(makeProfile({ psk, proxy }), { 'proxy-password': 'secret' });
    await world.controller.giveSecret({ profileId: id, field: 'psk', value: key, remember: false });
    world.disk.full = true;
    expect((await world.controller.duplicate(id)).ok).toBe(false);
    expect(world.secrets.of('id-1')).toEqual({});
  });

  test('a password does not follow an import to another proxy', async () => {
    await world.controller.saveProfile(makeProfile({ proxy }), { 'proxy-password': 'secret' });
    world.controller.putProfiles([makeProfile({ proxy, name: 'renamed' })]);
    expect(world.secrets.of(id)).toEqual({ 'proxy-password': 'secret' });
    world.controller.putProfiles([makeProfile({ proxy: { ...proxy, host: 'evil.example.org' } })]);
    expect(world.secrets.of(id)).toEqual({});
  });

  test.each([
    ['another proxy', { ...proxy, host: 'evil.example.org' }],
    ['another port of the proxy', { ...proxy, port: 3129 }],
    ['another way to speak to it', { ...proxy, kind: 'socks5' } as const],
  ])('a password does not follow an edit to %s, and is asked for there', async (_what, changed) => {
    await world.controller.saveProfile(makeProfile({ proxy }), { 'proxy-password': 'secret' });
    world.controller.start(id);
    world.status(on);
    await world.controller.saveProfile(makeProfile({ proxy: changed }));
    expect(world.secrets.of(id)).toEqual({});
    expect(world.started.at(-1)?.proxy).toEqual({ ...changed, password: null });
    // With a new one, and with what leaves it where it is.
    await world.controller.saveProfile(makeProfile({ proxy }), { 'proxy-password': 'another' });
    await world.controller.saveProfile(makeProfile({ proxy, name: 'renamed' }));
    expect(world.secrets.of(id)).toEqual({ 'proxy-password': 'another' });
  });

  test('one that nobody can open now does not wait under the id for another place', async () => {
    await world.controller.saveProfile(makeProfile({ proxy }), { 'proxy-password': 'secret' });
    world.secrets.lock();
    await world.controller.saveProfile(makeProfile({ proxy: { ...proxy, host: 'evil.example.org' } }));
    world.secrets.unlock();
    expect(world.secrets.of(id)).toEqual({});
  });

  test('one that is kept for a profile that is gone is not given to a new one with its id', async () => {
    await world.secrets.change(other, { 'proxy-password': 'secret' }, true);
    await world.controller.saveProfile(makeProfile({ id: other, proxy: { ...proxy, host: 'evil.example.org' } }));
    expect(world.secrets.of(other)).toEqual({});
    await world.secrets.change('id-9', { 'proxy-password': 'secret' }, true);
    world.controller.putProfiles([makeProfile({ id: 'id-9', proxy })]);
    expect(world.secrets.of('id-9')).toEqual({});
  });

  test('a password inside TLS is not sent to who shows a certificate that was only just accepted', async () => {
    const negotiation = { kind: 'smtp', host: null, login: { method: 'plain', username: 'anna' } } as const;
    await world.controller.saveProfile(makeProfile({ negotiation }), { 'protocol-password': 'secret' });
    world.controller.start(id);
    world.status(untrusted);
    expect(world.controller.acceptCertificate(id, certificate.sha256).ok).toBe(true);
    expect(world.secrets.of(id)).toEqual({});
    expect(world.started.at(-1)?.negotiation).toMatchObject({ password: null });
  });

  test('those that are new are gone again when the profile cannot be stored, and those that there were are back', async () => {
    await world.controller.saveProfile(makeProfile({ psk, proxy }));
    await world.controller.giveSecret({ profileId: id, field: 'psk', value: key, remember: false });
    world.disk.full = true;
    const given = { 'proxy-password': 'new', psk: null };
    expect((await world.controller.saveProfile(makeProfile({ psk, proxy, name: 'changed' }), given)).ok).toBe(false);
    expect(world.secrets.of(id)).toEqual({ psk: key });
    expect(world.secrets.kept(id)).toEqual([{ field: 'psk', kept: 'memory' }]);
  });

  test.each(['full', 'readOnly'] as const)(
    '%s: those that a change would have dropped are still there',
    async (what) => {
      const negotiation = { kind: 'smtp', host: null, login: { method: 'plain', username: 'anna' } } as const;
      const given = { 'protocol-password': 'inside', 'proxy-password': 'secret' };
      await world.controller.saveProfile(makeProfile({ proxy, negotiation }), given);
      world.controller.start(id);
      world.status(untrusted);
      world.disk[what] = true;
      const elsewhere = makeProfile({ proxy: { ...proxy, host: 'evil.example.org' } });
      expect(world.controller.putProfiles([elsewhere]).ok).toBe(false);
      expect(world.controller.acceptCertificate(id, certificate.sha256).ok).toBe(false);
      expect((await world.controller.removeProfile(id)).ok).toBe(false);
      expect(world.secrets.of(id)).toEqual(given);
    },
  );

  test('one that a tunnel waits for can be given where nothing may be written, and is not remembered', async () => {
    await world.controller.saveProfile(makeProfile({ psk, proxy }));
    world.disk.readOnly = true;
    const saved = world.saved.length;
    const asked = { profileId: id, field: 'psk', value: key, remember: true } as const;
    expect((await world.controller.giveSecret(asked)).ok).toBe(true);
    expect(world.secrets.kept(id)).toEqual([{ field: 'psk', kept: 'memory' }]);
    expect(world.started.at(-1)?.psk?.key).toBe(key);
    const named = { profileId: id, field: 'proxy-password', value: 'x', username: 'berta', remember: true } as const;
    expect((await world.controller.giveSecret(named)).ok).toBe(false);
    expect(world.secrets.of(id)).toEqual({ psk: key });
    expect(world.saved.length).toBe(saved);
  });

  test('when they cannot be kept nothing is changed; when the profile cannot, they are as before', async () => {
    await world.controller.saveProfile(makeProfile({ psk }), { psk: key });
    world.disk.full = true;
    expect((await world.controller.saveProfile(makeProfile({ psk, name: 'changed' }), { psk: `${key}00` })).ok).toBe(
      false,
    );
    expect(world.secrets.of(id)).toEqual({ psk: key });
    expect(world.secrets.kept(id)).toEqual([{ field: 'psk', kept: 'sealed' }]);
    world.disk.full = false;
    world.secrets.breakDown();
    expect((await world.controller.saveProfile(makeProfile({ psk, name: 'changed' }), { psk: `${key}00` })).ok).toBe(
      false,
    );
    expect(world.view()?.profile.name).toBe('Office SSH');
    expect((await world.controller.removeProfile(id)).ok).toBe(false);
    expect(world.view(other)).toBeUndefined();
  });
});
