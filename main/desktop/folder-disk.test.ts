import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { createFolderDisk, openFolderMemory } from './folder-disk.ts';

// electron-store only asks Electron for its default folder, and is given another one here.
vi.mock('electron', () => ({ default: {} }));

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adit-folder-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const disk = createFolderDisk(async () => null);

test('a copy is written whole, and copies are found under whatever name a program gave them', async () => {
  expect(sayAll(await disk.write(directory, 'adit desk 1.json', 'one'))).toBeNull();
  expect(await disk.write(directory, 'adit desk 1.json', 'two')).toBeNull();
  await writeFile(join(directory, 'adit desk 1 (conflict).json'), 'three');
  await writeFile(join(directory, 'holiday.json'), 'not ours');
  await mkdir(join(directory, 'adit folder.json'));
  expect((await readdir(directory)).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(await disk.read(directory)).toEqual([
    { name: 'adit desk 1 (conflict).json', text: 'three' },
    { name: 'adit desk 1.json', text: 'two' },
  ]);
});

test('drafts of a copy that was being written when the app was killed go, and nobody else’s', async () => {
  const others = ['.adit desk 2.json.0123456789ab', '.adit desk 1.json.mine'];
  for (const name of [...others, '.adit desk 1.json.0123456789ab']) await writeFile(join(directory, name), 'half');
  expect(await disk.write(directory, 'adit desk 1.json', 'one')).toBeNull();
  expect((await readdir(directory)).sort()).toEqual([...others, 'adit desk 1.json'].sort());
});

test('a folder that is gone says so in one sentence', async () => {
  await rm(directory, { recursive: true });
  expect(sayAll(await disk.write(directory, 'adit desk 1.json', 'one'))).toBe(
    `The folder ${directory} is not there now.`,
  );
  expect(sayAll(await disk.read(directory))).toBe(`The folder ${directory} is not there now.`);
  disk.watch(directory, () => {})();
});

test('a change of the folder is heard', async () => {
  const heard = new Promise<void>((resolve) => {
    const stop = disk.watch(directory, () => {
      stop();
      resolve();
    });
  });
  await writeFile(join(directory, 'adit other 2.json'), 'x');
  await heard;
});

test('what is remembered outlives the app, and a damaged file is replaced', async () => {
  const memory = openFolderMemory(directory);
  memory.write({ ...memory.read(), path: '/shared', seen: { 'adit other 2.json': 'digest' } });
  expect(openFolderMemory(directory).read()).toEqual(memory.read());
  await writeFile(join(directory, 'folder.json'), '{"path": 5}');
  expect(openFolderMemory(directory).read()).toMatchObject({ path: null, seen: {} });
});
