/** The start at login as the settings have it, and the settings as the system has it. */

import type { Settings } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import type { AppStateHolder } from '../state/app-state.ts';
import { describeThrown } from '../state/logger.ts';
import type { LoginItem } from './login-item.ts';

export interface FollowLoginPorts {
  readonly state: Pick<AppStateHolder, 'snapshot' | 'subscribe'>;
  readonly item: LoginItem | null;
  readonly save: (settings: Settings) => unknown;
  readonly notify: (level: 'warning', text: Text) => void;
}

/** Follows the settings from now on. */
export function followLogin({ state, item, save, notify }: FollowLoginPorts): void {
  let last = state.snapshot().settings.startAtLogin ?? null;

  const undo = (settings: Settings): void => {
    const { startAtLogin: _, ...rest } = settings;
    last = null;
    save(rest);
  };

  const apply = (settings: Settings): void => {
    const wanted = settings.startAtLogin ?? null;
    if (wanted === last) return;
    last = wanted;
    if (item === null) {
      notify('warning', toSay('notice.login.impossible'));
      undo(settings);
      return;
    }
    try {
      item.set(wanted);
    } catch (thrown) {
      notify('warning', toSay('notice.login.refused', { reason: describeThrown(thrown) }));
      if (wanted !== null) undo(settings);
    }
  };

  // Somebody has taken it out of the system's list: that is what they want. Else the program may have moved since.
  const { settings } = state.snapshot();
  if (last !== null && item?.isOn() === false) undo(settings);
  else if (last !== null) {
    last = null;
    apply(settings);
  }
  state.subscribe(({ changes }, now) => {
    if (changes.some(({ kind }) => kind === 'settings')) apply(now.settings);
  });
}
