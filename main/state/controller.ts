/**
 * Joins the engine, the profiles and the store behind plain functions. The window (through the contract) and the tray
 * call the same ones, so that both always do the same thing.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Result } from '../../preload/contract.ts';
import type {
  Explanation,
  LaunchView,
  Notice,
  Profile,
  ProfileView,
  Settings,
  Traffic,
  Trust,
  TunnelSpecification,
  TunnelStatus,
  TunnelView,
} from '../../preload/types.ts';
import { specificationOf } from '../profile/specification.ts';
import type { Engine, EngineEvent, LogLevel } from '../tunnel/engine.ts';
import { explain } from '../tunnel/explain.ts';
import type { AppStateHolder } from './app-state.ts';
import { describeThrown, type Logger } from './logger.ts';
import {
  couldNotStore,
  done,
  failure,
  type ReadOnlyReason,
  storeIsReadOnly,
  success,
  unknownProfile,
} from './result.ts';

export interface Persistence {
  /** Null when changes can be stored. */
  readonly readOnly: ReadOnlyReason | null;
  /** Writes atomically; throws when the file could not be written, and then the old one is still there. */
  save(profiles: readonly Profile[], settings: Settings): void;
}

export interface ControllerPorts {
  readonly state: AppStateHolder;
  readonly engine: Engine;
  readonly persistence: Persistence;
  readonly launchView: (profile: Profile) => LaunchView | null;
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
  saveProfile(profile: Profile): Result<undefined>;
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
  why: 'It names a certificate file that Adit was not given.',
  next: 'Paste the certificate itself instead.',
});

const certificateFiles = (trust: Trust): readonly string[] =>
  trust.kind === 'authority' || trust.kind === 'pinned'
    ? trust.certificates.flatMap((source) => (source.kind === 'file' ? [source.path] : []))
    : [];

export function createController(ports: ControllerPorts): Controller {
  const { state, engine, persistence, log } = ports;
  /** Tunnels that a person wants on, whatever the engine has made of it so far. */
  const wanted = new Set<string>();
  const stopping = new Map<string, Promise<void>>();

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
    state.change({ kind: 'profile', view: { profile, tunnel, launch: ports.launchView(profile) } });

  const showTunnel = (view: ProfileView, change: Partial<TunnelView>): void =>
    state.change({ kind: 'tunnel', profileId: view.profile.id, tunnel: { ...view.tunnel, ...change } });

  const showStatus = (view: ProfileView, status: TunnelStatus): void =>
    showTunnel(view, {
      status,
      explanation: explanationOf(status),
      ...(status.kind === 'off' ? { traffic: { ...view.tunnel.traffic, openConnections: 0 } } : {}),
    });

  const run = (specification: TunnelSpecification): void => {
    const { id } = specification;
    wanted.add(id);
    const earlier = stopping.get(id);
    if (earlier === undefined) engine.start(specification);
    // The old listener may still hold the port.
    else void earlier.then(() => wanted.has(id) && startCurrent(id));
  };

  const startCurrent = (id: string): void => {
    const view = state.profile(id);
    if (view !== undefined) engine.start(specificationOf(view.profile));
  };

  const halt = (id: string): Promise<void> => {
    wanted.delete(id);
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

  const controller: Controller = {
    start(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { kind } = view.tunnel.status;
      if (wanted.has(profileId) && kind !== 'off' && kind !== 'blocked') return done;
      showTunnel(view, { status: { kind: 'starting' }, explanation: null, traffic: noTraffic });
      run(specificationOf(view.profile));
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
    saveProfile(profile) {
      // The window names no files: it can keep those that an import brought, and no others.
      const known = profiles().flatMap(({ trust }) => certificateFiles(trust));
      if (certificateFiles(profile.trust).some((path) => !known.includes(path))) return foreignFile;
      return controller.putProfiles([{ ...profile, demo: state.profile(profile.id)?.profile.demo ?? false }]);
    },

    putProfiles(changed, settings = null) {
      // What is a demo is decided here for those that exist: the store must neither keep a demo nor lose a profile.
      const put = changed.map((profile) => ({
        ...profile,
        demo: state.profile(profile.id)?.profile.demo ?? profile.demo,
      }));
      if (settings !== null || put.some(({ demo }) => !demo)) {
        const byId = new Map([...profiles(), ...put].map((profile) => [profile.id, profile]));
        const stored = persist([...byId.values()], settings ?? state.snapshot().settings);
        if (!stored.ok) return stored;
      }
      if (settings !== null) state.change({ kind: 'settings', settings });
      for (const profile of put) {
        const view = state.profile(profile.id);
        show(profile, view?.tunnel ?? tunnelOff);
        if (view === undefined || !wanted.has(profile.id)) continue;
        const specification = specificationOf(profile);
        if (!isDeepStrictEqual(specification, specificationOf(view.profile))) run(specification);
      }
      return done;
    },

    async removeProfile(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      if (!view.profile.demo) {
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
        run(specificationOf(moved));
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
      if (view === undefined || !wanted.has(event.id)) return;
      if (event.kind === 'traffic') showTunnel(view, { traffic: event.traffic });
      else showStatus(view, event.status);
    },
  };
  return controller;
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
