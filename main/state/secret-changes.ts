/** Secrets and profiles are in two files, and change together or not at all. */
import type { Result } from '../../preload/contract.ts';
import type { Profile, SecretChanges, SecretField } from '../../preload/types.ts';
import { describeThrown, type Logger } from './logger.ts';
import type { Persistence } from './persistence.ts';
import { couldNotStore, done, failure, storeIsReadOnly, success } from './result.ts';
import { allSecretFields, type SecretKeeper } from './secrets.ts';

export interface SecretChangesPorts {
  readonly persistence: Pick<Persistence, 'readOnly'>;
  readonly secrets: SecretKeeper;
  readonly log: Logger;
}

export interface SecretChangesOf {
  /** Changes secrets and then does the rest; when that fails, the secrets are as they were. */
  around(
    profile: Profile,
    changes: SecretChanges,
    remember: boolean,
    rest: () => Result<undefined>,
  ): Promise<Result<undefined>>;
  forget(profileId: string, fields: readonly SecretField[]): Result<undefined>;
  /** Forgets all of a profile; `restore` has them back as they were. */
  take(profileId: string): Result<{ readonly restore: () => Result<undefined> }>;
}

/** Those of the secrets that `wants` says. */
export const pick = (secrets: SecretChanges, wants: (field: SecretField) => boolean): SecretChanges =>
  Object.fromEntries(
    allSecretFields.flatMap((field) =>
      wants(field) && secrets[field] !== undefined ? [[field, secrets[field]] as const] : [],
    ),
  );

const nothing: SecretChanges = Object.fromEntries(allSecretFields.map((field) => [field, null]));

export function createSecretChanges({ persistence, secrets, log }: SecretChangesPorts): SecretChangesOf {
  const putBack = async (id: string, before: SecretChanges, lasting: readonly SecretField[]): Promise<void> => {
    const inMemory = pick(before, (field) => !lasting.includes(field));
    try {
      await secrets.change(id, { ...nothing, ...inMemory }, false);
      await secrets.change(
        id,
        pick(before, (field) => lasting.includes(field)),
        true,
      );
    } catch (thrown) {
      log.error(`Secrets could not be put back: ${describeThrown(thrown)}`);
    }
  };

  const written = (what: 'removed' | 'put back', change: () => void): Result<undefined> => {
    try {
      change();
      return done;
    } catch (thrown) {
      log.error(`Secrets could not be ${what}: ${describeThrown(thrown)}`);
      return couldNotStore;
    }
  };

  return {
    async around({ id, demo }, changes, remember, rest) {
      if (Object.keys(changes).length === 0) return rest();
      if (persistence.readOnly !== null && !demo) return storeIsReadOnly[persistence.readOnly];
      const before = secrets.of(id);
      const lasting = secrets.kept(id).flatMap(({ field, kept }) => (kept === 'sealed' ? [field] : []));
      try {
        await secrets.change(id, changes, remember && !demo);
      } catch (thrown) {
        log.error(`A secret could not be kept: ${describeThrown(thrown)}`);
        return secretNotKept;
      }
      const result = rest();
      if (!result.ok) await putBack(id, before, lasting);
      return result;
    },

    forget(profileId, fields) {
      return fields.length === 0 ? done : written('removed', () => secrets.forget(profileId, fields));
    },

    take(profileId) {
      let putBackAll = () => {};
      const taken = written('removed', () => {
        putBackAll = secrets.take(profileId);
      });
      return taken.ok ? success({ restore: () => written('put back', putBackAll) }) : taken;
    },
  };
}

const secretNotKept = failure('failed', {
  what: 'The password could not be kept.',
  why: 'The key store of this system refused it, or the disk is full or write-protected.',
  next: 'Unlock the key store and try again, or go on without remembering it.',
});
