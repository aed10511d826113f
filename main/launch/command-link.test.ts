import { chmod, lstat, mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findLink, installLink, isOurs, linkPlaces, removeLink } from './command-link.ts';

test('all users’ folder comes first, the user’s own second', () => {
  expect(linkPlaces('/Users/anna')).toEqual(['/usr/local/bin/adit', '/Users/anna/.local/bin/adit']);
});

test.each([
  ['/Applications/Adit.app/Contents/Resources/bin/adit', true],
  ['/Volumes/Adit 2/Adit 2.app/Contents/Resources/bin/adit', true],
  ['/opt/homebrew/Cellar/adit/1.0/bin/adit', false],
  ['/usr/local/bin/adit', false],
])('%s is ours: %s', (target, expected) => {
  expect(isOurs(target)).toBe(expected);
});

describe.skipIf(process.platform === 'win32')('the link', () => {
  const launcher = '/Applications/Adit.app/Contents/Resources/bin/adit';
  let folder: string;
  let places: readonly string[];
  const world = () => ({ home: folder, path: `/bin:${path.join(folder, 'own')}`, launcher });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'adit-link-'));
    places = [path.join(folder, 'all/adit'), path.join(folder, 'own/adit')];
    await mkdir(path.join(folder, 'all'));
  });
  afterEach(async () => {
    await chmod(path.join(folder, 'all'), 0o755);
    await rm(folder, { recursive: true });
  });

  test('is made, found, said to be on the PATH or not, and taken away', async () => {
    const [all = '', own = ''] = places;
    expect(await findLink(world(), places)).toEqual({ kind: 'none' });
    expect(await installLink(world(), places)).toEqual({
      kind: 'done',
      state: { kind: 'installed', file: all, onPath: false },
    });
    expect(await readlink(all)).toBe(launcher);
    expect(await findLink(world(), places)).toMatchObject({ file: all });
    expect(await removeLink(world(), places)).toEqual({ kind: 'done', state: { kind: 'none' } });
    await expect(lstat(all)).rejects.toThrow('ENOENT');
    expect(await installLink(world(), [own])).toMatchObject({ state: { file: own, onPath: true } });
  });

  test('goes to the user’s own folder where the other is not writable or taken', async () => {
    const [all = '', own = ''] = places;
    await writeFile(all, 'another program');
    expect(await installLink(world(), places)).toMatchObject({ state: { file: own } });
    expect(await removeLink(world(), places)).toMatchObject({ kind: 'done' });
    expect((await lstat(all)).isFile()).toBe(true);
  });

  test('of an Adit that was moved is made anew', async () => {
    const [all = ''] = places;
    await symlink('/Users/anna/Downloads/Adit.app/Contents/Resources/bin/adit', all);
    expect(await findLink(world(), places)).toEqual({ kind: 'none' });
    expect(await installLink(world(), places)).toMatchObject({ state: { file: all } });
    expect(await readlink(all)).toBe(launcher);
  });

  test('never takes the place of somebody else’s program', async () => {
    const [all = ''] = places;
    await symlink('/opt/other/adit', all);
    expect(await installLink(world(), [all])).toMatchObject({
      kind: 'failed',
      why: { id: 'failure.command.taken' },
    });
    expect(await readlink(all)).toBe('/opt/other/adit');
  });
});
