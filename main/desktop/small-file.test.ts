import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../../test/peers/directory.ts';
import { openFolderMemory } from './folder-disk.ts';
import { openOnMemory, openToldMemory } from './on-memory.ts';
import { openSeenPlans } from './seen-plans.ts';
import { openSmallFile } from './small-file.ts';

let directory: TemporaryDirectory;
beforeEach(async () => {
  directory = await temporaryDirectory('adit-small-');
});
afterEach(() => directory.close());

test('what was written is read, by this start and by the next', () => {
  const file = openSmallFile(directory.path, 'small');
  expect(file.read()).toEqual({});
  file.write({ a: 1 });
  expect(file.read()).toEqual({ a: 1 });
  expect(openSmallFile(directory.path, 'small').read()).toEqual({ a: 1 });
});

test.each(['no JSON', '[1]', 'null', ''])('%j counts as nothing, and is replaced', async (text) => {
  await writeFile(path.join(directory.path, 'small.json'), text);
  const file = openSmallFile(directory.path, 'small');
  expect(file.read()).toEqual({});
  file.write({ a: 1 });
  expect(await readFile(path.join(directory.path, 'small.json'), 'utf8')).toBe('{"a":1}');
});

test('none that cannot be read or written keeps the app from starting', async () => {
  for (const name of ['small', 'on', 'told', 'seen-plans', 'folder'])
    await mkdir(path.join(directory.path, `${name}.json`));
  const file = openSmallFile(directory.path, 'small');
  expect(file.read()).toEqual({});
  expect(() => file.write({ a: 1 })).toThrow();
  expect(file.read()).toEqual({});

  const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} };
  expect(openOnMemory(directory.path, () => {}).last).toEqual([]);
  expect(openToldMemory(directory.path, () => {}).last).toEqual([]);
  expect(openSeenPlans(directory.path, quiet).has('a', 'b')).toBe(false);
  expect(openFolderMemory(directory.path).read()).toMatchObject({ path: null, seen: {} });
});
