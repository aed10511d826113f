import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTerminal, startDetached } from './start.ts';
import type { TerminalWorld } from './terminals.ts';

const ssh = ['ssh', '-p', '2222', 'anna@127.0.0.1'];
const world = (platform: NodeJS.Platform, ...ids: readonly string[]): TerminalWorld => ({
  platform,
  installed: new Map(ids.map((id) => [id, `/place/${id}`])),
  programs: undefined,
});

test('starts the first terminal, and goes on to the next one when it does not start', async () => {
  const started: string[] = [];
  const opened = await openTerminal(ssh, world('linux', 'konsole', 'xterm'), async (program) => {
    started.push(program);
    if (program.endsWith('konsole')) throw new Error('broken installation');
  });
  expect(opened).toBe('opened');
  expect(started).toEqual(['/place/konsole', '/place/xterm']);
});

test('says when there is no terminal, and when none takes the command unchanged', async () => {
  const never = () => Promise.reject(new Error('nothing may be started'));
  expect(await openTerminal(ssh, world('linux'), never)).toBe('none');
  expect(await openTerminal(['%PATH%'], world('win32', 'command-prompt'), never)).toBe('unsuitable');
});

test('the file that Terminal opens can be executed by its owner only', async () => {
  let file = '';
  await openTerminal(ssh, world('darwin', 'terminal-app'), async (_program, argv) => {
    file = argv.at(-1) ?? '';
  });
  expect(await readFile(file, 'utf8')).toContain('exec ssh -p 2222 anna@127.0.0.1\n');
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o700);
  await rm(join(file, '..'), { recursive: true });
});

test('a program that cannot be started is a rejection, not an uncaught error', async () => {
  await expect(startDetached(process.env)(join(tmpdir(), 'no-such-program'), [])).rejects.toThrow('ENOENT');
});

test('a program gets the environment that it is given', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'adit-start-'));
  try {
    const file = join(directory, 'said');
    const script = 'require("node:fs").writeFileSync(process.argv[1], String(process.env.SSH_AUTH_SOCK))';
    await startDetached({ ...process.env, SSH_AUTH_SOCK: '/agent' })(process.execPath, ['-e', script, file]);
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toBe('/agent');
  } finally {
    await rm(directory, { recursive: true });
  }
});
