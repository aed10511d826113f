/** Questions to the session bus, by the two programs that Linux desktops have for it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';

export type Run = (program: string, argv: readonly string[]) => Promise<{ readonly stdout: string }>;

const run = promisify(execFile);
const runProgram: Run = (program, argv) => run(program, [...argv], { timeout: 4_000 });

/**
 * Without a bus there is nobody to ask, and a program that asks might start one. Chromium tells programs that it starts that
 * there is none by an address that nobody can connect to.
 */
export function hasSessionBus(env: NodeJS.ProcessEnv): boolean {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (!address) return existsSync(join(env['XDG_RUNTIME_DIR'] ?? '/nowhere', 'bus'));
  return !address.startsWith('disabled:');
}

interface Question {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly method: string;
  readonly argv: readonly string[];
}

/** What is said, as the program prints it; null: there is no such thing, or no bus. undefined: there is no program to ask. */
async function ask(question: Question, start: Run): Promise<string | null | undefined> {
  const { destination, path, interface: face, method, argv } = question;
  const programs: readonly (readonly [string, readonly string[]])[] = [
    [
      'gdbus',
      ['call', '--session', '--timeout', '2', '--dest', destination, '--object-path', path].concat([
        '--method',
        `${face}.${method}`,
        ...argv,
      ]),
    ],
    ['busctl', ['--user', '--timeout=2', 'call', destination, path, face, method, 's'.repeat(argv.length), ...argv]],
  ];
  for (const [program, line] of programs) {
    try {
      return (await start(program, line)).stdout;
    } catch (thrown) {
      // The program is not installed: ask the next one. Any other failure means that there is no such thing.
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') return null;
    }
  }
  return undefined;
}

/** Whether somebody shows tray icons; null where nobody can tell. Never rejects. */
export async function isHostRegistered(start: Run = runProgram): Promise<boolean | null> {
  const said = await ask(
    {
      destination: WATCHER,
      path: WATCHER_PATH,
      interface: 'org.freedesktop.DBus.Properties',
      method: 'Get',
      argv: [WATCHER, 'IsStatusNotifierHostRegistered'],
    },
    start,
  );
  return said === undefined ? null : said !== null && /\btrue\b/.test(said);
}

/** Which connection of the bus is the watcher now: another one after a restart of the panel. null: none. Never rejects. */
export async function watcherNow(start: Run = runProgram): Promise<string | null> {
  const bus = 'org.freedesktop.DBus';
  const said = await ask(
    { destination: bus, path: '/org/freedesktop/DBus', interface: bus, method: 'GetNameOwner', argv: [WATCHER] },
    start,
  );
  return /:\d+\.\d+/.exec(said ?? '')?.[0] ?? null;
}
