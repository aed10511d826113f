/**
 * The app's one state, and how views follow it: a snapshot, then patches with growing revisions. Changes of one turn of
 * the event loop go out as one patch, and of several changes to the same thing only the last one. Traffic waits longer:
 * that of all tunnels goes out together, a few times a second, or with whatever else has changed. That a tunnel starts waits a
 * moment: as a rule it is on before anybody could have read it, and the window draws once instead of twice.
 */

import type { AppState, ProfileView, StateChange, StatePatch } from '../../preload/app-state.ts';
import { applyChange } from '../../preload/app-state.ts';

export interface AppStateHolder {
  /** The state without waiting for the next patch: what is still to be announced is announced first. */
  snapshot(): AppState;
  /** The state with what is still to be announced, which waits on; its revision is that of the last patch. */
  current(): AppState;
  /** Resolves when nothing is to be announced any more but traffic: at once where there is nothing. */
  announced(): Promise<void>;
  change(change: StateChange): void;
  profile(profileId: string): ProfileView | undefined;
  /** Calls the listener with each patch and the state after it; returns how to stop. */
  subscribe(listener: (patch: StatePatch, state: AppState) => void): () => void;
}

/** Each runs its argument once: `soon`, in a moment that nobody notices, or when traffic is due again. */
export interface Schedule {
  readonly soon: (flush: () => void) => void;
  readonly shortly: (flush: () => void) => void;
  readonly later: (flush: () => void) => void;
}

export function createAppState(initial: AppState, schedule: Schedule): AppStateHolder {
  let state = initial;
  let pending: readonly StateChange[] = [];
  const scheduled = { soon: false, shortly: false, later: false };
  let waiting: (() => void)[] = [];
  const listeners = new Set<(patch: StatePatch, state: AppState) => void>();

  let isAnnouncing = false;
  const flush = (): void => {
    // Who changes or asks something because of a patch must not be ahead of those who have not heard it yet.
    if (isAnnouncing || pending.length === 0) return;
    const patch: StatePatch = { rev: state.rev + 1, changes: pending };
    pending = [];
    state = { ...state, rev: patch.rev };
    const announced = state;
    isAnnouncing = true;
    try {
      for (const listener of listeners) listener(patch, announced);
    } finally {
      isAnnouncing = false;
    }
    const done = waiting;
    waiting = [];
    for (const resolve of done) resolve();
  };

  const flushIn = (when: keyof Schedule): void => {
    if (scheduled[when]) return;
    scheduled[when] = true;
    schedule[when](() => {
      scheduled[when] = false;
      flush();
    });
  };

  return {
    snapshot() {
      flush();
      return state;
    },
    current: () => state,
    announced: () =>
      pending.every(({ kind }) => kind === 'traffic')
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push(resolve);
          }),
    change(change) {
      state = applyChange(state, change);
      flushIn(dueOf(change));
      pending = [...pending.filter((earlier) => !supersedes(change, earlier)), change];
    },
    profile: (profileId) => state.profiles.find((view) => view.profile.id === profileId),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

function dueOf(change: StateChange): keyof Schedule {
  if (change.kind === 'traffic') return 'later';
  return change.kind === 'tunnel' && change.tunnel.status.kind === 'starting' ? 'shortly' : 'soon';
}

/** Whether the earlier change makes no difference once the later one is applied. */
function supersedes(later: StateChange, earlier: StateChange): boolean {
  switch (later.kind) {
    // A profile change may append, so that its place in the list depends on it.
    case 'profile':
    case 'profile-removed':
      return false;
    case 'tunnel':
      return (earlier.kind === 'tunnel' || earlier.kind === 'traffic') && earlier.profileId === later.profileId;
    case 'traffic':
      return earlier.kind === 'traffic' && earlier.profileId === later.profileId;
    case 'vpn':
      return earlier.kind === 'vpn' && earlier.profileId === later.profileId;
    case 'order':
    case 'settings':
    case 'programs':
    case 'update':
    case 'place':
    case 'notices':
      return earlier.kind === later.kind;
  }
}
