/**
 * A command in a window of the platform's terminal. The table is pure; `openTerminal` picks the first one installed.
 * The command always travels as an argument list; the only script texts are constants.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { access, chmod, constants, mkdtemp, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { isPlainForCmd, quotePosix } from './quote.ts';

export interface Terminal {
  readonly program: string;
  /** Arguments that make the terminal run this command. */
  readonly arguments: (argv: readonly string[]) => readonly string[];
}

/** How a command gets into a terminal window. */
export type TerminalPlan =
  /** The first of these programs that is installed. */
  | { readonly kind: 'programs'; readonly candidates: readonly (readonly string[])[] }
  /** macOS: Terminal runs a file; its path is appended to the arguments. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string; readonly open: readonly string[] }
  /** The platform's shell would change the command's characters, whatever the quoting. */
  | { readonly kind: 'impossible' };

/** Leaves the window open, so that an error message of the command can be read. */
const HOLD_SCRIPT = '"$@"; printf "\\n[Ended with status %s. Press Enter to close this window.] " "$?"; read -r _';

const after =
  (...options: readonly string[]) =>
  (argv: readonly string[]): readonly string[] => [...options, ...argv];

/** In order of preference: what the person chose for the desktop first, then the desktops' own, then the rest. */
export const linuxTerminals: readonly Terminal[] = [
  { program: 'xdg-terminal-exec', arguments: after() },
  { program: 'x-terminal-emulator', arguments: after('-e') },
  { program: 'ptyxis', arguments: after('--') },
  { program: 'kgx', arguments: after('--') },
  { program: 'gnome-terminal', arguments: after('--') },
  { program: 'konsole', arguments: after('-e') },
  { program: 'xfce4-terminal', arguments: after('-x') },
  { program: 'kitty', arguments: after() },
  { program: 'alacritty', arguments: after('-e') },
  { program: 'foot', arguments: after() },
  { program: 'xterm', arguments: after('-e') },
];

/** How to show the command in a terminal on this platform. */
export function terminalPlan(argv: readonly string[], platform: NodeJS.Platform): TerminalPlan {
  if (platform === 'win32') {
    if (!isPlainForCmd(argv)) return { kind: 'impossible' };
    return {
      kind: 'programs',
      candidates: [
        ['wt.exe', 'new-tab', 'cmd.exe', '/k', ...argv],
        // `start` takes its first quoted argument as the window's title.
        ['cmd.exe', '/c', 'start', 'Adit tunnel', 'cmd.exe', '/k', ...argv],
      ],
    };
  }
  if (platform === 'darwin') {
    return {
      kind: 'file',
      name: 'adit.command',
      text: `#!/bin/sh\nrm -f -- "$0"\nrmdir -- "$(dirname -- "$0")" 2>/dev/null\nclear\nexec ${quotePosix(argv)}\n`,
      open: ['/usr/bin/open', '-a', 'Terminal'],
    };
  }
  const held = ['sh', '-c', HOLD_SCRIPT, 'adit', ...argv];
  return {
    kind: 'programs',
    candidates: linuxTerminals.map((terminal) => [terminal.program, ...terminal.arguments(held)]),
  };
}

export interface TerminalWorld {
  readonly platform: NodeJS.Platform;
  readonly path: string;
  readonly start: (program: string, argv: readonly string[]) => Promise<void>;
}

/**
 * `none`: this machine has no terminal that is known here, or it did not start. `unsuitable`: a shell in between would
 * change the command's characters.
 */
export type TerminalOutcome = 'opened' | 'none' | 'unsuitable';

/** Opens a terminal that runs the command. */
export async function openTerminal(
  argv: readonly string[],
  world: TerminalWorld = thisMachine(),
): Promise<TerminalOutcome> {
  const plan = terminalPlan(argv, world.platform);
  if (plan.kind === 'impossible') return 'unsuitable';
  if (plan.kind === 'file') {
    const file = join(await mkdtemp(join(tmpdir(), 'adit-')), plan.name);
    await writeFile(file, plan.text);
    await chmod(file, 0o700);
    return (await attempt(world, [...plan.open, file])) ? 'opened' : 'none';
  }
  for (const candidate of plan.candidates) {
    const program = await find(candidate[0] ?? '', world.path);
    if (program !== null && (await attempt(world, [program, ...candidate.slice(1)]))) return 'opened';
  }
  return 'none';
}

async function attempt(world: TerminalWorld, [program = '', ...argv]: readonly string[]): Promise<boolean> {
  try {
    await world.start(program, argv);
    return true;
  } catch {
    return false;
  }
}

async function find(program: string, path: string): Promise<string | null> {
  for (const directory of path.split(delimiter).filter((entry) => isAbsolute(entry))) {
    const candidate = join(directory, program);
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this directory.
    }
  }
  return null;
}

function thisMachine(): TerminalWorld {
  return { platform: process.platform, path: process.env['PATH'] ?? '', start: startDetached };
}

/** Starts a program that outlives the app; rejects when it cannot be started. */
export function startDetached(program: string, argv: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(program, argv, {
      detached: true,
      stdio: 'ignore',
      shell: false,
      // Where a program begins, Windows looks for others: not beside a file that was double-clicked, and cmd.exe for what
      // it is given not there at all.
      cwd: homedir(),
      env: { ...process.env, NoDefaultCurrentDirectoryInExePath: '1' },
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
