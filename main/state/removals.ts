/** Removed profiles that can still be had back, with their place, secrets and totals, until nobody can ask any more. */

import type { Result } from '../../preload/contract.ts';
import { t } from '../../preload/words/words.ts';
import { describeThrown, type Logger } from './logger.ts';
import type { ProfileChanges } from './profile-changes.ts';
import { done, failure, success } from './result.ts';
import type { TrafficHistories } from './traffic-history.ts';

export interface RemovalsPorts {
  readonly controller: Pick<ProfileChanges, 'removeProfile'>;
  readonly histories: Pick<TrafficHistories, 'keep'>;
  /** Forgets what else there was of a profile, once it is gone for good. */
  readonly forget: (profileId: string) => Promise<void>;
  readonly newId: () => string;
  readonly log: Logger;
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
}

export interface Removals {
  /** `undoId` is null where there is nothing to be had back. */
  remove(profileId: string): Promise<Result<{ readonly undoId: string | null }>>;
  undo(undoId: string): Result<undefined>;
  /** Nobody can ask for it any more. */
  expire(undoId: string): Result<undefined>;
  /** Whether a profile that is gone may come back. */
  isHeld(profileId: string): boolean;
  /** Nothing comes back after this. */
  close(): void;
}

interface Held {
  readonly profileId: string;
  readonly restore: () => Result<undefined>;
  readonly stop: () => void;
}

/** A window that is gone cannot say that its message is. */
const LONGEST_MS = 600_000;

const tooLate = failure('not-found', () => ({
  what: t('failure.tooLate.what'),
  why: t('failure.tooLate.why'),
  next: t('failure.tooLate.next'),
}));

export function createRemovals({ controller, histories, newId, after, ...ports }: RemovalsPorts): Removals {
  const held = new Map<string, Held>();
  const going = new Set<string>();

  const forget = (profileId: string): void =>
    void ports
      .forget(profileId)
      .catch((thrown: unknown) => ports.log.warn(`A removed server’s files: ${describeThrown(thrown)}`));
  const drop = (undoId: string): Held | undefined => {
    const found = held.get(undoId);
    found?.stop();
    held.delete(undoId);
    return found;
  };
  const expire = (undoId: string): void => {
    const found = drop(undoId);
    if (found !== undefined) forget(found.profileId);
  };

  return {
    async remove(profileId) {
      // Others hear of the removal before it is answered.
      going.add(profileId);
      const putBackTotals = histories.keep(profileId);
      const removed = await controller.removeProfile(profileId);
      going.delete(profileId);
      if (!removed.ok) return removed;
      const { restore } = removed.value;
      if (restore === null) {
        forget(profileId);
        return success({ undoId: null });
      }
      const undoId = newId();
      held.set(undoId, {
        profileId,
        stop: after(LONGEST_MS, () => expire(undoId)),
        restore() {
          const restored = restore();
          if (restored.ok) putBackTotals();
          return restored;
        },
      });
      return success({ undoId });
    },

    undo(undoId) {
      const found = held.get(undoId);
      if (found === undefined) return tooLate;
      const restored = found.restore();
      // What failed can be tried again.
      if (restored.ok) drop(undoId);
      return restored;
    },

    expire(undoId) {
      expire(undoId);
      return done;
    },

    isHeld: (profileId) => going.has(profileId) || [...held.values()].some((one) => one.profileId === profileId),

    close() {
      for (const undoId of [...held.keys()]) expire(undoId);
    },
  };
}
