/**
 * Joins the engine, the profiles and the store behind plain functions. The window (through the contract) and the tray
 * call the same ones, so that both always do the same thing.
 */
import { isDeepStrictEqual } from 'node:util';
import type { LaunchView, Notice, ProfileView } from '../../preload/app-state.ts';
import type { GivenSecret, Result } from '../../preload/contract.ts';
import type {
  Explanation,
  Profile,
  SecretChanges,
  Settings,
  Traffic,
  TunnelError,
  TunnelStatus,
  TunnelView,
} from '../../preload/types.ts';
import { duplicateOf } from '../profile/duplicate.ts';
import { filesOf } from '../profile/named-files.ts';
import { hasPlaceFor, lostSecrets, secretFieldsOf, withUsername } from '../profile/secret-fields.ts';
import { pskOf, specificationOf } from '../profile/specification.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Engine, EngineEvent, LogLevel } from '../tunnel/engine.ts';
import { explain } from '../tunnel/explain.ts';
import { remedyFor } from '../tunnel/remedy.ts';
import type { AppStateHolder } from './app-state.ts';
import { describeThrown, type Logger } from './logger.ts';
import type { Persistence } from './persistence.ts';
import { couldNotStore, done, failure, storeIsReadOnly, success, unknownProfile } from './result.ts';
import { createSecretChanges, pick } from './secret-changes.ts';
import { allSecretFields, type SecretKeeper } from './secrets.ts';

export interface ControllerPorts {
  readonly state: AppStateHolder;
  readonly engine: Engine;
  readonly persistence: Persistence;
  readonly launchView: (profile: Profile) => LaunchView | null;
  readonly secrets: SecretKeeper;
  /** A small text file that a profile names; null when it cannot be read. */
  readonly readText: (path: string) => string | null;
  /** Whether a person chose this file in a dialog. */
  readonly isChosen: (path: string) => boolean;
  /** A local port that can be bound now: the preferred one or one near it. */
  readonly freePort: (host: string, preferred: number) => Promise<number>;
  readonly newId: () => string;
  readonly log: Logger;
}

export interface Controller {
  start(profileId: string): Result<undefined>;
  stop(profileId: string): Promise<Result<undefined>>;
  /** What a click on the tray's line does. */
  toggle(profileId: string): Promise<Result<undefined>>;
  /** Starts the profiles that are to start with the app. */
  startWithApp(): void;
  check(profileId: string): Result<undefined>;
  /** Pins the certificate that blocks the tunnel, if it is the one with this fingerprint, and starts the tunnel. */
  acceptCertificate(profileId: string, sha256: string): Result<undefined>;
  /** Also adds a profile that is new. A running tunnel goes on with the new settings. */
  saveProfile(profile: Profile, secrets?: SecretChanges): Promise<Result<undefined>>;
  /** Beside the original, with its secrets: a name and local ports of its own, and not started by itself. */
  duplicate(profileId: string): Promise<Result<{ readonly profileId: string }>>;
  /** Keeps the secret and lets the tunnel try again with it. */
  giveSecret(given: GivenSecret): Promise<Result<undefined>>;
  /** Adds those that are new, replaces the others, and takes over settings that are given: all of it or nothing. */
  putProfiles(changed: readonly Profile[], settings?: Settings | null): Result<undefined>;
  removeProfile(profileId: string): Promise<Result<undefined>>;
  /** Moves the tunnel to a free local port and starts it there. */
  useFreePort(profileId: string): Promise<Result<{ readonly port: number }>>;
  saveSettings(settings: Settings): Result<undefined>;
  notify(level: Notice['level'], text: string): void;
  dismissNotice(noticeId: string): Result<undefined>;
  handleEngineEvent(event: EngineEvent): void;
}

const logMethods: Readonly<Record<LogLevel, keyof Logger>> = {
  error: 'error',
  warning: 'warn',
  notice: 'info',
  info: 'info',
  debug: 'debug',
};

const noTraffic: Traffic = { sent: 0, received: 0, openConnections: 0, totalConnections: 0 };
export const tunnelOff: TunnelView = { status: { kind: 'off' }, explanation: null, traffic: noTraffic };

const notBlockedByThis = failure('failed', {
  what: 'The certificate was not accepted.',
  why: 'The server shows another certificate now than the one you looked at.',
  next: 'Look at the certificate again and compare its fingerprint.',
});

