/** Failures are values on their way to the renderer, with sentences that a person can read. */
import type { RequestError, Result } from '../../preload/contract.ts';
import type { Explanation } from '../../preload/types.ts';

export type Failure = Extract<Result<never>, { ok: false }>;

export const done: Result<undefined> = { ok: true, value: undefined };

export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

export function failure(code: RequestError['code'], explanation: Explanation): Failure {
  return { ok: false, error: { code, explanation } };
}

export const unknownProfile: Failure = failure('not-found', {
  what: 'This profile no longer exists.',
  why: 'It was removed in the meantime.',
  next: 'Choose another profile.',
});

export const profileIsManaged: Failure = failure('forbidden', {
  what: 'Nothing was changed.',
  why: 'An administrator of this computer has decided how this profile is.',
  next: 'Duplicate the profile, and change the copy.',
});

/** Why nothing may be written over the stored profiles. */
export type ReadOnlyReason = 'newer-version' | 'damaged';

export const storeIsReadOnly: Readonly<Record<ReadOnlyReason, Failure>> = {
  'newer-version': failure('read-only', {
    what: 'Nothing was changed.',
    why: 'The profiles were stored by a newer version of Adit, and this version would damage them.',
    next: 'Install the newer version of Adit, or go on using the profiles as they are.',
  }),
  damaged: failure('read-only', {
    what: 'Nothing was changed.',
    why: 'The stored profiles are damaged, and no copy of them could be made.',
    next: 'Make room, or move the file profiles.json out of the folder of Adit, then start Adit again.',
  }),
};

/** Whether this is what the system says of a disk, or of a person's part of one, where nothing more can be written. */
export const isDiskFull = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');

/** `thrown`: what the system has said. */
export const couldNotStore = (thrown: unknown): Failure =>
  failure('failed', {
    what: 'The change could not be stored.',
    why: isDiskFull(thrown)
      ? 'The disk with the files of Adit is full.'
      : 'The files of Adit could not be written; their folder may be write-protected.',
    next: `${isDiskFull(thrown) ? 'Make room' : 'Allow writing'}, then try again. Nothing was changed.`,
  });

export const somethingFailed: Failure = failure('failed', {
  what: 'This did not work.',
  why: 'Adit met an error that it did not expect.',
  next: 'Try again. The log file has the details.',
});
