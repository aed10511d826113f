/** Where the running app listens for its command line. Pure. */
import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** As Electron has it: the folder of the app's own files of this user. null: the environment does not say. */
export function userDataFolder(platform: NodeJS.Platform, home: string, environment: Environment): string | null {
  if (platform === 'win32') {
    const roaming = environment['APPDATA'];
    return roaming ? win32.join(roaming, 'Adit') : null;
  }
  if (platform === 'darwin') return posix.join(home, 'Library/Application Support/Adit');
  return posix.join(environment['XDG_CONFIG_HOME'] || posix.join(home, '.config'), 'Adit');
}

/**
 * A Unix socket in the folder, or on Windows a named pipe that belongs to it: pipes have no folders, and two users may
 * have a running app each.
 */
export function controlAddress(platform: NodeJS.Platform, userData: string): string {
  if (platform !== 'win32') return posix.join(userData, 'control.sock');
  const id = createHash('sha256').update(win32.resolve(userData).toLowerCase()).digest('hex').slice(0, 32);
  return `\\\\.\\pipe\\adit-${id}`;
}
