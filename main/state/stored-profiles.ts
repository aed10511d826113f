/** Profiles and settings: what is shown is what is stored, and what cannot be stored changes nothing. */
import type { LaunchView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { KeptSecret, Profile, Settings, TunnelView } from '../../preload/types.ts';
import type { AppStateHolder } from './app-state.ts';
import { describeThrown, type Logger } from './logger.ts';
import type { Persistence } from './persistence.ts';
import { isPresetOf, type Policy } from './policy.ts';
import { couldNotStore, done, profileIsManaged, storeIsReadOnly, unknownProfile } from './result.ts';
import { tunnelOff } from './tunnel-views.ts';

export interface StoredProfilesPorts {
  readonly state: AppStateHolder;
  readonly persistence: Persistence;
  readonly launchView: (profile: Profile) => LaunchView | null;
  readonly keptSecrets: (profileId: string) => readonly KeptSecret[];
  /** A profile that there was has changed. */
  readonly changed: (profileId: string) => void;
  /** Its profiles stay as they are, and its settings hold. */
  readonly policy: Policy;
  readonly log: Logger;
}

export interface StoredProfiles {
  all(): readonly Profile[];
  /** Adds those that are new, replaces the others, and takes over settings that are given: all of it or nothing. */
  put(changed: readonly Profile[], settings?: Settings | null): Result<undefined>;
  /** Replaces one that there is, and leaves its tunnel as it is: whoever calls this starts it anew. */
  replace(profile: Profile): Result<undefined>;
  remove(profileId: string): Result<undefined>;
  /** A profile that is not there, before the first of these that is, or at the end. */
  insert(profile: Profile, before: readonly string[]): Result<undefined>;
  /** Before another one, or at the end, and in a group. */
  placeProfile(
    profileId: string,
    place: Pick<Profile, 'group'> & { readonly before: string | null },
  ): Result<undefined>;
  saveSettings(settings: Settings): Result<undefined>;
}

export function createStoredProfiles(ports: StoredProfilesPorts): StoredProfiles {
  const { state, persistence, policy, log } = ports;
  const isPreset = isPresetOf(policy);
  const held = (settings: Settings): Settings => ({ ...settings, ...policy.settings });

  const all = (): readonly Profile[] => state.current().profiles.map((view) => view.profile);

  const store = (next: readonly Profile[], settings: Settings): Result<undefined> => {
    if (persistence.readOnly !== null) return storeIsReadOnly[persistence.readOnly];
    try {
      persistence.save(
        next.filter((profile) => !profile.demo),
        settings,
      );
      return done;
    } catch (thrown) {
      log.error(`The store could not be written: ${describeThrown(thrown)}`);
      return couldNotStore(thrown);
    }
  };

  const show = (profile: Profile, tunnel: TunnelView): void =>
    state.change({
      kind: 'profile',
      view: {
        profile,
        tunnel,
        launch: ports.launchView(profile),
        vpn: state.profile(profile.id)?.vpn ?? null,
        secrets: ports.keptSecrets(profile.id),
      },
    });

  const merged = (changed: readonly Profile[]): readonly Profile[] => [
    ...new Map([...all(), ...changed].map((profile) => [profile.id, profile])).values(),
  ];

  return {
    all,

    put(changed, wanted = null) {
      if (changed.some(({ id }) => isPreset(id))) return profileIsManaged;
      const settings = wanted === null ? null : held(wanted);
      // What is a demo is decided here for those that exist: the store must neither keep a demo nor lose a profile.
      const next = changed.map((profile) => ({
        ...profile,
        demo: state.profile(profile.id)?.profile.demo ?? profile.demo,
      }));
      if (settings !== null || next.some(({ demo }) => !demo)) {
        const stored = store(merged(next), settings ?? state.current().settings);
        if (!stored.ok) return stored;
      }
      if (settings !== null) state.change({ kind: 'settings', settings });
      for (const profile of next) {
        const view = state.profile(profile.id);
        show(profile, view?.tunnel ?? tunnelOff);
        if (view !== undefined) ports.changed(profile.id);
      }
      return done;
    },

    replace(profile) {
      const view = state.profile(profile.id);
      if (view === undefined) return unknownProfile;
      if (isPreset(profile.id)) return profileIsManaged;
      const stored = profile.demo ? done : store(merged([profile]), state.current().settings);
      if (stored.ok) show(profile, view.tunnel);
      return stored;
    },

    remove(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      if (isPreset(profileId)) return profileIsManaged;
      const rest = all().filter(({ id }) => id !== profileId);
      const stored = view.profile.demo ? done : store(rest, state.current().settings);
      if (stored.ok) state.change({ kind: 'profile-removed', profileId });
      return stored;
    },

    insert(profile, before) {
      const rest = all();
      const found = rest.findIndex(({ id }) => id === before.find((one) => rest.some((other) => other.id === one)));
      const next = rest.toSpliced(found === -1 ? rest.length : found, 0, profile);
      const stored = store(next, state.current().settings);
      if (!stored.ok) return stored;
      show(profile, tunnelOff);
      state.change({ kind: 'order', profileIds: next.map(({ id }) => id) });
      return stored;
    },

    placeProfile(profileId, { before, group }) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const profile = { ...view.profile, group };
      const rest = all().filter(({ id }) => id !== profileId);
      const found = rest.findIndex(({ id }) => id === before);
      const next = rest.toSpliced(found === -1 ? rest.length : found, 0, profile);
      const stored = store(next, state.current().settings);
      if (!stored.ok) return stored;
      if (group !== view.profile.group) show(profile, view.tunnel);
      state.change({ kind: 'order', profileIds: next.map(({ id }) => id) });
      return stored;
    },

    saveSettings(wanted) {
      const settings = held(wanted);
      const stored = store(all(), settings);
      if (stored.ok) state.change({ kind: 'settings', settings });
      return stored;
    },
  };
}
