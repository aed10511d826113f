/** Where the app keeps its files, and where the running one listens for its command line. */
import { statSync } from 'node:fs';
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

/** What stands beside a portable program, with all its files. */
export const PORTABLE_FOLDER = 'Adit-data';

export interface Program {
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  /** Where it is. */
  readonly file: string;
  readonly exists: (path: string) => boolean;
}

/**
 * The folder beside the program where a portable one keeps everything; null: this one is not. Windows' portable file always
 * is; any other becomes portable by such a folder beside the AppImage, the program of an archive, or the app of a Mac.
 */
export function portableFolder({ platform, environment, file, exists }: Program): string | null {
  if (platform === 'win32') {
    const given = environment['PORTABLE_EXECUTABLE_DIR'];
    if (given) return win32.join(given, PORTABLE_FOLDER);
    const beside = win32.join(win32.dirname(file), PORTABLE_FOLDER);
    return exists(beside) ? beside : null;
  }
  const program = environment['APPIMAGE'] || file;
  const app = platform === 'darwin' ? /^.*?\.app(?=\/)/.exec(program)?.[0] : undefined;
  const beside = posix.join(posix.dirname(app ?? program), PORTABLE_FOLDER);
  return exists(beside) ? beside : null;
}

/** As `portableFolder`, of the program that runs. */
export const ownPortableFolder = (): string | null =>
  portableFolder({
    platform: process.platform,
    environment: process.env,
    file: process.execPath,
    exists: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  });

/**
 * A Unix socket in the folder, or on Windows a named pipe that belongs to it: pipes have no folders, and two users may
 * have a running app each.
 */
export function controlAddress(platform: NodeJS.Platform, userData: string): string {
  if (platform !== 'win32') return posix.join(userData, 'control.sock');
  // Loaded here, where it is needed: the app asks for its address before its window.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const id = createHash('sha256').update(win32.resolve(userData).toLowerCase()).digest('hex').slice(0, 32);
  return `\\\\.\\pipe\\adit-${id}`;
}
