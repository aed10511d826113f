/** Failures are values on their way to the renderer, with sentences that a person can read. */

import type { RequestError, Result } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';

export type Failure = Extract<Result<never>, { ok: false }>;

export const done: Result<undefined> = { ok: true, value: undefined };

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** `explain` is called whenever the failure is read: the language may be another one by then. */
export function failure(code: RequestError['code'], explain: () => Explanation): Failure {
  return {
    ok: false,
    error: {
      code,
      get explanation() {
        return explain();
      },
    },
  };
}

export const unknownProfile: Failure = failure('not-found', () => ({
  what: t('failure.unknownProfile.what'),
  why: t('failure.unknownProfile.why'),
  next: t('failure.unknownProfile.next'),
}));

export const profileIsManaged: Failure = failure('forbidden', () => ({
  what: t('failure.nothingChanged'),
  why: t('failure.profileIsManaged.why'),
  next: t('failure.profileIsManaged.next'),
}));

/** Why nothing may be written over the stored profiles. */
export type ReadOnlyReason = 'newer-version' | 'damaged';

export const storeIsReadOnly: Readonly<Record<ReadOnlyReason, Failure>> = {
  'newer-version': failure('read-only', () => ({
    what: t('failure.nothingChanged'),
    why: t('failure.newer-version.why'),
    next: t('failure.newer-version.next'),
  })),
  damaged: failure('read-only', () => ({
    what: t('failure.nothingChanged'),
    why: t('failure.damaged.why'),
    next: t('failure.damaged.next'),
  })),
};

/** Whether this is what the system says of a disk, or of a person's part of one, where nothing more can be written. */
export const isDiskFull = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');

/** `thrown`: what the system has said. */
export const couldNotStore = (thrown: unknown): Failure =>
  failure('failed', () => ({
    what: t('failure.couldNotStore.what'),
    why: isDiskFull(thrown) ? t('failure.couldNotStore.full.why') : t('failure.couldNotStore.why'),
    next: isDiskFull(thrown) ? t('failure.couldNotStore.full.next') : t('failure.couldNotStore.next'),
  }));

export const somethingFailed: Failure = failure('failed', () => ({
  what: t('failure.somethingFailed.what'),
  why: t('failure.somethingFailed.why'),
  next: t('failure.somethingFailed.next'),
}));
