/**
 * The app's one state, and how views follow it: a snapshot, then patches with growing revisions. Changes of one turn of
 * the event loop go out as one patch, and of several changes to the same thing only the last one.
 */

import type { AppState, ProfileView, StateChange, StatePatch } from '../../preload/app-state.ts';
import { applyChange } from '../../preload/app-state.ts';

export interface AppStateHolder {
  /** The state without waiting for the next patch: what is still to be announced is announced first. */
  snapshot(): AppState;
  change(change: StateChange): void;
  profile(profileId: string): ProfileView | undefined;
  /** Calls the listener with each patch and the state after it; returns how to stop. */
  subscribe(listener: (patch: StatePatch, state: AppState) => void): () => void;
}

/** `schedule` runs its argument once, soon; patches wait for it. */
export function createAppState(initial: AppState, schedule: (flush: () => void) => void): AppStateHolder {
  let state = initial;
  let pending: readonly StateChange[] = [];
  const listeners = new Set<(patch: StatePatch, state: AppState) => void>();

  const flush = (): void => {
    if (pending.length === 0) return;
    const patch: StatePatch = { rev: state.rev + 1, changes: pending };
    pending = [];
    state = { ...state, rev: patch.rev };
    for (const listener of listeners) listener(patch, state);
  };

  return {
    snapshot() {
      flush();
      return state;
    },
    change(change) {
      state = applyChange(state, change);
      if (pending.length === 0) schedule(flush);
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

/** Whether the earlier change makes no difference once the later one is applied. */
function supersedes(later: StateChange, earlier: StateChange): boolean {
  // A profile change may append, so that its place in the list depends on it: only changes of the tunnel are dropped.
  return later.kind === earlier.kind && later.kind !== 'profile' && later.kind !== 'profile-removed'
    ? later.kind !== 'tunnel' || (earlier.kind === 'tunnel' && later.profileId === earlier.profileId)
    : false;
}
