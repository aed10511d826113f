/** The list of servers as it is shown: which of them, in which groups, and where one stands after it was moved. Pure. */
import { applicationLabel } from '../../preload/fields/application-names.ts';
import type { Profile } from '../../preload/types.ts';
import { formatEndpoint } from '../ui/format.ts';

/** What decides where a row is, and by what it is found; the rest of it is the row's own affair. */
export type Listed = Pick<Profile, 'id' | 'name' | 'group'>;

export interface Group {
  /** null: of the profiles that are in none; they come first. */
  readonly name: string | null;
  readonly profiles: readonly Listed[];
}

/** Where a profile is put: before another one, or at the end, and in a group. */
export interface Place {
  readonly before: string | null;
  readonly group: string | null;
}

/** Groups in the order of their first profile. Without groups there is one, which has no name. */
export function groupsOf(profiles: readonly Listed[]): readonly Group[] {
  const groups = new Map<string | null, Listed[]>([[null, []]]);
  for (const profile of profiles) {
    const known = groups.get(profile.group);
    if (known === undefined) groups.set(profile.group, [profile]);
    else known.push(profile);
  }
  return [...groups].flatMap(([name, members]) => (members.length === 0 ? [] : [{ name, profiles: members }]));
}

/** Whether the same rows stand in the same order in the same groups. */
export function areSameGroups(some: readonly Group[], others: readonly Group[]): boolean {
  const isSame = (one: Listed, other: Listed | undefined) => one.id === other?.id && one.name === other.name;
  return (
    some.length === others.length &&
    some.every(({ name, profiles }, index) => {
      const other = others[index];
      return (
        name === other?.name &&
        profiles.length === other.profiles.length &&
        profiles.every((one, place) => isSame(one, other.profiles[place]))
      );
    })
  );
}

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = ({ name, group, application, accept, socket, connect }: Profile): string =>
  plain(
    [
      name,
      group ?? '',
      applicationLabel(application),
      socket ?? '',
      ...[...accept, ...connect].map(formatEndpoint),
    ].join('\n'),
  );

/** Those that have every word of the query in their name, group, application or addresses, whatever the accents. */
export function found(profiles: readonly Profile[], query: string): readonly Profile[] {
  const words = plain(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return profiles;
  return profiles.filter((profile) => {
    const text = wordsOf(profile);
    return words.every((word) => text.includes(word));
  });
}

/** One step up or down in the list as it is shown, into the next group at a group's end; null when there is no further. */
export function placeBeside(groups: readonly Group[], profileId: string, step: 'up' | 'down'): Place | null {
  const shown = groups.flatMap(({ profiles }) => profiles);
  const index = shown.findIndex(({ id }) => id === profileId);
  const own = shown[index];
  const neighbour = shown[step === 'up' ? index - 1 : index + 1];
  if (own === undefined || neighbour === undefined) return null;
  const isInGroup = neighbour.group === own.group;
  // Into the group above behind its last, into the one below before its first.
  const isBefore = isInGroup === (step === 'up');
  return isBefore ? { before: neighbour.id, group: neighbour.group } : placeAfter(shown, neighbour, [profileId]);
}

/** Where profiles are put that are dropped beside another one: all there, one after the other. */
export function placeAt(
  groups: readonly Group[],
  moved: readonly string[],
  target: { readonly id: string; readonly side: 'before' | 'after' },
): Place | null {
  const shown = groups.flatMap(({ profiles }) => profiles);
  const other = shown.find(({ id }) => id === target.id);
  if (other === undefined || moved.includes(other.id)) return null;
  return target.side === 'before' ? { before: other.id, group: other.group } : placeAfter(shown, other, moved);
}

function placeAfter(shown: readonly Listed[], other: Listed, moved: readonly string[]): Place {
  const rest = shown.filter(({ id }) => !moved.includes(id));
  return { before: rest[rest.indexOf(other) + 1]?.id ?? null, group: other.group };
}
