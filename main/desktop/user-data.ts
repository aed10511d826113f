/** The user data directory before anything is written into it. */
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDraft } from '../disk/whole-file.ts';

/** What an earlier run has left behind that was killed while it wrote: beside a file of ours, or to see whether it can write. */
const isLeftOver = (name: string): boolean =>
  (/^[a-z-]+\.json\./.test(name) && isDraft(name)) || /^\.write-\d+$/.test(name) || name === 'traffic.json.new';

/**
 * Makes the directory, for its owner alone, and takes drafts of earlier runs away. The system's code of why nothing can be
 * written there; null when it can. Only for the one instance that runs.
 */
export function prepareUserData(directory: string): string | null {
  const probe = join(directory, `.write-${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(probe, '', { mode: 0o600 });
    rmSync(probe);
    return null;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  }
}

/** Never throws, for whatever stands on a command line: the system refuses to look at names that are too long. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch {
    return false;
  }
}

/** Never throws: what cannot be removed is in nobody's way. */
export function removeDrafts(directory: string): void {
  try {
    for (const name of readdirSync(directory)) if (isLeftOver(name)) rmSync(join(directory, name), { force: true });
  } catch {
    // It will be tried at the next start.
  }
}

/** The folder of the logs, which name servers, for its owner alone; logs of earlier versions as well. Never throws. */
export function makePrivate(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o600);
  } catch {
    // Without it there is no log.
  }
}
