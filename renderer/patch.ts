/** Main's patches, applied to the window's mirror of the state. Pure. */
import type { AppState, StateChange, StatePatch } from '../preload/types.ts';

const change = (state: AppState, by: StateChange): AppState => {
  switch (by.kind) {
    case 'profile': {
      const id = by.view.profile.id;
      const known = state.profiles.some((view) => view.profile.id === id);
      const profiles = known
        ? state.profiles.map((view) => (view.profile.id === id ? by.view : view))
        : [...state.profiles, by.view];
      return { ...state, profiles };
    }
    case 'profile-removed':
      return { ...state, profiles: state.profiles.filter((view) => view.profile.id !== by.profileId) };
    case 'tunnel': {
      const profiles = state.profiles.map((view) =>
        view.profile.id === by.profileId ? { ...view, tunnel: by.tunnel } : view,
      );
      return { ...state, profiles };
    }
    case 'settings':
      return { ...state, settings: by.settings };
    case 'notices':
      return { ...state, notices: by.notices };
  }
};

/** The state after a patch; the same state when the patch is older than it; null when patches are missing in between. */
export function applyPatch(state: AppState, patch: StatePatch): AppState | null {
  if (patch.rev <= state.rev) return state;
  if (patch.rev !== state.rev + 1) return null;
  return { ...patch.changes.reduce(change, state), rev: patch.rev };
}
