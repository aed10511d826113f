/**
 * A window that was put away keeps a page that nobody sees: a process with its memory, which wakes up now and then. After a
 * while the window is let go, and made anew when it is wanted, where and as it was.
 */
import type { CallRequest } from '../../preload/contract.ts';

/** Whoever has put it away by mistake has it back at once. */
export const LET_GO_AFTER_MS = 20_000;

export interface LettingGoPorts {
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** Hidden by us, not minimized, nor with all windows of the app on macOS, which brings them back by itself. */
  readonly isPutAway: () => boolean;
  readonly letGo: () => void;
  /** Where the next page begins. */
  readonly begin: (profileId: string) => void;
}

export interface LettingGo {
  /** The page of a hidden window says what is open in it. */
  hidden(left: CallRequest<'window.hidden'>): void;
  seen(): void;
}

export function createLettingGo({ after, isPutAway, letGo, begin }: LettingGoPorts): LettingGo {
  let cancel = (): void => {};
  return {
    hidden({ selectedId, isBusy }) {
      cancel();
      if (isBusy) return;
      cancel = after(LET_GO_AFTER_MS, () => {
        if (!isPutAway()) return;
        letGo();
        if (selectedId !== null) begin(selectedId);
      });
    },
    seen: () => cancel(),
  };
}
