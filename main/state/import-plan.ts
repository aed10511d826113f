/** What the answers to a preview make of the profiles there are: which are added, which are replaced. Pure. */

import { profileSchema } from '../../preload/fields/profile.ts';
import type { ImportAnswer, ImportMatch } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';
import { updateOf } from '../profile/compare.ts';
import { duplicateOf } from '../profile/duplicate.ts';
import { adopt } from '../profile/import/adopt.ts';
import { matchServices } from '../profile/match.ts';
import { withoutSecrets } from '../profile/notes/redact.ts';
import type { Proposal } from '../profile/proposal.ts';

/** What each service's profile may be, by the service's key. */
export function matchesOf(proposal: Proposal, profiles: readonly Profile[]): ReadonlyMap<string, ImportMatch> {
  const matches = [...matchServices(proposal.services, profiles)].flatMap(([key, { match, differences, doubt }]) => {
    const profile = profiles.find(({ id }) => id === match);
    return profile === undefined
      ? []
      : [
          [
            key,
            {
              profileId: profile.id,
              profileName: profile.name,
              differences,
              ...(doubt === undefined ? {} : { doubt }),
            },
          ] as const,
        ];
  });
  return new Map(matches);
}

/**
 * The profiles to save, in the order of the answers. null when a profile that is to be updated does not exist any more.
 * @throws {Error} when the answers do not fit the proposal: see `adopt`.
 */
export function profilesFor(
  proposal: Proposal,
  answers: readonly ImportAnswer[],
  matches: ReadonlyMap<string, ImportMatch>,
  existing: readonly Profile[],
  newId: () => string,
): readonly Profile[] | null {
  const names = new Set(existing.map(({ name }) => name));
  const ports = new Set(existing.flatMap(({ accept }) => accept.map(({ port }) => port)));
  const put: Profile[] = [];
  for (const answer of answers) {
    const { key, action = 'add' } = answer;
    if (action === 'skip') continue;
    if (action === 'update') {
      const service = proposal.services.find(({ view }) => view.key === key);
      const match = matches.get(key);
      if (service === undefined || match === undefined) throw new Error(`There is nothing to update with ${key}.`);
      const profile = existing.find(({ id }) => id === match.profileId);
      if (profile === undefined) return null;
      put.push(withoutSecretLines(profileSchema.parse(updateOf(profile, service, answer))));
      continue;
    }
    for (const adopted of adopt(proposal, [answer], newId)) {
      const profile = withoutSecretLines(action === 'copy' ? duplicateOf(adopted, names, ports) : adopted);
      names.add(profile.name);
      for (const { port } of profile.accept) ports.add(port);
      put.push(profile);
    }
  }
  return put;
}

/** The preview shows lines as they are in the file; what is stored holds no passwords. */
function withoutSecretLines(profile: Profile): Profile {
  return { ...profile, origin: { ...profile.origin, notes: profile.origin.notes.map(withoutSecrets) } };
}
