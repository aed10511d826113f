import { beforeEach, describe, expect, test } from 'vitest';
import type { AppState } from '../../preload/app-state.ts';
import type { Profile, Settings, TunnelStatus } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Engine } from '../tunnel/engine.ts';
import { createAppState } from './app-state.ts';
import { createController } from './controller.ts';
import { makeCertificate, makeProfile } from './make-profile.ts';
import { makeSecrets } from './make-secrets.ts';
import { tunnelOff } from './tunnel-views.ts';

const id = makeProfile().id;
const other = '00000000-0000-4000-8000-000000000001';
const accept = [{ host: '127.0.0.1', port: 2222 }];
const certificate = makeCertificate();
const untrusted: TunnelStatus = {
  kind: 'blocked',
  error: {
    kind: 'cert-untrusted',
    host: 'vpn.example.org',
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    certificate,
    systemTrusts: false,
  },
  remedy: { kind: 'trust-certificate', certificate },
};
const portInUse: TunnelStatus = {
  kind: 'blocked',
  error: { kind: 'port-in-use', host: '127.0.0.1', port: 2222, holder: null },
  remedy: { kind: 'use-free-port' },
};
const on: TunnelStatus = { kind: 'on', accept, server: { kind: 'unknown' } };

function setUp(profiles: readonly Profile[] = [makeProfile()]) {
  const calls: string[] = [];
  const started: TunnelSpecification[] = [];
  const saved: { profiles: readonly Profile[]; settings: Settings }[] = [];
  const lines: string[] = [];
  const log = (text: string) => void lines.push(text);
  const initial: AppState = {
    rev: 0,
    profiles: profiles.map((profile) => ({ profile, tunnel: tunnelOff, launch: null, secrets: [] })),
    settings: { appearance: 'system' },
    notices: [],
    canRemember: true,
    about: { version: '1', electron: '', node: '', tlsLibrary: '', platform: '' },
  };
  const state = createAppState(initial, (flush) => void setImmediate(flush));
  const stops: (() => void)[] = [];
  let holdStops = false;
  const engine: Engine = {
    start(specification) {
      calls.push(`start ${specification.id}`);
      started.push(specification);
    },
    stop(tunnelId) {
      calls.push(`stop ${tunnelId}`);
      return holdStops ? new Promise((resolve) => stops.push(resolve)) : Promise.resolve();
    },
    check: (tunnelId) => void calls.push(`check ${tunnelId}`),
    refresh: () => {},
    close: () => Promise.resolve(),
  };
  const secrets = makeSecrets();
  const files: Record<string, string> = {};
  const disk = { readOnly: false, full: false };
  const asked: (readonly string[])[] = [];
  let ids = 0;
  const controller = createController({
    state,
    engine,
    persistence: {
      get readOnly() {
        return disk.readOnly ? 'damaged' : null;
      },
      save(next, settings) {
        if (disk.full) throw new Error('ENOSPC');
        saved.push({ profiles: next, settings });
      },
    },
    secrets,
    readText: (path) => files[path] ?? null,
    isChosen: (path) => path.startsWith('/chosen/'),
    launchView: ({ application }) => ({ label: application, command: application, starts: true }),
    ownAddresses: () => new Set(),
    freePort: async (hosts, preferred) => {
      asked.push(hosts);
      return preferred === 2222 ? 2223 : preferred;
    },
    newId: () => `id-${++ids}`,
    log: { error: log, warn: log, info: log, debug: log },
  });
  const view = (profileId = id) => state.snapshot().profiles.find(({ profile }) => profile.id === profileId);
  const status = (next: TunnelStatus, profileId = id) =>
    controller.handleEngineEvent({ kind: 'status', id: profileId, status: next });
  return {
    state,
    controller,
    calls,
    started,
    saved,
    lines,
    disk,
    secrets,
    files,
    asked,
    view,
    status,
    holdStops: () => {
      holdStops = true;
    },
    releaseStops: () => {
      for (const release of stops.splice(0)) release();
    },
  };
}

let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
});

