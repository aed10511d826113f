/** Installs packages of Debian and its descendants, and leaves the system as it found it but for these. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const isDebian = (): boolean => process.platform === 'linux' && existsSync('/usr/bin/apt-get');

/** The first of several names that this release of the distribution has. */
export function availableOf(names: readonly string[]): string {
  const known = (name: string) =>
    /Candidate: (?!\(none\))/.test(spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' }).stdout ?? '');
  return names.find(known) ?? names.at(-1) ?? '';
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a command while no package may start its service: the tests start servers of their own, and an sshd that listens
 * on every address must not be what is left behind. When this process is told to end, the command is interrupted as by
 * Ctrl-C, and only when it has ended this process does.
 * @param policy the file that forbids it, see invoke-rc.d(8)
 * @returns whether the command succeeded
 */
export async function withoutServices(policy: string, command: readonly string[]): Promise<boolean> {
  // In a process group of its own: the signals of a terminal reach it once, from here.
  const child = spawn('sh', [join(import.meta.dirname, 'without-services.sh'), policy, ...command], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    detached: true,
  });
  let told: NodeJS.Signals | null = null;
  const interrupt = (signal: NodeJS.Signals) => {
    told = signal;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  };
  for (const signal of signals) process.on(signal, interrupt);
  try {
    const [status] = await once(child, 'exit');
    return status === 0;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
    if (told !== null) process.kill(process.pid, told);
  }
}

const policy = '/usr/sbin/policy-rc.d';
const aptGet = (...line: readonly string[]) => withoutServices(policy, ['apt-get', '-qq', ...line]);

/** Downloads the lists of packages. */
export const updateLists = (): Promise<boolean> => aptGet('update');

export const installPackages = (packages: readonly string[]): Promise<boolean> =>
  aptGet('install', '-y', '--no-install-recommends', ...packages);

/** Whether somebody is there to be asked; a machine that only tests says that it is one with CI. */
export const someoneIsThere = (): boolean =>
  process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env['CI'];

/** Asks at the terminal. Only a yes is one: not an empty line, and not the end of the input. Ctrl-C ends the program. */
export async function agrees(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = new Promise<string>((resolve) => {
    terminal.once('close', () => resolve(''));
    terminal.question(`${question} [y/N] `, resolve);
  });
  terminal.once('SIGINT', () => {
    terminal.close();
    process.kill(process.pid, 'SIGINT');
  });
  const yes = isYes(await answer);
  terminal.close();
  return yes;
}

export const isYes = (answer: string): boolean => /^\s*y(es)?\s*$/i.test(answer);
