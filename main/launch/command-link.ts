/**
 * *Install the command* on macOS, where an app is one folder and nothing installs a link: `adit` in a folder of the PATH.
 * A link that is somebody else's is left alone.
 */

import { lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { type Text, toSay } from '../../preload/words/text.ts';

export interface LinkWorld {
  readonly home: string;
  /** Of the login shell. */
  readonly path: string;
  /** The launcher in the app. */
  readonly launcher: string;
}

export type LinkState =
  /** `onPath`: a shell finds it there. */
  { readonly kind: 'installed'; readonly file: string; readonly onPath: boolean } | { readonly kind: 'none' };

export type LinkOutcome =
  | { readonly kind: 'done'; readonly state: LinkState }
  /** Sentences. */
  | { readonly kind: 'failed'; readonly why: Text; readonly next: Text };

/** Where the link may be, the best place first: one for all users, which may not be writable, and one of the user's. Pure. */
export const linkPlaces = (home: string): readonly string[] => [
  '/usr/local/bin/adit',
  path.posix.join(home, '.local/bin/adit'),
];

/** Whether a link leads to the launcher of an Adit, this one or one that was moved. Pure. */
export const isOurs = (target: string): boolean => /\/Adit[^/]*\.app\/Contents\/Resources\/bin\/adit$/.test(target);

const isOnPath = (file: string, { path: folders }: LinkWorld): boolean =>
  folders.split(':').includes(path.posix.dirname(file));

const stateOf = (file: string, world: LinkWorld): LinkState => ({
  kind: 'installed',
  file,
  onPath: isOnPath(file, world),
});

/** What there is now: a link to this app. */
export async function findLink(world: LinkWorld, places = linkPlaces(world.home)): Promise<LinkState> {
  for (const file of places) if ((await targetOf(file)) === world.launcher) return stateOf(file, world);
  return { kind: 'none' };
}

/** Puts the link at the first place that takes it. Never rejects. */
export async function installLink(world: LinkWorld, places = linkPlaces(world.home)): Promise<LinkOutcome> {
  let taken: string | null = null;
  for (const file of places) {
    const there = await targetOf(file);
    if (there === world.launcher) return { kind: 'done', state: stateOf(file, world) };
    if (there !== null && !isOurs(there)) {
      taken = file;
      continue;
    }
    try {
      if (there !== null) await rm(file);
      await mkdir(path.posix.dirname(file), { recursive: true });
      await symlink(world.launcher, file);
      return { kind: 'done', state: stateOf(file, world) };
    } catch {
      // It belongs to somebody else: the next place is the user's own.
    }
  }
  return taken === null
    ? {
        kind: 'failed',
        why: toSay('failure.command.nowhere'),
        next: toSay('failure.command.nowhere.next'),
      }
    : {
        kind: 'failed',
        why: toSay('failure.command.taken', { taken }),
        next: toSay('failure.command.taken.next'),
      };
}

/** Takes away every link of Adit's at these places. Never rejects. */
export async function removeLink(world: LinkWorld, places = linkPlaces(world.home)): Promise<LinkOutcome> {
  for (const file of places) {
    const there = await targetOf(file);
    if (there === null || !(there === world.launcher || isOurs(there))) continue;
    try {
      await rm(file);
    } catch {
      return {
        kind: 'failed',
        why: toSay('failure.command.stays', { file }),
        next: toSay('failure.command.stays.next', { file }),
      };
    }
  }
  return { kind: 'done', state: { kind: 'none' } };
}

/** Where a link leads; what is no link leads to itself. null: there is nothing. */
async function targetOf(file: string): Promise<string | null> {
  try {
    const found = await lstat(file);
    return found.isSymbolicLink() ? await readlink(file) : file;
  } catch {
    return null;
  }
}
