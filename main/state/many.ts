/** Several profiles changed at once: shown before it is done, and done as a whole or not at all. */
import type { ManyItem, Result } from '../../preload/contract.ts';
import type { ManyChange } from '../../preload/many-schemas.ts';
import type { Profile } from '../../preload/types.ts';
import { changedProfile } from '../profile/change-many.ts';
import { differencesBetween } from '../profile/compare.ts';
import type { AskOwnAddresses } from '../profile/ring.ts';
import { lostSecrets } from '../profile/secret-fields.ts';
import type { AppStateHolder } from './app-state.ts';
import type { ProfileChanges } from './profile-changes.ts';
import { success, unknownProfile } from './result.ts';
import { refuseRing } from './rings.ts';

export interface ManyPorts {
  readonly state: AppStateHolder;
  readonly controller: Pick<ProfileChanges, 'putProfiles'>;
  readonly ownAddresses: AskOwnAddresses;
}

interface Wanted {
  readonly profileIds: readonly string[];
  readonly change: ManyChange;
}

export interface Many {
  plan(wanted: Wanted): Result<{ readonly items: readonly ManyItem[] }>;
  change(wanted: Wanted): Result<undefined>;
}

export function createMany({ state, controller, ownAddresses }: ManyPorts): Many {
  /** Before and after; null when one of them is gone. */
  const pairs = ({ profileIds, change }: Wanted): (readonly [Profile, Profile])[] | null => {
    const views = [...new Set(profileIds)].map((id) => state.profile(id));
    return views.every((view) => view !== undefined)
      ? views.map(({ profile }) => [profile, changedProfile(profile, change)])
      : null;
  };
  return {
    plan(wanted) {
      const items = pairs(wanted)?.map(([before, after]): ManyItem => {
        const kept = state.profile(before.id)?.secrets ?? [];
        return {
          profileId: before.id,
          differences: differencesBetween(before, after),
          lost: lostSecrets(before, after).filter((field) => kept.some((secret) => secret.field === field)),
        };
      });
      return items === undefined ? unknownProfile : success({ items });
    },

    change(wanted) {
      const changed = pairs(wanted)
        ?.filter(([before, after]) => differencesBetween(before, after).length > 0)
        .map(([, after]) => after);
      if (changed === undefined) return unknownProfile;
      const all = state.snapshot().profiles.map(({ profile }) => profile);
      return refuseRing(changed, all, ownAddresses) ?? controller.putProfiles(changed);
    },
  };
}
