/** Making, changing and using a server's kit, with real folders. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { KitRequest, MadeKit } from '../../preload/kit.ts';
import { encryptKey, openFolder, unpackClient, writeFolder, writeWhole } from '../kit/folder.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import { createKits, type KitDisk } from './kits.ts';
import { success } from './result.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'kits-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** The folder is the one that a person would choose in the dialogs; what is read is what an import gets. */
function kitsIn(folder: string | null, change: Partial<KitDisk> = {}) {
  const imported: FileSet[] = [];
  const disk: KitDisk = {
    askOpen: async () => folder,
    askNew: async (_form, name) => (folder === null ? null : path.join(folder, name)),
    open: openFolder,
    write: writeFolder,
    writeTar: (file, tar) => writeWhole(file, tar, 0o600),
    encryptKey,
    unpackClient,
    readFolder: async (name) => success({ name, directory: name, files: [], notes: [] }),
    ...change,
  };
  const readSet = async (set: FileSet) => {
    imported.push(set);
    return success({ id: randomUUID(), source: set.name, services: [], notes: [], demo: false });
  };
  return { kits: createKits({ disk, imports: { readSet }, newId: randomUUID, now: () => new Date() }), imported };
}

const request = (changes: Partial<KitRequest> = {}): KitRequest => ({
  kitId: null,
  answers: {
    host: 'a.example',
    services: [{ name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 }],
    platform: 'debian',
    certificate: { kind: 'self-signed', days: 100 },
    clients: 'certificate',
    page: { kind: 'none' },
  },
  add: [{ name: 'ada', passphrase: null }],
  revoke: [],
  renew: 'no',
  form: 'folder',
  ...changes,
});

async function made(kits: ReturnType<typeof kitsIn>['kits'], changes: Partial<KitRequest> = {}): Promise<MadeKit> {
  const answer = await kits.make(request(changes));
  if (!answer.ok) throw new Error(answer.error.explanation.why);
  if (answer.value === null) throw new Error('cancelled');
  return answer.value;
}

test('makes a folder, says what is in it without a key, and changes it by its id', async () => {
  const { kits } = kitsIn(directory);
  const first = await made(kits);
  expect(first.path).toBe(path.join(directory, 'a.example server'));
  expect(first.kit?.clients).toEqual([{ name: 'ada', isRevoked: false }]);
  expect(JSON.stringify(first)).not.toContain('PRIVATE KEY');
  const kitId = first.kit?.id ?? '';
  const second = await made(kits, { kitId, add: [{ name: 'bob', passphrase: 'open' }], revoke: ['ada'] });
  expect(second.kit).toMatchObject({
    id: kitId,
    clients: [
      { name: 'ada', isRevoked: true },
      { name: 'bob', isRevoked: false },
    ],
  });
  expect(await readdir(path.join(first.path, 'clients'))).toEqual(['bob.zip']);
});

test('opens a folder that was made earlier, and says what is wrong with another one', async () => {
  const before = await made(kitsIn(directory).kits);
  const opened = await kitsIn(before.path).kits.open();
  expect(opened).toMatchObject({ ok: true, value: { folder: before.path, answers: request().answers } });
  expect(await kitsIn(null).kits.open()).toEqual(success(null));
  const strange = await kitsIn(directory).kits.open();
  expect(strange).toMatchObject({
    ok: false,
    error: { explanation: { why: expect.stringContaining('something else') } },
  });
});

test('writes nothing over a server that is there, nor over anything else, nor when the answers do not go together', async () => {
  const { kits } = kitsIn(directory);
  const { path: folder } = await made(kits);
  const before = await readFile(path.join(folder, 'server/server.key'), 'utf8');
  expect(await kits.make(request())).toMatchObject({
    ok: false,
    error: { explanation: { what: 'Nothing was written.' } },
  });
  const page = { kind: 'redirect', host: '127.0.0.1', port: 80 } as const;
  const faulty = { ...request().answers, clients: 'none', page } as const;
  expect(await kits.make(request({ answers: faulty, add: [] }))).toMatchObject({ ok: false });
  expect(await readFile(path.join(folder, 'server/server.key'), 'utf8')).toBe(before);
  await writeFile(path.join(directory, 'b.example server'), 'mine');
  const other = await kits.make(request({ answers: { ...request().answers, host: 'b.example' } }));
  expect(other).toMatchObject({ ok: false, error: { explanation: { why: expect.stringContaining('is a file') } } });
});

test('writes one file for its owner alone', async () => {
  const file = path.join(directory, 'server.tar');
  const { kits } = kitsIn(directory, { askNew: async () => file });
  const tar = await made(kits, { form: 'tar' });
  expect(tar).toMatchObject({ path: file, kit: null });
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('gives the import what a client gets, unpacked, so that its profile can name the key', async () => {
  const { kits, imported } = kitsIn(directory);
  const { kit, path: folder } = await made(kits);
  const kitId = kit?.id ?? '';
  expect(await kits.addProfiles(kitId, 'ada')).toMatchObject({ ok: true });
  const unpacked = path.join(folder, 'this-computer/ada');
  expect(imported.map(({ directory }) => directory)).toEqual([unpacked]);
  expect((await readdir(unpacked)).sort()).toEqual([
    'README.txt',
    'client.conf',
    'client.key',
    'client.pem',
    'server.pem',
  ]);
  if (process.platform !== 'win32') expect((await stat(path.join(unpacked, 'client.key'))).mode & 0o777).toBe(0o600);
  // Nobody who is not let in, and no file that is named like a way out of the folder.
  expect((await kits.addProfiles(kitId, 'bob')).ok).toBe(false);
  await rm(path.join(folder, 'clients/ada.zip'));
  expect(await kits.addProfiles(kitId, 'ada')).toMatchObject({
    ok: false,
    error: { explanation: { what: expect.stringContaining('ada.zip') } },
  });
});
