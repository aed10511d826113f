/** The app's profiles, read where it keeps them, and those of the computer's policy: for commands that need no running app. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../preload/types.ts';
import { ownPortableFolder, userDataFolder } from '../control/place.ts';
import { readStored } from '../profile/stored.ts';
import { computerPolicy } from './policy.ts';

export type FoundProfile =
  | { readonly kind: 'found'; readonly profile: Profile; readonly folder: string }
  /** A sentence. */
  | { readonly kind: 'none'; readonly why: string };

/** The folder of the app's files; null: the environment does not say. */
export const folderOf = (given: string | null): string | null =>
  given ?? ownPortableFolder() ?? userDataFolder(process.platform, homedir(), process.env);

export const NO_FOLDER =
  'APPDATA is not set, so nobody knows where the app’s files are. Name the folder with --user-data.';

/** By name, by a beginning that only one has, or by id. */
export async function findProfile(name: string, userData: string | null): Promise<FoundProfile> {
  const folder = folderOf(userData);
  if (folder === null) return { kind: 'none', why: NO_FOLDER };
  const [stored, policy] = await Promise.all([storedProfiles(folder), computerPolicy()]);
  const preset = new Set(policy.profiles.map(({ id }) => id));
  const profiles = [...stored.filter(({ id }) => !preset.has(id)), ...policy.profiles];
  const wanted = name.toLowerCase();
  const ways: readonly ((profile: Profile) => boolean)[] = [
    ({ id }) => id === wanted,
    (profile) => profile.name.toLowerCase() === wanted,
    (profile) => profile.name.toLowerCase().startsWith(wanted),
  ];
  const [candidates = []] = ways.map((is) => profiles.filter(is)).filter((found) => found.length > 0);
  const [profile] = candidates;
  if (profile === undefined) {
    const names = profiles.map((one) => `“${one.name}”`).join(', ');
    return { kind: 'none', why: `There is no profile “${name}”${names === '' ? '' : `, but ${names}`}.` };
  }
  if (candidates.length > 1) {
    const names = candidates.map((one) => `“${one.name}”`).join(', ');
    return { kind: 'none', why: `“${name}” may be ${names}. Give the whole name.` };
  }
  return { kind: 'found', profile, folder };
}

async function storedProfiles(folder: string): Promise<readonly Profile[]> {
  try {
    return readStored(JSON.parse(await readFile(join(folder, 'profiles.json'), 'utf8'))).profiles;
  } catch {
    return [];
  }
}
