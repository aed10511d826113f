/** Which tunnels a person wants on, and what the engine makes of it: starts, stops, and what is shown meanwhile. */

import type { ProfileView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { Attempt, Profile, TunnelStatus } from '../../preload/types.ts';
import { inEnglish } from '../../preload/words/words.ts';
import { type AskOwnAddresses, ringOf } from '../profile/ring.ts';
import type { Engine, EngineEvent, LogLevel } from '../tunnel/engine.ts';
import { explain } from '../tunnel/explain.ts';
import { remedyFor } from '../tunnel/remedy.ts';
import type { AppStateHolder } from './app-state.ts';
import { createEngineRuns, type EngineRunsPorts } from './engine-runs.ts';
import type { Logger } from './logger.ts';
import { createPatience, type Patience, type PatiencePorts } from './patience.ts';
import { done, unknownProfile } from './result.ts';
import { createRuleSwitches, type RuleSwitches, type RuleSwitchesPorts } from './rule-switches.ts';
import { createTunnelViews, type TunnelViews } from './tunnel-views.ts';

export interface TunnelsPorts extends Pick<PatiencePorts, 'after'>, Pick<RuleSwitchesPorts, 'switched'> {
  readonly state: AppStateHolder;
  readonly engine: Engine;
  readonly resolve: EngineRunsPorts['resolve'];
  /** Addresses that this computer has now. */
  readonly ownAddresses: AskOwnAddresses;
  /** What ends first when a tunnel is switched off; null: nothing does. Does not reject. */
  readonly beforeStop: (profileId: string) => Promise<void> | null;
  /** Which tunnels were on when the app ended, and are on now. */
  readonly onMemory: { readonly last: readonly string[]; save(profileIds: readonly string[]): void };
  readonly log: Logger;
}

/** What a person does with tunnels, and what the engine says of them. */
export interface TunnelSwitches extends Pick<RuleSwitches, 'switchByRule'> {
  /** What the switch in the window does. */
  start(profileId: string, by?: Attempt['by']): Result<undefined>;
  stop(profileId: string): Promise<Result<undefined>>;
  /** What a click on the tray's line does. */
  toggle(profileId: string): Promise<Result<undefined>>;
  /** Starts the profiles that are to start with the app, or were on when it ended. `atLogin`: the network may come a little later. */
  startWithApp(atLogin: boolean): void;
  check(profileId: string): Result<undefined>;
  /** Tries every server that is away now. */
  checkAll(): void;
  /** Whether a server that is away is left alone until somebody asks for it. */
  hold(profileId: string, held: boolean): Result<undefined>;
  /** A person wants to see what this tunnel asks, or is about to ask. */
  lookFor(profileId: string): void;
  handleEngineEvent(event: EngineEvent): void;
}

export interface Tunnels extends TunnelSwitches {
  /** Starts a tunnel whose profile has changed, also when it is on already. */
  restart(profileId: string): void;
  /**
   * The profile has changed: a tunnel that is wanted goes on with what it says now. One that is on does so without a
   * break where it can, and one that the change does not touch is left alone.
   */
  follow(profileId: string): void;
  /** Resolves when the local port is free again. */
  end(profileId: string): Promise<void>;
}

const isAway = (status: TunnelStatus): boolean => status.kind === 'on' && status.server.kind === 'unreachable';

const logMethods: Readonly<Record<LogLevel, keyof Logger>> = {
  error: 'error',
  warning: 'warn',
  notice: 'info',
  info: 'info',
  debug: 'debug',
};

function logOf(
  { level, id, text }: Extract<EngineEvent, { kind: 'log' }>,
  name: string | undefined,
  log: Logger,
): void {
  log[logMethods[level]](name === undefined ? text : `${name}: ${text}`, id ?? undefined);
}

/** What people ask of servers, whoever has switched their tunnels on. */
function wishesAbout(
  state: AppStateHolder,
  engine: Engine,
  views: Pick<TunnelViews, 'lookFor'>,
  patience: Pick<Patience, 'end'>,
): Pick<TunnelSwitches, 'check' | 'checkAll' | 'hold' | 'lookFor'> {
  return {
    check(profileId) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      patience.end(profileId);
      engine.check(profileId);
      return done;
    },

    checkAll() {
      for (const { profile, tunnel } of state.snapshot().profiles) if (isAway(tunnel.status)) engine.check(profile.id);
    },

    hold(profileId, held) {
      if (state.profile(profileId) === undefined) return unknownProfile;
      engine.hold(profileId, held);
      return done;
    },

    lookFor(profileId) {
      const view = state.profile(profileId);
      if (view !== undefined) views.lookFor(view);
    },
  };
}

