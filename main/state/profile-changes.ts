/** What a person does with profiles. Their secrets go with them. */

import type { Result } from '../../preload/contract.ts';
import type { Profile, SecretChanges, Settings } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { duplicateOf } from '../profile/duplicate.ts';
import { newFilesOf } from '../profile/named-files.ts';
import type { AskOwnAddresses } from '../profile/ring.ts';
import { lostSecrets, secretFieldsOf } from '../profile/secret-fields.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Persistence } from './persistence.ts';
import { done, failure, storeIsReadOnly, success, unknownProfile } from './result.ts';
import { refuseRing } from './rings.ts';
import { pick, type SecretChangesOf } from './secret-changes.ts';
import type { SecretKeeper } from './secrets.ts';
import type { StoredProfiles } from './stored-profiles.ts';
import type { Tunnels } from './tunnels.ts';

export interface ProfileChangesPorts {
  readonly state: AppStateHolder;
  readonly profiles: StoredProfiles;
  readonly tunnels: Pick<Tunnels, 'end'>;
  readonly persistence: Pick<Persistence, 'readOnly'>;
  readonly secrets: SecretKeeper;
  readonly secretChanges: SecretChangesOf;
  /** Whether a person chose this file in a dialog. */
  readonly isChosen: (path: string) => boolean;
  /** Addresses that this computer has now. */
  readonly ownAddresses: AskOwnAddresses;
  readonly newId: () => string;
}

export interface ProfileChanges {
  /** Also adds a profile that is new. A running tunnel goes on with the new settings. */
  saveProfile(profile: Profile, secrets?: SecretChanges): Promise<Result<undefined>>;
  /** Beside the original, with its secrets: a name and local ports of its own, and not started by itself. */
  duplicate(profileId: string): Promise<Result<{ readonly profileId: string }>>;
  /** Adds those that are new, replaces the others, and takes over settings that are given: all of it or nothing. */
  putProfiles(changed: readonly Profile[], settings?: Settings | null): Result<undefined>;
  removeProfile(profileId: string): Promise<Result<Removed>>;
}

export interface Removed {
  /** The profile where it was, with its secrets. null: it is a demo, and its server goes with it. */
  readonly restore: (() => Result<undefined>) | null;
}

const foreignFile = failure('invalid-request', () => ({
  what: t('failure.foreignFile.what'),
  why: t('failure.foreignFile.why'),
  next: t('failure.foreignFile.next'),
}));

export function createProfileChanges(ports: ProfileChangesPorts): ProfileChanges {
  const { state, profiles, tunnels, persistence, secrets, secretChanges } = ports;
  return {
    // Only an import makes demos.
    async saveProfile(profile, given = {}) {
      // The window names no files: it can keep those of this profile where they are, and add those that were chosen in a dialog.
      if (!newFilesOf(state.profile(profile.id)?.profile, profile).every(ports.isChosen)) return foreignFile;
      const ring = refuseRing([profile], profiles.all(), ports.ownAddresses);
      if (ring !== null) return ring;
      const before = state.profile(profile.id)?.profile;
      const saved = { ...profile, demo: before?.demo ?? false };
      const useful = secretFieldsOf(profile);
      const useless = secrets.kept(profile.id).flatMap(({ field }) => (useful.includes(field) ? [] : [field]));
      const changes = {
        ...Object.fromEntries([...lostSecrets(before, profile), ...useless].map((field) => [field, null])),
        ...pick(given, (field) => useful.includes(field)),
      };
      return secretChanges.around(saved, changes, true, () => profiles.put([saved]));
    },

    async duplicate(profileId) {
      const original = state.profile(profileId)?.profile;
      if (original === undefined) return unknownProfile;
      if (persistence.readOnly !== null) return storeIsReadOnly[persistence.readOnly];
      const names = new Set(profiles.all().map(({ name }) => name));
      const taken = new Set(profiles.all().flatMap(({ accept }) => accept.map(({ port }) => port)));
      const copy: Profile = { ...duplicateOf(original, names, taken), id: ports.newId() };
      const kept = secrets.kept(profileId);
      const known = secrets.of(profileId);
      const of = (how: 'sealed' | 'memory') =>
        pick(known, (field) => kept.some((secret) => secret.field === field && secret.kept === how));
      const inMemory = await secretChanges.around(copy, of('memory'), false, () => done);
      const put = () => profiles.put([copy]);
      const stored = inMemory.ok ? await secretChanges.around(copy, of('sealed'), true, put) : inMemory;
      if (stored.ok) return success({ profileId: copy.id });
      secretChanges.take(copy.id);
      return stored;
    },

    putProfiles(changed, settings = null) {
      const lost = changed.map((profile) => ({
        profileId: profile.id,
        fields: lostSecrets(state.profile(profile.id)?.profile, profile),
      }));
      return secretChanges.without(lost, () => profiles.put(changed, settings));
    },

    async removeProfile(profileId) {
      const view = state.profile(profileId);
      if (view === undefined) return unknownProfile;
      const { profile } = view;
      if (profile.demo) {
        const removed = profiles.remove(profileId);
        if (removed.ok) await tunnels.end(profileId);
        return removed.ok ? success({ restore: null }) : removed;
      }
      if (persistence.readOnly !== null) return storeIsReadOnly[persistence.readOnly];
      const ids = profiles.all().map(({ id }) => id);
      const behind = ids.slice(ids.indexOf(profileId) + 1);
      const taken = secretChanges.take(profileId);
      if (!taken.ok) return taken;
      const removed = profiles.remove(profileId);
      if (!removed.ok) {
        taken.value.restore();
        return removed;
      }
      await tunnels.end(profileId);
      return success({
        restore() {
          if (state.profile(profileId) !== undefined) return done;
          // Whoever has its port or a ring with it now was there first.
          const ring = refuseRing([profile], profiles.all(), ports.ownAddresses);
          if (ring !== null) return ring;
          const secret = taken.value.restore();
          if (!secret.ok) return secret;
          const inserted = profiles.insert(profile, behind);
          if (!inserted.ok) secretChanges.take(profileId);
          return inserted;
        },
      });
    },
  };
}
