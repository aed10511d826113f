/** How a program outside calls `adit connect`, wherever the app is installed. Pure. */
import path from 'node:path';

export interface Installation {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** The app's program. */
  readonly program: string;
  /** What an app that is not packaged is started with. */
  readonly script: string;
  /** Electron's folder of resources. */
  readonly resources: string;
  /** An AppImage's own file: what is in it lies somewhere else after each start. */
  readonly appImage: string | undefined;
  /** The folder of the app's files, when it is not the usual one. */
  readonly userData: string | null;
}

/** As the launchers in `build/launchers` start the program for its command line. */
const HEADLESS = ['--no-sandbox', '--no-zygote', '--log-level=3', '--cli', '--'];

export function connectCommand(at: Installation): (profile: string) => readonly string[] {
  const folder = at.userData === null ? [] : ['--user-data', at.userData];
  return (profile) => [...launcherOf(at), 'connect', ...folder, profile];
}

/** How a terminal calls `adit import` so that the preview opens in this app. */
export const importCommand = (at: Installation, what: string): readonly string[] => [
  ...launcherOf(at),
  'import',
  what,
  '--app',
  ...(at.userData === null ? [] : ['--user-data', at.userData]),
];

function launcherOf({ platform, isPackaged, program, script, resources, appImage }: Installation): readonly string[] {
  if (!isPackaged) return [program, script, ...HEADLESS];
  if (appImage !== undefined) return [appImage, ...HEADLESS];
  // Windows starts no batch files but by its shell.
  if (platform === 'win32') return ['cmd.exe', '/d', '/c', path.win32.join(resources, 'bin', 'adit.cmd')];
  return [path.posix.join(resources, 'bin', 'adit')];
}