export function createTunnels(ports: TunnelsPorts): Tunnels {
  const { state, engine, resolve, ownAddresses, beforeStop, after, onMemory, log } = ports;
  const on = (): readonly Profile[] =>
    state.current().profiles.flatMap(({ profile }) => (runs.isRunning(profile.id) ? [profile] : []));

  const views = createTunnelViews(state);
  const patience = createPatience({
    after,
    reveal(profileId, status) {
      const view = state.profile(profileId);
      if (view !== undefined && runs.isRunning(profileId)) views.status(view, status);
    },
  });
  /** Tunnels that wait for what ends before them. */
  const switchingOff = new Set<string>();

  const begin = (view: ProfileView): void => {
    views.starting(view, runs.isWanted(view.profile.id));
    runs.run(view.profile.id);
  };

  const switchOn = (profileId: string, by: Attempt['by'] | null): Result<undefined> => {
    const view = state.profile(profileId);
    if (view === undefined) return unknownProfile;
    const { kind } = view.tunnel.status;
    switchingOff.delete(profileId);
    patience.end(profileId);
    if (by !== null) views.attempt(view, by);
    if (!runs.isWanted(profileId) || kind === 'off' || kind === 'blocked') begin(view);
    return done;
  };

  const runs = createEngineRuns({
    engine,
    profile: (profileId) => state.profile(profileId)?.profile,
    wantedChanged: (profileIds) => onMemory.save([...profileIds, ...rules.off()]),
    resolve(profile) {
      const ring = ringOf(profile, on(), ownAddresses);
      if (ring === null) return resolve(profile);
      return { ok: false, error: { kind: 'ring', names: ring.map(({ name }) => name) } };
    },
    failed(profileId, error) {
      const view = state.profile(profileId);
      if (view === undefined) return;
      log.error(`${view.profile.name}: ${inEnglish(() => explain(error).what)}`);
      views.status(view, { kind: 'blocked', error, remedy: remedyFor(error) });
    },
    log,
  });

  const switchOff = async (profileId: string): Promise<Result<undefined>> => {
    if (state.profile(profileId) === undefined) return unknownProfile;
    const ending = beforeStop(profileId);
    if (ending !== null) {
      switchingOff.add(profileId);
      await ending;
      // Somebody may have thought better of it.
      if (!switchingOff.delete(profileId)) return done;
    }
    await runs.end(profileId);
    const view = state.profile(profileId);
    if (view !== undefined && !runs.isWanted(profileId)) views.status(view, { kind: 'off' });
    return done;
  };

  const rules = createRuleSwitches({
    state,
    views,
    switchOn: (profileId) => void switchOn(profileId, null),
    switchOff: (profileId) => void switchOff(profileId),
    switched: ports.switched,
  });

  const tunnels: Tunnels = {
    start(profileId, by = 'window') {
      rules.byPerson(profileId);
      return switchOn(profileId, by);
    },

    restart(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return;
      views.attempt(view, 'window');
      begin(view);
    },

    stop(profileId) {
      rules.byPerson(profileId);
      return switchOff(profileId);
    },

    switchByRule: rules.switchByRule,

    async toggle(profileId) {
      return runs.isWanted(profileId) ? tunnels.stop(profileId) : tunnels.start(profileId, 'tray');
    },

    startWithApp(atLogin) {
      const { profiles, settings } = state.snapshot();
      const were = new Set(settings.atStart === 'chosen' ? [] : onMemory.last);
      const wanted = profiles.flatMap(({ profile }) =>
        profile.startWithApp || were.has(profile.id) ? [profile.id] : [],
      );
      for (const profileId of wanted) switchOn(profileId, null);
      if (atLogin) patience.begin(wanted);
    },

    ...wishesAbout(state, engine, views, patience),

    follow(profileId) {
      const view = state.profile(profileId);
      if (view === undefined || !runs.isOutdated(profileId)) return;
      if (view.tunnel.status.kind === 'blocked') begin(view);
      else runs.run(profileId);
    },

    end: runs.end,

    handleEngineEvent(event) {
      if (event.kind === 'log') {
        logOf(event, event.id === null ? undefined : state.profile(event.id)?.profile.name, log);
        return;
      }
      const view = state.profile(event.id);
      // What the engine still says about a tunnel that was switched off or removed is history.
      if (view === undefined || !runs.isRunning(event.id)) return;
      if (event.kind === 'traffic') views.traffic(view, event.traffic);
      else views.status(view, patience.shown(event.id, event.status));
    },
  };
  return tunnels;
}
