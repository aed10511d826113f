/** The contract between window and main, carried by a pair of functions instead of Electron. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { AppState } from '../../preload/app-state.ts';
import { type CallName, contract, createBridge, type EventName, type Transport } from '../../preload/contract.ts';
import { launchPlan } from '../launch/recipes.ts';
import type { TunnelSpecification } from '../specification.ts';
import { createAppState } from '../state/app-state.ts';
import { createBackups } from '../state/backups.ts';
import { createChosenFiles } from '../state/chosen-files.ts';
import { createController } from '../state/controller.ts';
import type { Files, FileToWrite } from '../state/files.ts';
import { createHandlers } from '../state/handlers.ts';
import { createImports } from '../state/imports.ts';
import { createLaunching } from '../state/launching.ts';
import { makeProfile } from '../state/make-profile.ts';
import { makeSecrets } from '../state/make-secrets.ts';
import { done, success } from '../state/result.ts';
import { createSharing } from '../state/sharing.ts';
import { tunnelOff } from '../state/tunnels.ts';
import type { Engine } from '../tunnel/engine.ts';
import { createDispatch, decide, type Sender } from './dispatch.ts';
import { readers } from './readers.ts';
import { seal, unseal } from './sealed-file.ts';

const profile = makeProfile();
const trusted = { webContentsId: 1, origin: 'app://adit' };
const ourWindow: Sender = { webContentsId: 1, isMainFrame: true, origin: 'app://adit' };

function setUp() {
  const lines: string[] = [];
  const log = (text: string) => void lines.push(text);
  const logger = { error: log, warn: log, info: log, debug: log };
  const initial: AppState = {
    rev: 0,
    profiles: [{ profile, tunnel: tunnelOff, launch: null, secrets: [] }],
    settings: { appearance: 'system' },
    notices: [],
    canRemember: true,
    about: { version: '1', electron: '', node: '', tlsLibrary: '', platform: '' },
  };
  const state = createAppState(initial, (flush) => void setImmediate(flush));
  const started: TunnelSpecification[] = [];
  const engine: Engine = {
    start: (specification) => void started.push(specification),
    stop: () => Promise.resolve(),
    check: () => {},
    probe: () => Promise.reject(new Error('not used')),
    refresh: () => {},
    close: () => Promise.resolve(),
  };
  const secrets = makeSecrets();
  let saves = 0;
  const controller = createController({
    state,
    engine,
    persistence: { readOnly: null, save: () => void saves++ },
    launchView: () => null,
    secrets,
    readText: () => null,
    isChosen: () => false,
    freePort: async (_host, preferred) => preferred,
    newId: randomUUID,
    log: logger,
  });
  const imports = createImports({
    controller,
    profiles: () => state.snapshot().profiles.map((view) => view.profile),
    readers,
    startDemoServer: () => Promise.reject(new Error('not used')),
    isChosen: () => false,
    newId: randomUUID,
    log: logger,
  });
  const profiles = () => state.snapshot().profiles.map((view) => view.profile);
  const written: FileToWrite[] = [];
  const files: Files = {
    askDestination: async ({ suggestedName: name }) => ({ directory: '/home/anna', name, path: `/home/anna/${name}` }),
    write: async (_directory, all) => {
      written.push(...all);
      return done;
    },
    askBackup: async () => success({ name: 'backup.json', text: written.at(-1)?.text ?? '' }),
    readCertificates: async () => null,
    systemRoots: () => '/etc/ssl/cert.pem',
  };
  const handlers = createHandlers({
    snapshot: state.snapshot,
    controller,
    imports,
    launching: createLaunching({
      profile: state.profile,
      plan: (known) => launchPlan(known, 'linux'),
      openTerminal: () => Promise.reject(new Error('the terminal exploded')),
      openBrowser: () => Promise.resolve(),
      copy: () => Promise.resolve(),
      log: logger,
    }),
    sharing: createSharing({ profiles, files }),
    backups: createBackups({
      controller,
      profiles,
      settings: () => state.snapshot().settings,
      files,
      sealing: { seal, unseal },
      secrets,
      newId: randomUUID,
      now: () => new Date(0),
    }),
    chosenFiles: createChosenFiles(async () => null),
    choose: async () => success(null),
  });
  const dispatch = createDispatch(handlers, () => trusted, logger);
  const transport: Transport = {
    // What a request loses on its way through structured cloning, it loses here too.
    request: (name, request) => dispatch(name, ourWindow, structuredClone(request)),
    subscribe: (name: EventName, listener) =>
      name === 'state.changed' ? state.subscribe((patch) => listener(structuredClone(patch))) : () => {},
  };
  return { state, dispatch, started, lines, bridge: createBridge(transport), saves: () => saves };
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
