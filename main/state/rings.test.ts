import { describe, expect, test } from 'vitest';
import type { ImportAnswer } from '../../preload/import-preview.ts';
import type { Profile, TunnelStatus } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const tunnel = (number: number, accept: number, connect: number, more: Partial<Profile> = {}): Profile =>
  makeProfile({
    id: id(number),
    name: `t${number}`,
    accept: [{ host: '127.0.0.1', port: accept }],
    connect: [{ host: 'localhost', port: connect }],
    ...more,
  });
const on: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'unknown' } };

describe('a ring of tunnels', () => {
  test('is not started: the tunnel that would close it is blocked, and names it', () => {
    const app = makeApp([tunnel(1, 1001, 1002), tunnel(2, 1002, 1001)]);
    app.controller.start(id(1));
    app.report({ kind: 'status', id: id(1), status: on });
    app.controller.start(id(2));
    expect(app.started.map((specification) => specification.id)).toEqual([id(1)]);
    const view = app.state.profile(id(2))?.tunnel;
    expect(view?.status).toMatchObject({
      kind: 'blocked',
      error: { names: ['t2', 't1'] },
      remedy: { kind: 'edit-profile' },
    });
    expect(view?.explanation?.what).toContain('“t2”, “t1”');
  });

  test('is none while one of it is off', async () => {
    const app = makeApp([tunnel(1, 1001, 1002), tunnel(2, 1002, 1001)]);
    app.controller.start(id(1));
    await app.controller.stop(id(1));
    app.controller.start(id(2));
    expect(app.started.map((specification) => specification.id)).toEqual([id(1), id(2)]);
  });

  test('of one tunnel, through an address of this computer', () => {
    const own = tunnel(1, 1001, 1001, {
      accept: [{ host: '0.0.0.0', port: 1001 }],
      connect: [{ host: '192.168.1.5', port: 1001 }],
    });
    const app = makeApp([own], { ownAddresses: () => new Set(['192.168.1.5']) });
    app.controller.start(id(1));
    expect(app.started).toEqual([]);
    expect(app.state.profile(id(1))?.tunnel.explanation?.what).toBe('The tunnel “t1” would connect to itself.');
  });

  test('is not saved, and one that there is can be mended in steps', async () => {
    const app = makeApp([tunnel(1, 1001, 1002), tunnel(2, 1002, 1003)]);
    const refused = await app.controller.saveProfile(tunnel(2, 1002, 1001));
    expect(refused).toMatchObject({
      ok: false,
      error: { explanation: { what: expect.stringContaining('“t2”, “t1”') } },
    });
    expect(await app.controller.saveProfile(tunnel(3, 1005, 1005))).toMatchObject({ ok: false });
    expect(app.saves()).toBe(0);

    const ringed = makeApp([tunnel(1, 1001, 1002), tunnel(2, 1002, 1001)]);
    expect((await ringed.controller.saveProfile(tunnel(1, 1001, 1002, { name: 'renamed' }))).ok).toBe(true);
    expect((await ringed.controller.saveProfile(tunnel(1, 1001, 1009))).ok).toBe(true);
  });
});

describe('an import', () => {
  const text = (accept: number, connect: number) => `[new]\nclient = yes\naccept = ${accept}\nconnect = ${connect}\n`;

  test('warns of the ring that it would make with the profiles that there are', async () => {
    const app = makeApp([tunnel(1, 1001, 1002)]);
    const read = await app.imports.read(null, text(1002, 1001));
    const warnings = read.ok ? read.value.services[0]?.warnings : [];
    expect(warnings?.map(({ reason }) => say(reason))).toEqual([
      expect.stringMatching(/in a ring: “new” to “t1” and back to “new”\./),
    ]);
  });

  test('is refused as long as it makes one, and the preview stays', async () => {
    const app = makeApp([tunnel(1, 1001, 1002)]);
    const read = await app.imports.read(null, '[new]\naccept = 4000\nconnect = 22\n');
    if (!read.ok) throw new Error('no preview');
    const answer = (remotePort: number): ImportAnswer => ({
      key: 'service-1',
      name: 'new',
      application: 'ssh',
      host: 'localhost',
      remotePort,
      localPort: 1002,
      user: null,
    });
    expect(app.imports.add(read.value.id, [answer(1001)])).toMatchObject({
      ok: false,
      error: { explanation: { what: expect.stringContaining('“new”, “t1”') } },
    });
    expect(app.imports.add(read.value.id, [answer(1002)])).toMatchObject({ ok: false });
    expect(app.imports.add(read.value.id, [answer(1003)]).ok).toBe(true);
  });

  test('suggests no port on which a profile expects its server', async () => {
    const app = makeApp([tunnel(1, 1001, 2222)]);
    const read = await app.imports.read(null, '[new]\naccept = 4000\nconnect = 22\n');
    expect(read.ok && read.value.services[0]?.localPort).toBe(2223);
  });
});
