import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linuxTerminals, openTerminal, startDetached, terminalPlan } from './terminal.ts';

const ssh = ['ssh', '-p', '2222', 'anna@127.0.0.1'];

describe('terminalPlan', () => {
  test('on Linux every terminal gets the command as separate arguments at the end, never as one text', () => {
    const plan = terminalPlan(ssh, 'linux');
    if (plan.kind !== 'programs') throw new Error('expected a list of programs');
    expect(plan.candidates.map(([program]) => program)).toEqual(linuxTerminals.map(({ program }) => program));
    for (const candidate of plan.candidates) expect(candidate.slice(-ssh.length)).toEqual(ssh);
  });

  test.each([
    ['gnome-terminal', '--'],
    ['konsole', '-e'],
    ['xfce4-terminal', '-x'],
    ['alacritty', '-e'],
    ['xterm', '-e'],
    ['kitty', 'sh'],
    ['foot', 'sh'],
  ])('%s has its own way to take a command', (program, first) => {
    const plan = terminalPlan(ssh, 'linux');
    if (plan.kind !== 'programs') throw new Error('expected a list of programs');
    expect(plan.candidates.find((candidate) => candidate[0] === program)?.[1]).toBe(first);
  });

  test('on Windows the terminal is tried first and a plain console window second', () => {
    expect(terminalPlan(ssh, 'win32')).toEqual({
      kind: 'programs',
      candidates: [
        ['wt.exe', 'new-tab', 'cmd.exe', '/k', ...ssh],
        ['cmd.exe', '/c', 'start', 'Adit tunnel', 'cmd.exe', '/k', ...ssh],
      ],
    });
  });

  test('on Windows a command that cmd.exe would expand is not run', () => {
    expect(terminalPlan(['ssh', '%PATH%'], 'win32')).toEqual({ kind: 'impossible' });
  });

  test('on macOS Terminal runs a file that quotes every argument and removes itself', () => {
    const plan = terminalPlan(['ssh', "o'brien@127.0.0.1"], 'darwin');
    if (plan.kind !== 'file') throw new Error('expected a file');
    expect(plan.text).toContain("exec ssh 'o'\\''brien@127.0.0.1'");
    expect(plan.text).toContain('rm -f -- "$0"');
    expect(plan.open).toEqual(['/usr/bin/open', '-a', 'Terminal']);
  });
});

describe('openTerminal', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'terminal-test-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  test('starts the first installed terminal, and goes on to the next one when it does not start', async () => {
    await mkdir(join(directory, 'bin'));
    for (const name of ['konsole', 'xterm']) await writeFile(join(directory, 'bin', name), '', { mode: 0o755 });
    const started: string[] = [];
    const opened = await openTerminal(ssh, {
      platform: 'linux',
      path: `${join(directory, 'missing')}:${join(directory, 'bin')}`,
      start: async (program) => {
        started.push(program);
        if (program.endsWith('konsole')) throw new Error('broken installation');
      },
    });
    expect(opened).toBe('opened');
    expect(started).toEqual([join(directory, 'bin', 'konsole'), join(directory, 'bin', 'xterm')]);
  });

  test('says so when there is no terminal', async () => {
    expect(await openTerminal(ssh, { platform: 'linux', path: directory, start: async () => {} })).toBe('none');
  });

  test('on macOS the file that Terminal opens can be executed by its owner only', async () => {
    let file = '';
    await openTerminal(ssh, {
      platform: 'darwin',
      path: '',
      start: async (_program, argv) => {
        file = argv.at(-1) ?? '';
      },
    });
    expect(await readFile(file, 'utf8')).toContain('exec ssh -p 2222 anna@127.0.0.1\n');
    expect((await stat(file)).mode & 0o777).toBe(0o700);
    await rm(join(file, '..'), { recursive: true });
  });
});

test('a program that cannot be started is a rejection, not an uncaught error', async () => {
  await expect(startDetached(join(tmpdir(), 'no-such-program'), [])).rejects.toThrow('ENOENT');
});
