/** What an administrator has decided, and how it is held to. Pure but for the store that is wrapped. */

import {
  type LockableSetting,
  type LockedSettings,
  lockableSettings,
  type ManagedView,
  policyShape,
} from '../../preload/policy.ts';
import type { Profile, Settings } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { ToNotice } from './notices.ts';
import type { Persistence } from './persistence.ts';

export interface Policy {
  readonly settings: LockedSettings;
  readonly profiles: readonly Profile[];
  readonly requireVerification: boolean;
  /** What of it could not be read. */
  readonly problems: readonly Text[];
}

export const noPolicy: Policy = { settings: {}, profiles: [], requireVerification: false, problems: [] };

/** A policy that is there and cannot be read: what it may have asked for is not known, so the strictest of it holds. */
export const unreadablePolicy = (place: string, reason: string | Text): Policy => ({
  ...noPolicy,
  requireVerification: true,
  problems: [toSay('notice.policy.unreadable', { place, reason })],
});

/** `readText` for the file with profiles; throws the system's error. `place` names the policy for people. */
export function policyOf(value: unknown, place: string, readText: (path: string) => string): Policy {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unreadablePolicy(place, toSay('notice.policy.noList'));
  }
  const found: Record<string, unknown> = {};
  const problems: Text[] = [];
  const take = (name: string, given: unknown): void => {
    if (!Object.hasOwn(policyShape, name)) {
      problems.push(toSay('notice.policy.unknown', { place, name }));
      return;
    }
    const parsed = policyShape[name as keyof typeof policyShape].safeParse(given);
    if (parsed.success) found[name] = parsed.data;
    else problems.push(toSay('notice.policy.value', { place, name }));
  };
  for (const [name, given] of Object.entries(value)) take(name, given);
  const file = found['profilesFile'];
  if (typeof file === 'string') {
    try {
      take('profiles', JSON.parse(readText(file)));
    } catch (thrown) {
      problems.push(toSay('notice.policy.file', { file, place, reason: reasonOf(thrown) }));
    }
  }
  const settings = lockableSettings.filter((name) => found[name] !== undefined).map((name) => [name, found[name]]);
  return {
    settings: Object.fromEntries(settings),
    profiles: (found['profiles'] as readonly Profile[] | undefined) ?? [],
    // A word that cannot be understood is no permission.
    requireVerification:
      found['requireVerification'] === true ||
      ('requireVerification' in value && found['requireVerification'] === undefined),
    problems,
  };
}

const reasonOf = (thrown: unknown): string | Text => {
  const code = (thrown as NodeJS.ErrnoException).code;
  return code ?? toSay('notice.policy.noJson');
};

/** Whether a profile is the policy's. */
export const isPresetOf = ({ profiles }: Policy) => {
  const ids = new Set(profiles.map(({ id }) => id));
  return (profileId: string): boolean => ids.has(profileId);
};

/** What a person should know who wonders why it is not held to. */
export const policyNotices = ({ problems }: Policy) => problems.map((text): ToNotice => ({ level: 'warning', text }));

export const managedView = ({ settings, profiles, requireVerification }: Policy): ManagedView | null => {
  const names = Object.keys(settings) as LockableSetting[];
  if (names.length === 0 && profiles.length === 0 && !requireVerification) return null;
  return { settings: names, profileIds: profiles.map(({ id }) => id), requiresVerification: requireVerification };
};

type Stored = Persistence & { readonly profiles: readonly Profile[]; readonly settings: Settings };

/** The store with what is decided on top. What a person had chosen before stays in it, for when nothing is decided any more. */
export function managedStore<Store extends Stored>(store: Store, { settings, profiles }: Policy): Store {
  if (Object.keys(settings).length === 0 && profiles.length === 0) return store;
  const preset = new Set(profiles.map(({ id }) => id));
  const own = (all: readonly Profile[]) => all.filter(({ id }) => !preset.has(id));
  const before: Partial<Settings> = store.settings;
  return {
    ...store,
    profiles: [...own(store.profiles), ...profiles],
    settings: { ...store.settings, ...settings },
    get readOnly() {
      return store.readOnly;
    },
    save(next, wanted) {
      const kept: Record<string, unknown> = { ...wanted };
      for (const name of Object.keys(settings) as LockableSetting[]) {
        if (before[name] === undefined) delete kept[name];
        else kept[name] = before[name];
      }
      store.save(own(next), kept as Settings);
    },
  };
}
