/**
 * The environment of a login shell. A program that was started from the dock or a menu has that of the desktop, which
 * lacks what people set in their shell: the socket of their SSH agent, the PATH of Homebrew. VS Code asks the same way.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';

/** Start files of shells wait for networks at times; nobody waits for them longer than this. */
const LIMIT_MS = 5000;
/** Far more than an environment has. */
const MOST_OUTPUT = 4 * 1024 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

export interface LoginShell {
  readonly argv: readonly string[];
  /** Stands before and behind the environment: start files print what they like. */
  readonly mark: string;
}

/** How the shell is asked; null where there is nothing to ask: on Windows, and from a terminal, whose environment is it. */
export function loginShell(platform: NodeJS.Platform, environment: Environment, mark: string): LoginShell | null {
  const shell = environment['SHELL'];
  const isFromTerminal = environment['TERM'] !== undefined && environment['TERM'] !== 'dumb';
  if (platform === 'win32' || shell === undefined || !shell.startsWith('/') || isFromTerminal) return null;
  const name = basename(shell);
  // csh and its kind take -l only when it stands alone; nologin and false are no shells.
  if (name === 'nologin' || name === 'false') return null;
  const options = /^t?csh$/.test(name) ? ['-ic'] : ['-i', '-l', '-c'];
  return { argv: [shell, ...options, `printf %s ${mark}; /usr/bin/env -0; printf %s ${mark}`], mark };
}

/** What stands between the marks; null when it is no environment. Pure. */
export function readEnvironment(output: string, mark: string): Readonly<Record<string, string>> | null {
  const [, text, rest] = output.split(mark);
  if (text === undefined || rest === undefined) return null;
  const entries = text
    .split('\0')
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const)
    .filter(([name]) => /^[A-Za-z_]\w*$/.test(name) && !OF_THE_SHELL.has(name));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** About that one shell. */
const OF_THE_SHELL: ReadonlySet<string> = new Set(['_', 'PWD', 'OLDPWD', 'SHLVL', 'TERM', 'ELECTRON_RUN_AS_NODE']);

/** Asks once. null: there was nothing to ask, it took too long, or it did not answer. Never rejects. */
export function askLoginShell(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  limitMs: number = LIMIT_MS,
): Promise<Readonly<Record<string, string>> | null> {
  const asked = loginShell(platform, environment, `adit-${randomBytes(12).toString('hex')}`);
  if (asked === null) return Promise.resolve(null);
  const [program = '', ...argv] = asked.argv;
  return new Promise((resolve) => {
    // In a group of its own: what its start files have started ends with it.
    const child = spawn(program, argv, { stdio: ['ignore', 'pipe', 'ignore'], detached: true, env: environment });
    let output = '';
    const end = (found: Readonly<Record<string, string>> | null): void => {
      clearTimeout(late);
      child.stdout.destroy();
      resolve(found);
    };
    const kill = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    };
    const late = setTimeout(() => {
      kill();
      end(null);
    }, limitMs);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      // Its end need not be waited for: a start file may have left something behind that keeps the pipe open.
      const found = readEnvironment(output, asked.mark);
      if (found === null && output.length <= MOST_OUTPUT) return;
      kill();
      end(found);
    });
    child.on('error', () => end(null));
    child.on('close', () => end(readEnvironment(output, asked.mark)));
  });
}