describe('start and stop', () => {
  test('a start shows at once that the tunnel is starting, before the engine has said anything', () => {
    expect(world.controller.start(id).ok).toBe(true);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('a second start changes nothing', () => {
    world.controller.start(id);
    world.status(on);
    world.controller.start(id);
    expect(world.calls).toEqual([`start ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('on');
  });

  test('what the engine still reports after a stop is not shown', async () => {
    world.controller.start(id);
    world.status(on);
    await world.controller.stop(id);
    world.status(on);
    world.controller.handleEngineEvent({
      kind: 'traffic',
      id,
      traffic: { sent: 1, received: 1, openConnections: 1, totalConnections: 1 },
    });
    expect(world.view()?.tunnel).toMatchObject({ status: { kind: 'off' }, traffic: { openConnections: 0 } });
  });

  test('a start during a stop waits until the port is free, and wins', async () => {
    world.holdStops();
    world.controller.start(id);
    world.status(on);
    const stopped = world.controller.stop(id);
    world.controller.start(id);
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`]);
    world.releaseStops();
    await stopped;
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`, `start ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
  });

  test('a tray click switches a tunnel on, and off again even while it is blocked', async () => {
    await world.controller.toggle(id);
    world.status(untrusted);
    await world.controller.toggle(id);
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('off');
  });

  test('only the profiles that are to start with the app do', () => {
    world = setUp([makeProfile({ startWithApp: true }), makeProfile({ id: other })]);
    world.controller.startWithApp();
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('an unknown profile is a value, not an exception', async () => {
    expect(world.controller.start(other)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await world.controller.stop(other)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(world.calls).toEqual([]);
  });

  test('a blocked tunnel is shown with its explanation', () => {
    world.controller.start(id);
    world.status(untrusted);
    expect(world.view()?.tunnel.explanation?.what).toContain('vpn.example.org');
  });
});

describe('trust', () => {
  beforeEach(() => {
    world.controller.start(id);
    world.status(untrusted);
  });

  test('the certificate that was looked at is pinned, stored, and the tunnel starts with it', () => {
    expect(world.controller.acceptCertificate(id, certificate.sha256).ok).toBe(true);
    const trust = { kind: 'pinned', certificates: [{ kind: 'pem', pem: certificate.pem }] };
    expect(world.saved.at(-1)?.profiles[0]?.trust).toMatchObject(trust);
    expect(world.started.at(-1)?.trust).toMatchObject(trust);
    expect(world.calls).toEqual([`start ${id}`, `start ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
  });

  test('another fingerprint than the one that blocks is not pinned', () => {
    const result = world.controller.acceptCertificate(id, makeCertificate('CD').sha256);
    expect(result.ok).toBe(false);
    expect(world.saved).toEqual([]);
    expect(world.view()?.profile.trust.kind).toBe('system');
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('nothing is pinned for a tunnel that is not blocked by a certificate', () => {
    world.status(portInUse);
    expect(world.controller.acceptCertificate(id, certificate.sha256).ok).toBe(false);
    expect(world.view()?.profile.trust.kind).toBe('system');
  });
});

describe('questions', () => {
  const question = () => world.view()?.tunnel.question;

  test('belong to whoever switched the tunnel on', async () => {
    world.controller.start(id);
    world.status(on);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: { number: 1, by: 'window' } });
    await world.controller.stop(id);
    expect(question()).toBeNull();
    await world.controller.toggle(id);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: { number: 2, by: 'tray' } });
  });

  test('told again, are the same; the next attempt has another number', () => {
    world.controller.start(id);
    world.status(untrusted);
    const first = question();
    world.status(untrusted);
    expect(question()).toBe(first);
    world.controller.acceptCertificate(id, certificate.sha256);
    expect(question()).toBeNull();
    world.status(untrusted);
    expect(question()?.attempt?.number).toBe(2);
  });

  test('of a tunnel that started with the app wait until a person looks for them', () => {
    world = setUp([makeProfile({ startWithApp: true })]);
    world.controller.startWithApp();
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: null });
    world.controller.lookFor(id);
    expect(question()?.attempt).toEqual({ number: 1, by: 'window' });
  });

  test('are looked for before they are there', () => {
    world = setUp([makeProfile({ startWithApp: true })]);
    world.controller.startWithApp();
    world.controller.lookFor(id);
    world.status(untrusted);
    expect(question()?.attempt?.by).toBe('window');
  });

  test('a look at a tunnel that is off does not make a later question open by itself', () => {
    world = setUp([makeProfile({ startWithApp: true })]);
    world.controller.lookFor(id);
    expect(question()).toBeNull();
    world.controller.startWithApp();
    world.status(untrusted);
    expect(question()?.attempt).toBeNull();
  });

  test('that come after another obstacle are nobody’s any more', () => {
    world.controller.start(id);
    world.status(portInUse);
    world.status(untrusted);
    expect(question()).toEqual({ kind: 'trust', attempt: null });
  });

  test('are those of whoever wants the tunnel on, also when a change of its profile has it start already', async () => {
    const proxy = { kind: 'http', host: 'proxy.example.org', port: 3128, username: 'anna' } as const;
    world.controller.start(id);
    world.status(untrusted);
    await world.controller.saveProfile(makeProfile({ proxy }));
    expect(world.view()?.tunnel.status.kind).toBe('starting');
    world.controller.start(id);
    expect(world.calls).toEqual([`start ${id}`, `start ${id}`]);
    world.status(untrusted);
    expect(question()?.attempt).toEqual({ number: 2, by: 'window' });
  });

  test('a second switch of a tunnel whose server is there waits for nothing', () => {
    world.controller.start(id);
    const reached = { protocol: 'TLSv1.3', cipher: 'x', handshakeMs: 1, certificate: null, checkedAt: 0 } as const;
    world.status({ kind: 'on', accept, server: { kind: 'reachable', ...reached } });
    world.controller.start(id);
    world.status(untrusted);
    expect(question()?.attempt).toBeNull();
  });

  test('a move to a free port is an attempt', async () => {
    world.controller.start(id);
    world.status(portInUse);
    await world.controller.useFreePort(id);
    world.status(untrusted);
    expect(question()?.attempt).toEqual({ number: 2, by: 'window' });
  });
});

describe('profiles', () => {
  test('a running tunnel goes on with changed settings, and is left alone when only its name changed', () => {
    world.controller.start(id);
    world.status(on);
    world.controller.saveProfile(makeProfile({ startWithApp: true }));
    expect(world.calls).toHaveLength(1);
    world.controller.saveProfile(makeProfile({ connect: [{ host: 'new.example.org', port: 443 }] }));
    expect(world.started.at(-1)?.connect[0]).toMatchObject({ host: 'new.example.org' });
    expect(world.saved).toHaveLength(2);
  });

  test('a tunnel that is off stays off when its profile is saved', () => {
    world.controller.saveProfile(makeProfile({ accept: [{ host: '127.0.0.1', port: 4000 }] }));
    expect(world.calls).toEqual([]);
    expect(world.view()?.profile.accept[0]?.port).toBe(4000);
  });

  test('a demo is never stored, and a request cannot turn a profile into one', () => {
    world = setUp([makeProfile(), makeProfile({ id: other, demo: true })]);
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

  test('a profile moves to a port that is free and that no other profile has', async () => {
    world = setUp([makeProfile(), makeProfile({ id: other, accept: [{ host: '127.0.0.1', port: 2223 }] })]);
    world.controller.start(id);
    world.status(portInUse);
    expect(await world.controller.useFreePort(id)).toEqual({ ok: true, value: { port: 2224 } });
    expect(world.started.at(-1)?.accept).toEqual([{ host: '127.0.0.1', port: 2224 }]);
    expect(world.saved.at(-1)?.profiles[0]?.accept[0]?.port).toBe(2224);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
  });

  test('the port is free on ::1 as well when the profile listens there', async () => {
    world = setUp([makeProfile({ acceptIpv6: true })]);
    world.controller.start(id);
    world.status(portInUse);
    await world.controller.useFreePort(id);
    expect(world.asked).toEqual([['127.0.0.1', '::1']]);
    expect(world.started.at(-1)).toMatchObject({ accept: [{ host: '127.0.0.1', port: 2223 }], acceptIpv6: true });
  });

  test('of several addresses the one that is in use moves', async () => {
    const addresses = [
      { host: '127.0.0.1', port: 3000 },
      { host: '127.0.0.1', port: 2222 },
    ];
    world = setUp([makeProfile({ accept: addresses })]);
    world.controller.start(id);
    world.status(portInUse);
    await world.controller.useFreePort(id);
    expect(world.started.at(-1)?.accept).toMatchObject([{ port: 3000 }, { port: 2223 }]);
  });
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

test('a notice is shown once and can be dismissed', () => {
  world.controller.notify('warning', 'Something');
  world.controller.notify('warning', 'Something');
  const [notice, ...more] = world.state.snapshot().notices;
  expect(more).toEqual([]);
  world.controller.dismissNotice(notice?.id ?? '');
  expect(world.state.snapshot().notices).toEqual([]);
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
