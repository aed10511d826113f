/** The app's one state as the window mirrors it, and how a patch changes it. */

import type { Place } from './networks.ts';
import type { ManagedView } from './policy.ts';
import type { Explanation, KeptSecret, Profile, ProgramSlot, Settings, Traffic, TunnelView } from './types.ts';
import type { UpdateView } from './update.ts';
import type { Text } from './words/text.ts';

/** What the profile's application can be started with. */
export interface LaunchView {
  /** For a button: `Open SSH`. */
  readonly label: string | Text;
  /** The line to copy; it can be pasted into a shell as it is. */
  readonly command: string;
  /** Whether there is a program to start; else there is a text to copy. */
  readonly starts: boolean;
  /** Who is started: `OpenSSH in Konsole`. null: nobody. */
  readonly by: string | Text | null;
  /** Further lines to copy. */
  readonly lines: readonly { readonly label: string | Text; readonly text: string }[];
  /** What a person should know who starts it: sentences. */
  readonly notes: readonly (string | Text)[];
}

/** The programs that an application, or the terminal, can be. */
export interface ProgramChoices {
  readonly slot: ProgramSlot;
  readonly label: string | Text;
  readonly clients: readonly {
    readonly id: string;
    readonly label: string | Text;
    readonly isFound: boolean;
    /** A person may say where it is. */
    readonly canBeElsewhere: boolean;
  }[];
}

/** A line of a VPN's configuration that Adit has changed. */
export interface VpnNote {
  /** Of the person's file; null: about the whole. */
  readonly line: number | null;
  readonly text: string;
  /** A sentence. */
  readonly reason: Text;
}

/** The VPN that Adit starts through a tunnel. */
export interface VpnView {
  /** Who gets the configuration: `NetworkManager`. null: no client was found. */
  readonly client: string | Text | null;
  /** What is changed of the server's configuration, and why. */
  readonly notes: readonly VpnNote[];
  /** Why it cannot be used. */
  readonly problem: Explanation | null;
  /** Hosts that have addresses now which the configuration does not leave out of the VPN. */
  readonly moved: readonly string[];
}

export interface ProfileView {
  readonly profile: Profile;
  readonly tunnel: TunnelView;
  readonly launch: LaunchView | null;
  /** null: the profile starts none. */
  readonly vpn: VpnView | null;
  readonly secrets: readonly KeptSecret[];
}

/** Something the person should know that is not about one tunnel, e.g. that a damaged store was set aside. */
export interface Notice {
  readonly id: string;
  readonly level: 'information' | 'warning' | 'error';
  readonly text: string;
}

export interface About {
  readonly version: string;
  readonly electron: string;
  readonly node: string;
  readonly tlsLibrary: string;
  readonly platform: string;
  /** What the person prefers, best first, as the system says: BCP 47. */
  readonly languages: readonly string[];
}

/** The app's one state. `rev` grows by one with every patch. */
export interface AppState {
  readonly rev: number;
  readonly profiles: readonly ProfileView[];
  readonly settings: Settings;
  /** What there is to choose from in the settings; empty until this computer was looked through. */
  readonly programs: readonly ProgramChoices[];
  readonly notices: readonly Notice[];
  /** Where this computer is; null until that was looked for. */
  readonly place: Place | null;
  /** The system has a key store, so that secrets can be remembered. Without one they are kept in memory. */
  readonly canRemember: boolean;
  readonly update: UpdateView;
  /** What an administrator has decided for this computer; null: nothing. The same as long as the app runs. */
  readonly managed: ManagedView | null;
  readonly about: About;
}

export type StateChange =
  /** Replaces the view with this profile's id, or is appended. */
  | { readonly kind: 'profile'; readonly view: ProfileView }
  | { readonly kind: 'profile-removed'; readonly profileId: string }
  | { readonly kind: 'tunnel'; readonly profileId: string; readonly tunnel: TunnelView }
  /** What changes all the time travels without what hardly ever does. */
  | { readonly kind: 'traffic'; readonly profileId: string; readonly traffic: Traffic }
  /** Every profile's id, as the list shows them. */
  | { readonly kind: 'order'; readonly profileIds: readonly string[] }
  | { readonly kind: 'vpn'; readonly profileId: string; readonly vpn: VpnView | null }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'programs'; readonly programs: readonly ProgramChoices[] }
  | { readonly kind: 'update'; readonly update: UpdateView }
  | { readonly kind: 'place'; readonly place: Place }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] };

/** Takes a state with `rev - 1` to `rev`. Without changes it only says which state there is. */
export interface StatePatch {
  readonly rev: number;
  readonly changes: readonly StateChange[];
}

/** The state after one change. */
export function applyChange(state: AppState, by: StateChange): AppState {
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
    case 'tunnel':
      return withTunnel(state, by.profileId, () => by.tunnel);
    case 'traffic':
      return withTunnel(state, by.profileId, (tunnel) => ({ ...tunnel, traffic: by.traffic }));
    case 'order':
      return { ...state, profiles: inOrder(state.profiles, by.profileIds) };
    case 'vpn': {
      const profiles = state.profiles.map((view) =>
        view.profile.id === by.profileId ? { ...view, vpn: by.vpn } : view,
      );
      return { ...state, profiles };
    }
    case 'settings':
      return { ...state, settings: by.settings };
    case 'programs':
      return { ...state, programs: by.programs };
    case 'update':
      return { ...state, update: by.update };
    case 'place':
      return { ...state, place: by.place };
    case 'notices':
      return { ...state, notices: by.notices };
  }
}

function withTunnel(state: AppState, profileId: string, change: (tunnel: TunnelView) => TunnelView): AppState {
  const profiles = state.profiles.map((view) =>
    view.profile.id === profileId ? { ...view, tunnel: change(view.tunnel) } : view,
  );
  return { ...state, profiles };
}

/** Those that the order does not name stay behind the others. */
function inOrder(views: readonly ProfileView[], profileIds: readonly string[]): readonly ProfileView[] {
  const places = new Map(profileIds.map((id, place) => [id, place]));
  const placeOf = ({ profile }: ProfileView): number => places.get(profile.id) ?? profileIds.length;
  return [...views].sort((one, other) => placeOf(one) - placeOf(other));
}

/** The state after a patch; the same state when the patch is older than it; null when patches are missing in between. */
export function applyPatch(state: AppState, patch: StatePatch): AppState | null {
  if (patch.rev <= state.rev) return state;
  if (patch.rev !== state.rev + 1 || patch.changes.length === 0) return null;
  const others = patch.changes.filter(({ kind }) => kind !== 'traffic');
  return { ...withTraffic(others.reduce(applyChange, state), patch.changes), rev: patch.rev };
}

/** That of all tunnels at once, because there are many tunnels and many profiles. */
function withTraffic(state: AppState, changes: readonly StateChange[]): AppState {
  const traffics = new Map(
    changes.flatMap((change) => (change.kind === 'traffic' ? [[change.profileId, change.traffic]] : [])),
  );
  if (traffics.size === 0) return state;
  const profiles = state.profiles.map((view) => {
    const traffic = traffics.get(view.profile.id);
    return traffic === undefined ? view : { ...view, tunnel: { ...view.tunnel, traffic } };
  });
  return { ...state, profiles };
}
