/** A folder of user data with as many profiles as asked for. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toStored } from '../../../main/profile/stored.ts';
import { makeProfile } from '../../../main/state/make-profile.ts';
import type { Profile } from '../../../preload/types.ts';

export async function storeOf(
  directory: string,
  count: number,
  change: (index: number) => Partial<Profile> = () => ({}),
): Promise<string> {
  await mkdir(directory, { recursive: true });
  const profiles = Array.from({ length: count }, (_, index) =>
    makeProfile({
      id: `00000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      name: `Server ${index + 1}`,
      group: index < 20 ? null : `Customer ${Math.floor(index / 20)}`,
      accept: [{ host: '127.0.0.1', port: 1024 + index }],
      ...change(index),
    }),
  );
  await writeFile(path.join(directory, 'profiles.json'), JSON.stringify(toStored(profiles, { appearance: 'light' })));
  return directory;
}
