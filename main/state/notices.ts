/** What a person should know that is about no tunnel in particular. */
import type { Notice } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { AppStateHolder } from './app-state.ts';
import { done } from './result.ts';

export interface Notices {
  /** Not again while the same text is shown. */
  notify(level: Notice['level'], text: string): void;
  dismissNotice(noticeId: string): Result<undefined>;
}

export function createNotices(state: AppStateHolder, newId: () => string): Notices {
  return {
    notify(level, text) {
      const { notices } = state.snapshot();
      if (notices.some((notice) => notice.text === text)) return;
      state.change({ kind: 'notices', notices: [...notices, { id: newId(), level, text }] });
    },

    dismissNotice(noticeId) {
      const { notices } = state.snapshot();
      state.change({ kind: 'notices', notices: notices.filter(({ id }) => id !== noticeId) });
      return done;
    },
  };
}
