/** Keys that connect a profile from anywhere on the desktop: registered as the profiles have them. */

import type { AppState } from '../../preload/app-state.ts';
import type { Profile } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { AppStateHolder } from '../state/app-state.ts';

export interface ShortcutPorts {
  readonly state: Pick<AppStateHolder, 'snapshot' | 'subscribe' | 'profile'>;
  /** Electron's globalShortcut. `register` is false when the keys are somebody else's. */
  readonly keys: {
    readonly register: (keys: string, press: () => void) => boolean;
    readonly unregister: (keys: string) => void;
  };
  readonly connect: (profileId: string) => void;
  readonly notify: (level: 'warning', text: Text) => void;
}

/** Follows the profiles from now on. */
export function followShortcuts({ state, keys, connect, notify }: ShortcutPorts): void {
  /** Whose the keys are that are registered, or that could not be. */
  const owners = new Map<string, { readonly profileId: string; readonly isRegistered: boolean }>();

  const take = (shortcut: string, { id, name }: Profile): void => {
    const isRegistered = keys.register(shortcut, () => connect(id));
    owners.set(shortcut, { profileId: id, isRegistered });
    if (!isRegistered) {
      notify('warning', toSay('notice.shortcut', { shortcut, name }));
    }
  };

  const follow = (now: Pick<AppState, 'profiles'>): void => {
    const profiles = now.profiles.map(({ profile }) => profile);
    // The first of two profiles that want the same keys has them.
    const wanted = new Map<string, Profile>();
    for (const profile of profiles) {
      if (profile.shortcut === undefined) continue;
      if (!wanted.has(profile.shortcut)) wanted.set(profile.shortcut, profile);
    }
    for (const [shortcut, { profileId, isRegistered }] of [...owners]) {
      if (wanted.get(shortcut)?.id === profileId) continue;
      if (isRegistered) keys.unregister(shortcut);
      owners.delete(shortcut);
    }
    for (const [shortcut, profile] of wanted) if (!owners.has(shortcut)) take(shortcut, profile);
  };

  state.subscribe(({ changes }, now) => {
    if (changes.some(({ kind }) => kind === 'profile' || kind === 'profile-removed')) follow(now);
  });
  follow(state.snapshot());
}
