import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hostsIn, setHostBlocks } from './config-file.ts';

const block = ['Host home', '  Port 2222'];
const onUnix = process.platform !== 'win32';
let directory: string;
let file: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'adit-ssh-config-'));
  file = path.join(directory, '.ssh', 'config');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function given(text: string): Promise<void> {
  await mkdir(path.dirname(file));
  await writeFile(file, text);
}

describe('a file that is there', () => {
  test('is changed, with a copy of what it was before Adit came', async () => {
    await given('Host a\n');
    expect(await setHostBlocks(file, [block])).toMatchObject({
      kind: 'written',
      copy: expect.stringMatching(/before-adit$/),
    });
    await setHostBlocks(file, [['Host other']]);
    expect(await readFile(`${file}.before-adit`, 'utf8')).toBe('Host a\n');
    expect(await readFile(file, 'utf8')).toMatch(/^# >>> Adit[\s\S]*Host other[\s\S]*Host a\n$/);
    expect(await readdir(path.dirname(file))).toEqual(['config', 'config.before-adit']);
  });

  test('is as it was when Adit’s part is taken away', async () => {
    await given('Host a\r\n');
    await setHostBlocks(file, [block]);
    await setHostBlocks(file, []);
    expect(await readFile(file, 'utf8')).toBe('Host a\r\n');
    expect(await setHostBlocks(file, [])).toMatchObject({ kind: 'unchanged' });
  });

  test.runIf(onUnix)('keeps its mode, and a link stays a link', async () => {
    const real = path.join(directory, 'dotfiles-config');
    await writeFile(real, 'Host a\n');
    await chmod(real, 0o640);
    await mkdir(path.dirname(file));
    await symlink('../dotfiles-config', file);
    expect(await setHostBlocks(file, [block])).toMatchObject({ kind: 'written' });
    expect((await lstat(file)).isSymbolicLink()).toBe(true);
    expect(await readlink(file)).toBe('../dotfiles-config');
    expect((await stat(real)).mode & 0o777).toBe(0o640);
    expect(await readFile(real, 'utf8')).toContain('Host home');
  });

  test.runIf(process.getuid?.() === 0)('keeps its owner', async () => {
    const { chown } = await import('node:fs/promises');
    await given('Host a\n');
    await chown(file, 1234, 2345);
    await setHostBlocks(file, [block]);
    expect(await stat(file)).toMatchObject({ uid: 1234, gid: 2345 });
  });

  test('stays untouched when a mark is missing, and the reason says what to do', async () => {
    const damaged = '# <<< Adit <<<\nHost a\n';
    await given(damaged);
    const outcome = await setHostBlocks(file, [block]);
    expect(outcome).toMatchObject({ kind: 'failed', next: { id: 'failure.ssh.mark.next' } });
    expect(await readFile(file, 'utf8')).toBe(damaged);
  });
});

test('a file that is not there is made for its owner alone, and none is made for nothing', async () => {
  expect(await setHostBlocks(file, [])).toEqual({ kind: 'unchanged', file });
  expect(await setHostBlocks(file, [block])).toMatchObject({ kind: 'written', copy: null });
  if (!onUnix) return;
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
});

test('what is no file is refused, and nothing is left behind', async () => {
  await mkdir(file, { recursive: true });
  expect(await setHostBlocks(file, [block])).toMatchObject({
    kind: 'failed',
    why: { values: { code: 'a folder' } },
  });
  expect(await readdir(path.dirname(file))).toEqual(['config']);
});

test('a person’s own hosts, none when there is no file', async () => {
  expect([...(await hostsIn(file))]).toEqual([]);
  await given('Host a b\n');
  expect([...(await hostsIn(file))]).toEqual(['a', 'b']);
});

test.skipIf(!onUnix)('a pipe in its place is not waited for, and a file far too large not read', async () => {
  await mkdir(path.dirname(file));
  execFileSync('mkfifo', [file]);
  expect(await setHostBlocks(file, [block])).toMatchObject({
    kind: 'failed',
    why: { values: { code: expect.stringContaining('a pipe') } },
  });
  expect(await hostsIn(file)).toEqual(new Set());
  await rm(file);
  await writeFile(file, '');
  await truncate(file, 2 ** 34);
  expect(await setHostBlocks(file, [block])).toMatchObject({
    kind: 'failed',
    why: { values: { code: expect.stringContaining('larger than') } },
  });
});
