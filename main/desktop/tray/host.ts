/**
 * Whether somebody shows tray icons. On Linux, Electron creates one on any desktop, but it is seen only where a
 * StatusNotifierHost runs (GNOME needs an extension for it); nothing of Electron's says so.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const WATCHER = 'org.kde.StatusNotifierWatcher';
const PATH = '/StatusNotifierWatcher';
const PROPERTY = 'IsStatusNotifierHostRegistered';

/** The same question to the session bus, for the two programs that desktops have for it. */
const questions: readonly (readonly [string, readonly string[]])[] = [
  [
    'gdbus',
    ['call', '--session', '--timeout', '2', '--dest', WATCHER, '--object-path', PATH].concat([
      '--method',
      'org.freedesktop.DBus.Properties.Get',
      WATCHER,
      PROPERTY,
    ]),
  ],
  ['busctl', ['--user', '--timeout=2', 'get-property', WATCHER, PATH, WATCHER, PROPERTY]],
];

export type Run = (program: string, argv: readonly string[]) => Promise<{ readonly stdout: string }>;

const runProgram: Run = (program, argv) => run(program, [...argv], { timeout: 4_000 });

/** True where nobody can tell: hiding the window is then what people expect of a tray app. Never rejects. */
export async function hasTrayHost(platform: NodeJS.Platform, ask: Run = runProgram): Promise<boolean> {
  if (platform !== 'linux') return true;
  for (const [program, argv] of questions) {
    try {
      return /\btrue\b/.test((await ask(program, argv)).stdout);
    } catch (thrown) {
      // The program is not installed: ask the next one. Any other failure means that there is no watcher.
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') return false;
    }
  }
  return true;
}

/** What is known of it so far. Not asked before the window is there: a fork of a large process would hold it up. */
export interface TrayHost {
  /** Asks, the first time. */
  ask(): void;
  isThere(): boolean;
}

export function createTrayHost(platform: NodeJS.Platform): TrayHost {
  let isAsked = false;
  let isThere = true;
  return {
    ask() {
      if (isAsked) return;
      isAsked = true;
      void hasTrayHost(platform).then((seen) => {
        isThere = seen;
      });
    },
    isThere: () => isThere,
  };
}
