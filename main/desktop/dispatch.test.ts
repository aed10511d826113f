/** The contract between window and main, carried by a pair of functions instead of Electron. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CallName, contract, createBridge, type EventName, type Transport } from '../../preload/contract.ts';
import { planLaunch } from '../launch/plan.ts';
import { makeApp } from '../state/make-app.ts';
import { makeProfile } from '../state/make-profile.ts';
import { done } from '../state/result.ts';
import { tunnelOff } from '../state/tunnel-views.ts';
import { createDispatch, decide, type Sender } from './dispatch.ts';
import { seal, unseal } from './sealed-file.ts';

const profile = makeProfile();
const trusted = { webContentsId: 1, origin: 'app://adit' };
const ourWindow: Sender = { webContentsId: 1, isMainFrame: true, origin: 'app://adit' };

function setUp() {
  const app = makeApp([profile], {
    planLaunch: (known, programs) => planLaunch(known, { platform: 'linux', installed: null, programs }),
    openTerminal: () => Promise.reject(new Error('the terminal exploded')),
    sealing: { seal, unseal },
  });
  const handlers = { ...app.handlers, 'window.hidden': () => done };
  const dispatch = createDispatch(handlers, () => trusted, app.log);
  const transport: Transport = {
    // What a request loses on its way through structured cloning, it loses here too.
    request: (name, request) => dispatch(name, ourWindow, structuredClone(request)),
    subscribe: (name: EventName, listener) =>
      name === 'state.changed' ? app.state.subscribe((patch) => listener(structuredClone(patch))) : () => {},
  };
  return { ...app, dispatch, bridge: createBridge(transport) };
}

let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
});

/** Runs a request that must be refused, and checks that nothing else happened. */
async function refused(name: string, sender: Sender, request: unknown) {
  const before = world.state.snapshot();
  const result = await world.dispatch(name, sender, request);
  expect(result.ok).toBe(false);
  expect(world.state.snapshot()).toEqual(before);
  expect(world.started).toEqual([]);
  expect(world.saves()).toBe(0);
  expect(world.lines).toHaveLength(1);
  return { error: result.ok ? null : result.error, line: world.lines[0] ?? '' };
}

const start = { profileId: profile.id };

/** Long ones, as somebody pastes, and one that only a page can make. */
test.each<[CallName, unknown, string]>([
  ['diagnosis.readLog', { text: 'x'.repeat(4 * 1024 * 1024 + 1) }, 'It is more than Adit takes at once.'],
  ['share.link', { profileIds: Array(201).fill(profile.id) }, 'It is more than Adit takes at once.'],
  ['backup.save', { passphrase: 'x'.repeat(1025) }, 'A passphrase has at most 1024 characters.'],
  ['tunnel.start', { profileId: 7 }, 'The request has the wrong shape.'],
])('%s says in our own words why it is refused', (name, request, why) => {
  const decision = decide(name, ourWindow, request, trusted);
  expect(decision).toMatchObject({ kind: 'refused', failure: { error: { explanation: { why } } } });
});

describe('a request is refused and logged, and nothing changes', () => {
  test.each<[string, Sender]>([
    ['another window', { ...ourWindow, webContentsId: 2 }],
    ['a sub-frame of our window', { ...ourWindow, isMainFrame: false }],
    ['another origin', { ...ourWindow, origin: 'https://example.org' }],
    ['our scheme with another host', { ...ourWindow, origin: 'app://other' }],
    ['a sandboxed frame', { ...ourWindow, origin: 'null' }],
    ['a frame that is gone', { ...ourWindow, origin: null }],
  ])('from %s', async (_what, sender) => {
    const { error, line } = await refused('tunnel.start', sender, start);
    expect(error?.code).toBe('forbidden');
    expect(line).toContain('tunnel.start');
  });

  test('when there is no window at all', () => {
    const decision = decide('state.get', ourWindow, undefined, { ...trusted, webContentsId: null });
    expect(decision.kind).toBe('refused');
  });

  test.each(['tunnel.destroy', 'state.changed', 'toString', '__proto__', '', 'adit:tunnel.start', 'x'.repeat(10_000)])(
    'for the unknown call %.20s',
    async (name) => {
      const { error, line } = await refused(name, ourWindow, start);
      expect(error?.code).toBe('invalid-request');
      expect(line.length).toBeLessThan(200);
    },
  );

  test.each<[CallName, unknown]>([
    ['state.get', {}],
    ['state.get', null],
    ['tunnel.start', undefined],
    ['tunnel.start', null],
    ['tunnel.start', profile.id],
    ['tunnel.start', {}],
    ['tunnel.start', { profileId: 7 }],
    ['tunnel.start', { profileId: '../etc/passwd' }],
    ['tunnel.start', { profileId: profile.id, force: true }],
    ['trust.accept', { profileId: profile.id, sha256: 'AB' }],
    // zod compares the length of whatever stands in the place of a text.
    ['profile.changeMany', { profileIds: [profile.id], change: { host: { length: { toString: 1, valueOf: 1 } } } }],
    ['profile.save', { profile: { ...profile, accept: [] } }],
    ['profile.save', { profile: { ...profile, accept: [{ host: '127.0.0.1', port: 65_536 }] } }],
    ['profile.save', { profile: { ...profile, connect: [{ host: '-oProxyCommand=id', port: 443 }] } }],
    ['profile.save', { profile: { ...profile, user: '$(id)' } }],
    ['profile.save', { profile: { ...profile, key: 'secret' } }],
    ['import.read', { name: null, text: 'x'.repeat(1_048_577) }],
    ['import.add', { previewId: randomUUID(), services: [] }],
    ['settings.save', { settings: { appearance: 'pink' } }],
    ['notice.dismiss', { id: '' }],
  ])('for the wrong shape of %s: %j', async (name, request) => {
    const { error, line } = await refused(name, ourWindow, request);
    expect(error?.code).toBe('invalid-request');
    expect(line).toContain(name);
  });

  test.each<[string, () => unknown]>([
    ['a text as an object', () => Object('x'.repeat(3_000_000))],
    ['a list of numbers', () => new Float64Array(8_000_000)],
    ['bytes in the place of all', () => new Uint8Array(32_000_000)],
    ['bytes in the place of a profile', () => ({ profile: new Uint8Array(32_000_000) })],
    ['very many names', () => Object.fromEntries(Array.from({ length: 100_001 }, (_, index) => [`name ${index}`, 1]))],
    ['a very long list', () => ({ profile: Array.from({ length: 100_001 }) })],
    ['a map', () => ({ profile: new Map() })],
    [
      'a circle',
      () => {
        const circle: Record<string, unknown> = {};
        circle['profile'] = circle;
        return circle;
      },
    ],
  ])('without a look at what is in it, for %s', async (_what, make) => {
    const { error, line } = await refused('profile.save', ourWindow, make());
    expect(error?.code).toBe('invalid-request');
    expect(line).toMatch(/wrong shape at "": unknown$/);
  });

  test('and the log holds nothing of what the request contained', async () => {
    const { line } = await refused('profile.save', ourWindow, {
      profile: { ...profile, name: 7, group: 'TOP-SECRET' },
    });
    expect(line).not.toContain('TOP-SECRET');
  });
});

