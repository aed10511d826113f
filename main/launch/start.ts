/** Starts what a plan says. The only place of this room where anything happens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TerminalWorld, terminalCandidates, windowsShells } from './terminals.ts';

/**
 * `none`: this machine has no terminal that is known here, or it did not start. `unsuitable`: a shell in between would
 * change the command's characters.
 */
export type TerminalOutcome = 'opened' | 'none' | 'unsuitable';

type Spawn = (program: string, argv: readonly string[]) => Promise<void>;

/** Opens a terminal that runs the command: the first of those that can be tried that starts. */
export async function openTerminal(
  argv: readonly string[],
  world: TerminalWorld,
  start: Spawn,
): Promise<TerminalOutcome> {
  let outcome: TerminalOutcome = 'none';
  const shells = windowsShells(world.installed);
  for (const terminal of terminalCandidates(world)) {
    const how = terminal.start(terminal.program, argv, shells);
    if (how.kind === 'impossible') outcome = 'unsuitable';
    else if (await attempt(start, how.kind === 'file' ? [...how.open, await scriptFile(how)] : how.argv))
      return 'opened';
  }
  return outcome;
}

/** A file of the person's own, which is nobody else's to read or to change. */
async function scriptFile({ name, text }: { readonly name: string; readonly text: string }): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'adit-')), name);
  await writeFile(file, text);
  await chmod(file, 0o700);
  return file;
}

async function attempt(start: Spawn, [program = '', ...argv]: readonly string[]): Promise<boolean> {
  try {
    await start(program, argv);
    return true;
  } catch {
    return false;
  }
}

/** Starts programs that outlive the app, with this environment; rejects when one cannot be started. */
export const startDetached =
  (environment: NodeJS.ProcessEnv): Spawn =>
  (program, argv) =>
    new Promise((resolve, reject) => {
      const child: ChildProcess = spawn(program, argv, {
        detached: true,
        stdio: 'ignore',
        shell: false,
        // Where a program begins, Windows looks for others: not beside a file that was double-clicked, and cmd.exe for
        // what it is given not there at all.
        cwd: homedir(),
        env: { ...environment, NoDefaultCurrentDirectoryInExePath: '1' },
      });
      child.once('error', reject);
      child.once('spawn', () => {
        child.unref();
        resolve();
      });
    });
