/**
 * Connect, the one click: the tunnel is switched on, its server is waited for, with whatever question comes in between,
 * and only then is the program started. When the way is broken no program is.
 */
import type { ProfileView } from '../../preload/app-state.ts';
import type { ConnectOutcome, Result } from '../../preload/contract.ts';
import type { Attempt, ServerStatus } from '../../preload/types.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Launching } from './launching.ts';
import { done, success, unknownProfile } from './result.ts';
import type { TunnelSwitches } from './tunnels.ts';

export interface ConnectingPorts {
  readonly state: AppStateHolder;
  readonly switches: Pick<TunnelSwitches, 'start' | 'stop' | 'check'>;
  readonly launching: Pick<Launching, 'agree' | 'open'>;
  /** A program was started for this profile. */
  readonly started: (profileId: string) => void;
  /** What has to be done before the tunnel is on; null: nothing. */
  readonly prepare: (profileId: string) => Promise<Result<undefined>> | null;
}

export interface Connecting {
  /**
   * Resolves when the program was started or nothing can come of it: `broken`, which the tunnel's view explains. A
   * failure is about the program. Called again while it is under way, it is the same one.
   */
  connect(profileId: string, by: Attempt['by']): Promise<Result<ConnectOutcome>>;
  /** Ends the waiting; a tunnel that `connect` has switched on is switched off again. */
  cancel(profileId: string): Promise<Result<undefined>>;
}

type Way = 'waiting' | ConnectOutcome;

export function createConnecting(ports: ConnectingPorts): Connecting {
  const { state, switches, launching, started: hasStarted, prepare } = ports;
  const waiting = new Map<string, { readonly switchedOn: boolean; readonly end: (way: Way) => void }>();
  const underWay = new Map<string, Promise<Result<ConnectOutcome>>>();

  const show = (profileId: string, isConnecting: boolean): void => {
    const view = state.profile(profileId);
    if (view !== undefined) state.change({ kind: 'tunnel', profileId, tunnel: { ...view.tunnel, isConnecting } });
  };

  /** `before`: what was known of the server when the waiting began, which is no answer. */
  const settled = (profileId: string, switchedOn: boolean, before: ServerStatus | null): Promise<ConnectOutcome> =>
    new Promise((resolve) => {
      const end = (way: Way): void => {
        if (way === 'waiting' || !waiting.has(profileId)) return;
        waiting.delete(profileId);
        stop();
        show(profileId, false);
        resolve(way);
      };
      const look = (): void => end(wayOf(state.profile(profileId), before));
      const stop = state.subscribe(look);
      waiting.set(profileId, { switchedOn, end });
      show(profileId, true);
      look();
    });

  const preparing = async (
    profileId: string,
    preparation: Promise<Result<undefined>>,
  ): Promise<Result<undefined> | 'cancelled'> => {
    let isCancelled = false;
    const end = (): void => {
      isCancelled = true;
      waiting.delete(profileId);
      show(profileId, false);
    };
    waiting.set(profileId, { switchedOn: false, end });
    show(profileId, true);
    const prepared = await preparation;
    if (isCancelled) return 'cancelled';
    end();
    return prepared;
  };

  const begin = async (view: ProfileView, by: Attempt['by']): Promise<Result<ConnectOutcome>> => {
    const profileId = view.profile.id;
    // Before anything is waited for: who does not want the program does not want the tunnel for it.
    if (!(await launching.agree(profileId))) return success('cancelled');
    const { status } = state.profile(profileId)?.tunnel ?? view.tunnel;
    const unreachable = status.kind === 'on' && status.server.kind === 'unreachable' ? status.server : null;
    const preparation = prepare(profileId);
    if (preparation !== null) {
      const prepared = await preparing(profileId, preparation);
      if (prepared === 'cancelled') return success('cancelled');
      if (!prepared.ok) return prepared;
    }
    const started = switches.start(profileId, by);
    if (!started.ok) return started;
    if (unreachable !== null) switches.check(profileId);
    const outcome = await settled(profileId, status.kind === 'off', unreachable);
    if (outcome !== 'opened') return success(outcome);
    const opened = await launching.open(profileId);
    if (!opened.ok) return opened;
    hasStarted(profileId);
    return success('opened');
  };

  return {
    async connect(profileId, by) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const running = underWay.get(profileId) ?? begin(view, by).finally(() => underWay.delete(profileId));
      underWay.set(profileId, running);
      return running;
    },

    async cancel(profileId) {
      const ended = waiting.get(profileId);
      if (ended === undefined) return done;
      ended.end('cancelled');
      return ended.switchedOn ? switches.stop(profileId) : done;
    },
  };
}

function wayOf(view: ProfileView | undefined, before: ServerStatus | null): Way {
  if (view === undefined) return 'cancelled';
  const { status, question } = view.tunnel;
  switch (status.kind) {
    case 'off':
      return 'cancelled';
    case 'starting':
      return 'waiting';
    case 'blocked':
      // What is asked can be answered; the rest has to be mended first.
      return question === null ? 'broken' : 'waiting';
    case 'on':
      if (status.server.kind === 'reachable') return 'opened';
      return status.server.kind === 'unreachable' && status.server !== before ? 'broken' : 'waiting';
  }
}