const foreignFile = failure('invalid-request', {
  what: 'The profile was not changed.',
  why: 'It names a file that Adit was not given.',
  next: 'Choose the file with the button beside the field.',
});

export function createController(ports: ControllerPorts): Controller {
  const { state, engine, persistence, log } = ports;
  const secretChanges = createSecretChanges({ persistence, secrets: ports.secrets, log });
  /** Tunnels that a person wants on, whatever the engine has made of it so far. */
  const wanted = new Set<string>();
  const stopping = new Map<string, Promise<void>>();
  /** What the engine was last told of each tunnel that is wanted. */
  const running = new Map<string, TunnelSpecification>();

  const profiles = (): readonly Profile[] => state.snapshot().profiles.map((view) => view.profile);

  const persist = (next: readonly Profile[], settings: Settings): Result<undefined> => {
    if (persistence.readOnly !== null) return storeIsReadOnly[persistence.readOnly];
    try {
      persistence.save(
        next.filter((profile) => !profile.demo),
        settings,
      );
      return done;
    } catch (thrown) {
      log.error(`The store could not be written: ${describeThrown(thrown)}`);
      return couldNotStore;
    }
  };

  const show = (profile: Profile, tunnel: TunnelView): void =>
    state.change({
      kind: 'profile',
      view: { profile, tunnel, launch: ports.launchView(profile), secrets: ports.secrets.kept(profile.id) },
    });

  const showTunnel = (view: ProfileView, change: Partial<TunnelView>): void =>
    state.change({ kind: 'tunnel', profileId: view.profile.id, tunnel: { ...view.tunnel, ...change } });

  const showStatus = (view: ProfileView, status: TunnelStatus): void =>
    showTunnel(view, {
      status,
      explanation: explanationOf(status),
      ...(status.kind === 'off' ? { traffic: { ...view.tunnel.traffic, openConnections: 0 } } : {}),
    });

  const run = (id: string): void => {
    wanted.add(id);
    const earlier = stopping.get(id);
    if (earlier === undefined) startCurrent(id);
    // The old listener may still hold the port.
    else void earlier.then(() => wanted.has(id) && startCurrent(id));
  };

  const resolve = (profile: Profile): Resolution => {
    const secrets = ports.secrets.of(profile.id);
    const psk = pskOf(profile, secrets, ports.readText);
    return psk.ok ? { ok: true, specification: specificationOf(profile, { secrets, psk: psk.psk }) } : psk;
  };

  const startCurrent = (id: string): void => {
    const view = state.profile(id);
    if (view === undefined) return;
    const resolved = resolve(view.profile);
    if (resolved.ok) {
      running.set(id, resolved.specification);
      engine.start(resolved.specification);
      return;
    }
    // What runs goes by settings that are no longer those of the profile.
    const { error } = resolved;
    if (running.has(id)) void end(id);
    log.error(`${view.profile.name}: ${explain(error).what}`);
    showStatus(view, { kind: 'blocked', error, remedy: remedyFor(error) });
  };

  const halt = (id: string): Promise<void> => {
    wanted.delete(id);
    return end(id);
  };

  const end = (id: string): Promise<void> => {
    running.delete(id);
    const earlier = stopping.get(id);
    if (earlier !== undefined) return earlier;
    const stopped = engine
      .stop(id)
      .catch((thrown: unknown) => log.error(`A tunnel did not stop: ${describeThrown(thrown)}`))
      .then(() => {
        stopping.delete(id);
      });
    stopping.set(id, stopped);
    return stopped;
  };

  const store = (profile: Profile): Result<undefined> => {
    const known = profiles();
    const next = known.some(({ id }) => id === profile.id)
      ? known.map((other) => (other.id === profile.id ? profile : other))
      : [...known, profile];
    return profile.demo ? done : persist(next, state.snapshot().settings);
  };

  const put = (changed: readonly Profile[], settings: Settings | null = null): Result<undefined> => {
    // What is a demo is decided here for those that exist: the store must neither keep a demo nor lose a profile.
    const next = changed.map((profile) => ({
      ...profile,
      demo: state.profile(profile.id)?.profile.demo ?? profile.demo,
    }));
    if (settings !== null || next.some(({ demo }) => !demo)) {
      const byId = new Map([...profiles(), ...next].map((profile) => [profile.id, profile]));
      const stored = persist([...byId.values()], settings ?? state.snapshot().settings);
      if (!stored.ok) return stored;
    }
    if (settings !== null) state.change({ kind: 'settings', settings });
    for (const profile of next) {
      const view = state.profile(profile.id);
      show(profile, view?.tunnel ?? tunnelOff);
      if (view === undefined || !wanted.has(profile.id)) continue;
      const resolved = resolve(profile);
      const last = running.get(profile.id);
      if (!resolved.ok || last === undefined || !isDeepStrictEqual(resolved.specification, last)) run(profile.id);
    }
    return done;
  };

  const controller: Controller = {
    start(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { kind } = view.tunnel.status;
      if (wanted.has(profileId) && kind !== 'off' && kind !== 'blocked') return done;
      showTunnel(view, { status: { kind: 'starting' }, explanation: null, traffic: noTraffic });
      run(profileId);
      return done;
    },

    async stop(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      await halt(profileId);
      const view = state.profile(profileId);
      if (view !== undefined && !wanted.has(profileId)) showStatus(view, { kind: 'off' });
      return done;
    },

    async toggle(profileId) {
      return wanted.has(profileId) ? controller.stop(profileId) : controller.start(profileId);
    },

    startWithApp() {
      for (const profile of profiles()) if (profile.startWithApp) controller.start(profile.id);
    },

    check(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      engine.check(profileId);
      return done;
    },

    acceptCertificate(profileId, sha256) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { status } = view.tunnel;
      const remedy = status.kind === 'blocked' ? status.remedy : null;
      if (remedy?.kind !== 'trust-certificate' && remedy?.kind !== 'replace-certificate') return notBlockedByThis;
      if (remedy.certificate.sha256 !== sha256) return notBlockedByThis;
      const pinned: Profile = {
        ...view.profile,
        trust: {
          kind: 'pinned',
          certificates: [{ kind: 'pem', pem: remedy.certificate.pem }],
          checks: { hosts: [], emails: [], ips: [] },
        },
      };
      const stored = store(pinned);
      if (!stored.ok) return stored;
      log.info(`Certificate ${sha256} is now trusted for "${pinned.name}".`);
      show(pinned, view.tunnel);
      return controller.start(profileId);
    },

    // Only an import makes demos.
    async saveProfile(profile, secrets = {}) {
      // The window names no files: it can keep those that a profile has, and add those that were chosen in a dialog.
      const known = new Set(profiles().flatMap(filesOf));
      if (filesOf(profile).some((path) => !known.has(path) && !ports.isChosen(path))) return foreignFile;
      const demo = state.profile(profile.id)?.profile.demo ?? false;
      const useful = secretFieldsOf(profile);
      const useless = ports.secrets.kept(profile.id).filter(({ field }) => !useful.includes(field));
      const changes = {
        ...Object.fromEntries(useless.map(({ field }) => [field, null])),
        ...pick(secrets, (field) => useful.includes(field)),
      };
      return secretChanges.around({ ...profile, demo }, changes, true, () => put([{ ...profile, demo }]));
    },

    async duplicate(profileId) {
      const original = state.profile(profileId)?.profile;
      if (original === undefined) return unknownProfile;
      const names = new Set(profiles().map(({ name }) => name));
      const taken = new Set(profiles().flatMap(({ accept }) => accept.map(({ port }) => port)));
      const copy: Profile = { ...duplicateOf(original, names, taken), id: ports.newId() };
      const kept = ports.secrets.kept(profileId);
      const secrets = ports.secrets.of(profileId);
      const of = (how: 'sealed' | 'memory') =>
        pick(secrets, (field) => kept.some((secret) => secret.field === field && secret.kept === how));
      const inMemory = await secretChanges.around(copy, of('memory'), false, () => done);
      const stored = inMemory.ok ? await secretChanges.around(copy, of('sealed'), true, () => put([copy])) : inMemory;
      return stored.ok ? success({ profileId: copy.id }) : stored;
    },

    async giveSecret({ profileId, field, value, username, remember }) {
      const profile = state.profile(profileId)?.profile;
      if (profile === undefined) return unknownProfile;
      const named = username === undefined ? profile : withUsername(profile, field, username);
      const kept = await secretChanges.around(named, { [field]: value }, remember, () => put([named]));
      return kept.ok ? controller.start(profileId) : kept;
    },

    putProfiles(changed, settings = null) {
      for (const profile of changed) {
        const before = persistence.readOnly === null ? state.profile(profile.id)?.profile : undefined;
        const forgotten = before === undefined ? done : secretChanges.forget(profile.id, lostSecrets(before, profile));
        if (!forgotten.ok) return forgotten;
      }
      return put(changed, settings);
    },

    async removeProfile(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      if (!view.profile.demo) {
        if (persistence.readOnly !== null) return storeIsReadOnly[persistence.readOnly];
        const forgotten = secretChanges.forget(profileId, allSecretFields);
        if (!forgotten.ok) return forgotten;
        const stored = persist(
          profiles().filter(({ id }) => id !== profileId),
          state.snapshot().settings,
        );
        if (!stored.ok) return stored;
      }
      state.change({ kind: 'profile-removed', profileId });
      await halt(profileId);
      return done;
    },

    async useFreePort(profileId) {
      const before = state.profile(profileId);
      if (before === undefined) return unknownProfile;
      const index = blockedAccept(before);
      const accept = before.profile.accept[index];
      if (accept === undefined) return unknownProfile;
      const taken = new Set(
        profiles()
          .filter(({ id }) => id !== profileId)
          .flatMap((profile) => profile.accept.map(({ port }) => port)),
      );
      let port = await ports.freePort(accept.host, accept.port);
      for (let tries = 0; taken.has(port) && tries < 20; tries++) port = await ports.freePort(accept.host, port + 1);
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const moved: Profile = { ...view.profile, accept: view.profile.accept.with(index, { ...accept, port }) };
      const stored = store(moved);
      if (!stored.ok) return stored;
      show(moved, view.tunnel);
      if (wanted.has(profileId)) {
        showTunnel({ ...view, profile: moved }, { status: { kind: 'starting' }, explanation: null });
        run(profileId);
      } else {
        controller.start(profileId);
      }
      return success({ port });
    },

    saveSettings(settings) {
      const stored = persist(profiles(), settings);
      if (!stored.ok) return stored;
      state.change({ kind: 'settings', settings });
      return done;
    },

    notify(level, text) {
      const { notices } = state.snapshot();
      if (notices.some((notice) => notice.text === text)) return;
      state.change({ kind: 'notices', notices: [...notices, { id: ports.newId(), level, text }] });
    },

    dismissNotice(noticeId) {
      const { notices } = state.snapshot();
      state.change({ kind: 'notices', notices: notices.filter(({ id }) => id !== noticeId) });
      return done;
    },

    handleEngineEvent(event) {
      if (event.kind === 'log') {
        const name = event.id === null ? undefined : state.profile(event.id)?.profile.name;
        log[logMethods[event.level]](name === undefined ? event.text : `${name}: ${event.text}`);
        return;
      }
      const view = state.profile(event.id);
      // What the engine still says about a tunnel that was switched off or removed is history.
      if (view === undefined || !wanted.has(event.id) || !running.has(event.id)) return;
      if (event.kind === 'traffic') showTunnel(view, { traffic: event.traffic });
      else showStatus(view, suited(view.profile, event.status));
    },
  };
  return controller;
}

type Resolution =
  | { readonly ok: true; readonly specification: TunnelSpecification }
  | { readonly ok: false; readonly error: TunnelError };

/** A secret that has no place in the profile is not asked for: a key in a file, a login at the system's proxy. */
function suited(profile: Profile, status: TunnelStatus): TunnelStatus {
  if (status.kind !== 'blocked' || status.remedy.kind !== 'enter-secret') return status;
  return hasPlaceFor(profile, status.remedy.field) ? status : { ...status, remedy: { kind: 'edit-profile' } };
}

function explanationOf(status: TunnelStatus): Explanation | null {
  if (status.kind === 'blocked') return explain(status.error);
  if (status.kind === 'on' && status.server.kind === 'unreachable') return explain(status.server.error);
  return null;
}

/** Which of the accept addresses the tunnel's error is about; the first when it does not say. */
function blockedAccept({ profile, tunnel }: ProfileView): number {
  const error = tunnel.status.kind === 'blocked' ? tunnel.status.error : null;
  if (error?.kind !== 'port-in-use' && error?.kind !== 'port-forbidden') return 0;
  return Math.max(
    0,
    profile.accept.findIndex(({ port }) => port === error.port),
  );
}
