/** What a person should know that is about no tunnel in particular. */

import { isDeepStrictEqual } from 'node:util';
import type { Notice } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import { say } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';
import type { AppStateHolder } from './app-state.ts';
import { done } from './result.ts';

export interface Notices {
  /** Not again while the same text is shown. */
  notify(level: Notice['level'], text: Text): void;
  /** Instead of what the same sentence has said about something else: for what may come without an end. */
  notifyLatest(level: Notice['level'], text: Text): void;
  /** In the language that is on now. */
  sayAgain(): void;
  dismissNotice(noticeId: string): Result<undefined>;
}

/** What is said when somebody looks. */
export interface ToNotice {
  readonly level: Notice['level'];
  readonly text: Text;
}

export function createNotices(state: AppStateHolder, newId: () => string): Notices {
  let held: readonly (ToNotice & Pick<Notice, 'id'>)[] = [];
  const show = (): void =>
    state.change({ kind: 'notices', notices: held.map(({ id, level, text }) => ({ id, level, text: say(text) })) });
  return {
    sayAgain() {
      if (held.length > 0) show();
    },

    notify(level, text) {
      if (held.some((notice) => isDeepStrictEqual(notice.text, text))) return;
      held = [...held, { id: newId(), level, text }];
      show();
    },

    notifyLatest(level, text) {
      if (held.some((notice) => isDeepStrictEqual(notice.text, text))) return;
      held = [...held.filter((notice) => notice.text.id !== text.id), { id: newId(), level, text }];
      show();
    },

    dismissNotice(noticeId) {
      held = held.filter(({ id }) => id !== noticeId);
      show();
      return done;
    },
  };
}