test('a handler that throws is a failure value, with the details in the log only', async () => {
  await world.bridge.tunnel.start(start);
  world.state.change({
    kind: 'tunnel',
    profileId: profile.id,
    tunnel: { ...tunnelOff, status: { kind: 'on', accept: [], server: { kind: 'unknown' } } },
  });
  const result = await world.bridge.launch.open(start);
  expect(result).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(JSON.stringify(result)).not.toContain('exploded');
  expect(world.lines.join()).toContain('exploded');
});

test('every call of the contract reaches a handler through the bridge', async () => {
  for (const [name, { kind }] of Object.entries(contract)) {
    if (kind !== 'call') continue;
    const [room = '', member = ''] = name.split('.');
    const call = (world.bridge as unknown as Record<string, Record<string, (request?: unknown) => Promise<unknown>>>)[
      room
    ]?.[member];
    expect(await call?.({ profileId: profile.id }), name).toHaveProperty('ok');
  }
});

test('from a dropped configuration to a running tunnel, over the contract', async () => {
  const { bridge } = world;
  const revisions: number[] = [];
  bridge.state.onChanged((patch) => revisions.push(patch.rev));
  const read = await bridge.import.read({
    name: 'stunnel.conf',
    text: '[ssh]\naccept = 443\nconnect = 22\ncert = a.pem\n',
  });
  if (!read.ok) throw new Error(read.error.explanation.what);
  const [service] = read.value.services;
  expect(service).toMatchObject({ role: 'server', application: 'ssh', remotePort: 443, host: null, problem: null });
  expect(world.saves()).toBe(0);
  const added = await bridge.import.add({
    previewId: read.value.id,
    services: [
      {
        key: service?.key ?? '',
        name: 'Office',
        application: 'ssh',
        host: 'vpn.example.org',
        remotePort: 443,
        localPort: 2223,
        user: 'anna',
      },
    ],
  });
  if (!added.ok) throw new Error(added.error.explanation.what);
  expect(world.saves()).toBe(1);
  const [profileId = ''] = added.value.profileIds;
  expect((await bridge.tunnel.start({ profileId })).ok).toBe(true);
  expect(world.started).toMatchObject([
    { id: profileId, accept: [{ host: '127.0.0.1', port: 2223 }], connect: [{ host: 'vpn.example.org', port: 443 }] },
  ]);
  const copied = await bridge.launch.copy({ profileId });
  expect(copied).toEqual({
    ok: true,
    value: { command: 'ssh -p 2223 -o HostKeyAlias=vpn.example.org anna@127.0.0.1' },
  });
  const now = await bridge.state.get();
  expect(now.ok && now.value.profiles.at(-1)?.tunnel.status.kind).toBe('starting');
  expect(revisions).toEqual(revisions.map((_, index) => index + 1));
});

test('a start is answered when the window has been told of it: its switch goes by the state from then on', async () => {
  const told: string[] = [];
  world.bridge.state.onChanged(({ changes }) => {
    for (const change of changes) if (change.kind === 'tunnel') told.push(change.tunnel.status.kind);
  });
  expect(await world.bridge.tunnel.start({ profileId: profile.id })).toMatchObject({ ok: true });
  expect(told).toEqual(['starting']);
});
