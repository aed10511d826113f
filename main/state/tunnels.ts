/** Which tunnels a person wants on, and what the engine makes of it: starts, stops, and what is shown meanwhile. */
import type { ProfileView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { Explanation, Profile, Traffic, TunnelStatus, TunnelView } from '../../preload/types.ts';
import { type OwnAddresses, ringOf } from '../profile/ring.ts';
import { hasPlaceFor } from '../profile/secret-fields.ts';
import type { Engine, EngineEvent, LogLevel } from '../tunnel/engine.ts';
import { explain } from '../tunnel/explain.ts';
import { remedyFor } from '../tunnel/remedy.ts';
import type { AppStateHolder } from './app-state.ts';
import { createEngineRuns, type EngineRuns, type EngineRunsPorts } from './engine-runs.ts';
import type { Logger } from './logger.ts';
import { done, unknownProfile } from './result.ts';

export interface TunnelsPorts {
  readonly state: AppStateHolder;
  readonly engine: Engine;
  readonly resolve: EngineRunsPorts['resolve'];
  /** Addresses that this computer has now. */
  readonly ownAddresses: () => OwnAddresses;
  readonly log: Logger;
}

/** What a person does with tunnels, and what the engine says of them. */
export interface TunnelSwitches {
  start(profileId: string): Result<undefined>;
  stop(profileId: string): Promise<Result<undefined>>;
  /** What a click on the tray's line does. */
  toggle(profileId: string): Promise<Result<undefined>>;
  /** Starts the profiles that are to start with the app. */
  startWithApp(): void;
  check(profileId: string): Result<undefined>;
  handleEngineEvent(event: EngineEvent): void;
}

export interface Tunnels extends TunnelSwitches, Pick<EngineRuns, 'follow' | 'end'> {
  /** Starts a tunnel whose profile has changed, also when it is on already. */
  restart(profileId: string): void;
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

export function createTunnels({ state, engine, resolve, ownAddresses, log }: TunnelsPorts): Tunnels {
  const on = (): readonly Profile[] =>
    state.snapshot().profiles.flatMap(({ profile }) => (runs.isRunning(profile.id) ? [profile] : []));

  const show = (view: ProfileView, change: Partial<TunnelView>): void =>
    state.change({ kind: 'tunnel', profileId: view.profile.id, tunnel: { ...view.tunnel, ...change } });

  const showStatus = (view: ProfileView, status: TunnelStatus): void =>
    show(view, {
      status,
      explanation: explanationOf(status),
      ...(status.kind === 'off' ? { traffic: { ...view.tunnel.traffic, openConnections: 0 } } : {}),
    });

  const runs = createEngineRuns({
    engine,
    profile: (profileId) => state.profile(profileId)?.profile,
    resolve(profile) {
      const ring = ringOf(profile, on(), ownAddresses());
      if (ring === null) return resolve(profile);
      return { ok: false, error: { kind: 'ring', names: ring.map(({ name }) => name) } };
    },
    failed(profileId, error) {
      const view = state.profile(profileId);
      if (view === undefined) return;
      log.error(`${view.profile.name}: ${explain(error).what}`);
      showStatus(view, { kind: 'blocked', error, remedy: remedyFor(error) });
    },
    log,
  });

  const tunnels: Tunnels = {
    start(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { kind } = view.tunnel.status;
      if (runs.isWanted(profileId) && kind !== 'off' && kind !== 'blocked') return done;
      show(view, { status: { kind: 'starting' }, explanation: null, traffic: noTraffic });
      runs.run(profileId);
      return done;
    },

    restart(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return;
      const traffic = runs.isWanted(profileId) ? view.tunnel.traffic : noTraffic;
      show(view, { status: { kind: 'starting' }, explanation: null, traffic });
      runs.run(profileId);
    },

    async stop(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      await runs.end(profileId);
      const view = state.profile(profileId);
      if (view !== undefined && !runs.isWanted(profileId)) showStatus(view, { kind: 'off' });
      return done;
    },

    async toggle(profileId) {
      return runs.isWanted(profileId) ? tunnels.stop(profileId) : tunnels.start(profileId);
    },

    startWithApp() {
      for (const { profile } of state.snapshot().profiles) if (profile.startWithApp) tunnels.start(profile.id);
    },

    check(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      engine.check(profileId);
      return done;
    },

    follow: runs.follow,
    end: runs.end,

    handleEngineEvent(event) {
      if (event.kind === 'log') {
        const name = event.id === null ? undefined : state.profile(event.id)?.profile.name;
        log[logMethods[event.level]](name === undefined ? event.text : `${name}: ${event.text}`);
        return;
      }
      const view = state.profile(event.id);
      // What the engine still says about a tunnel that was switched off or removed is history.
      if (view === undefined || !runs.isRunning(event.id)) return;
      if (event.kind === 'traffic') show(view, { traffic: event.traffic });
      else showStatus(view, suited(view.profile, event.status));
    },
  };
  return tunnels;
}

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
