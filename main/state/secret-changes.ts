/** Secrets and profiles are in two files, and change together or not at all. */

import type { Result } from '../../preload/contract.ts';
import type { Profile, SecretChanges, SecretField } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { describeThrown, type Logger } from './logger.ts';
import type { Persistence } from './persistence.ts';
import { couldNotStore, done, failure, isDiskFull, storeIsReadOnly, success } from './result.ts';
import { allSecretFields, type SecretKeeper } from './secrets.ts';

export interface SecretChangesPorts {
  readonly persistence: Pick<Persistence, 'readOnly'>;
  readonly secrets: SecretKeeper;
  readonly log: Logger;
}

/** Secrets that a change of their profile leaves without a place to go to. */
export interface Lost {
  readonly profileId: string;
  readonly fields: readonly SecretField[];
}

export interface SecretChangesOf {
  /**
   * Changes secrets and then does the rest; when that fails, the secrets are as they were. What nobody is to remember is
   * taken also where nothing may be written.
   */
  around(
    profile: Profile,
    changes: SecretChanges,
    remember: boolean,
    rest: () => Result<undefined>,
  ): Promise<Result<undefined>>;
  /** Forgets these and then does the rest; when that fails, the secrets are as they were. */
  without(lost: readonly Lost[], rest: () => Result<undefined>): Result<undefined>;
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
      return couldNotStore(thrown);
    }
  };

  return {
    async around({ id, demo }, changes, remember, rest) {
      if (Object.keys(changes).length === 0) return rest();
      if (persistence.readOnly !== null && remember && !demo) return storeIsReadOnly[persistence.readOnly];
      const before = secrets.of(id);
      const lasting = secrets.kept(id).flatMap(({ field, kept }) => (kept === 'sealed' ? [field] : []));
      try {
        await secrets.change(id, changes, remember && !demo);
      } catch (thrown) {
        log.error(`A secret could not be kept: ${describeThrown(thrown)}`);
        return isDiskFull(thrown) ? couldNotStore(thrown) : secretNotKept;
      }
      const result = rest();
      if (!result.ok) await putBack(id, before, lasting);
      return result;
    },

    without(lost, rest) {
      const some = lost.filter(({ fields }) => fields.length > 0);
      if (some.length > 0 && persistence.readOnly !== null) return storeIsReadOnly[persistence.readOnly];
      const putBacks: (() => void)[] = [];
      const taken = written('removed', () => {
        for (const { profileId, fields } of some) putBacks.push(secrets.take(profileId, fields));
      });
      const result = taken.ok ? rest() : taken;
      if (!result.ok) for (const putBack of putBacks) written('put back', putBack);
      return result;
    },

    take(profileId) {
      let putBackAll = () => {};
      const taken = written('removed', () => {
        putBackAll = secrets.take(profileId, allSecretFields);
      });
      return taken.ok ? success({ restore: () => written('put back', putBackAll) }) : taken;
    },
  };
}

const secretNotKept = failure('failed', () => ({
  what: t('failure.secretNotKept.what'),
  why: t('failure.secretNotKept.why'),
  next: t('failure.secretNotKept.next'),
}));
