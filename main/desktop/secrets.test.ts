import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import type { ToNotice } from '../state/notices.ts';
import { openKeyStore, type SomeSafeStorage } from './key-store.ts';
import { type KeyStore, openSecrets } from './secrets.ts';

// electron-store only asks Electron for its default folder, and is given another one here.
vi.mock('electron', () => ({ default: {} }));

const id = '5f0f7a5e-6c55-4a0e-9d3c-3c1f6f2d8a10';
const other = '5f0f7a5e-6c55-4a0e-9d3c-3c1f6f2d8a11';
const now = () => new Date('2026-11-23T08:00:00Z');
let directory = '';
const lines: string[] = [];
const log = (text: string) => void lines.push(text);
const told: ToNotice[] = [];
const tell = (notice: ToNotice) => void told.push(notice);
const logger = { error: log, warn: log, info: log, debug: log };

/** Seals so that a test sees with which key, and that nothing is in the file as it is. */
const keyStore = (key = 'k1', outdated = false): KeyStore => ({
  seal: async (text) => Buffer.from(`${key} ${[...text].toReversed().join('')}`).toString('base64'),
  async open(sealed) {
    const [usedKey, text = ''] = Buffer.from(sealed, 'base64').toString().split(' ');
    if (usedKey !== key && !outdated) throw new Error('wrong key');
    return { text: [...text].toReversed().join(''), isOutdated: usedKey !== key };
  },
});
const open = (store: KeyStore | null = keyStore()) => openSecrets(directory, store, false, logger, tell, now);
const file = () => join(directory, 'secrets.json');

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  lines.splice(0);
  told.splice(0);
});
afterEach(() => rmSync(directory, { recursive: true }));

test('what is remembered is there at the next start, sealed, in a file for its owner', async () => {
  const secrets = await open();
  await secrets.change(id, { psk: 'open-sesame', 'proxy-password': 'hush' }, true);
  expect(secrets.kept(id)).toEqual([
    { field: 'psk', kept: 'sealed' },
    { field: 'proxy-password', kept: 'sealed' },
  ]);
  expect(readFileSync(file(), 'utf8')).not.toMatch(/sesame|hush/);
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  const again = await open();
  expect(again.of(id)).toEqual({ psk: 'open-sesame', 'proxy-password': 'hush' });
  expect(again.of(other)).toEqual({});
  expect(again.notices).toEqual([]);
});

test('what is not to be remembered leaves no trace, not even a file', async () => {
  const secrets = await open();
  await secrets.change(id, { psk: 'open-sesame' }, false);
  expect(secrets.of(id)).toEqual({ psk: 'open-sesame' });
  expect(readdirSync(directory)).toEqual([]);
  const without = await open(null);
  await without.change(id, { psk: 'open-sesame' }, true);
  expect(without).toMatchObject({ canRemember: false });
  expect(without.kept(id)).toEqual([{ field: 'psk', kept: 'memory' }]);
  expect(readdirSync(directory)).toEqual([]);
  expect((await open()).of(id)).toEqual({});
});

test('forgetting removes from the file, and leaves others', async () => {
  const secrets = await open();
  await secrets.change(id, { psk: 'one', 'key-passphrase': 'two' }, true);
  await secrets.change(other, { psk: 'three' }, true);
  await secrets.change(id, { psk: null }, true);
  expect((await open()).of(id)).toEqual({ 'key-passphrase': 'two' });
  const putBack = secrets.take(id, ['key-passphrase']);
  expect(Object.keys(JSON.parse(readFileSync(file(), 'utf8')).secrets)).toEqual([other]);
  putBack();
  expect((await open()).of(id)).toEqual({ 'key-passphrase': 'two' });
});

test('of profiles that may not be written they are used, kept in memory, and never written', async () => {
  await (await open()).change(id, { psk: 'one' }, true);
  const before = readFileSync(file(), 'utf8');
  // A key that has changed since is no reason to write either.
  const secrets = await openSecrets(directory, keyStore('k2', true), true, logger, tell, now);
  expect(secrets.canRemember).toBe(false);
  await secrets.change(id, { 'key-passphrase': 'two' }, true);
  secrets.take(id, ['psk']);
  expect([secrets.of(id), secrets.kept(id)]).toEqual([
    { 'key-passphrase': 'two' },
    [{ field: 'key-passphrase', kept: 'memory' }],
  ]);
  expect([readFileSync(file(), 'utf8'), readdirSync(directory)]).toEqual([before, ['secrets.json']]);
  writeFileSync(file(), 'damaged');
  await openSecrets(directory, keyStore(), true, logger, tell, now);
  expect(readdirSync(directory)).toEqual(['secrets.json']);
});

test.each(['{"version": 1, "secr', '[]', '{"version":1,"secrets":{"x":1}}', ''])(
  'a damaged file is kept aside, and said: %j',
  async (content) => {
    writeFileSync(file(), content);
    const secrets = await open();
    expect(secrets.notices).toHaveLength(1);
    expect(readFileSync(join(directory, 'secrets.damaged-2026-11-23T08-00-00-000Z.json'), 'utf8')).toBe(content);
    await secrets.change(id, { psk: 'new' }, true);
    expect(await open()).toMatchObject({ notices: [] });
  },
);

test('what cannot be opened stays in the file for a key store that can, and is said', async () => {
  await (await open()).change(id, { psk: 'one' }, true);
  const refused = await open(keyStore('k2'));
  expect(sayAll(refused.notices)[0]?.text).toContain('could not be opened');
  expect(refused.of(id)).toEqual({});
  expect(refused.kept(id)).toEqual([]);
  await refused.change(other, { psk: 'two' }, true);
  expect((await open()).of(id)).toEqual({ psk: 'one' });
  expect(lines.join('')).not.toContain('one');
});

test('what was sealed with an older key is sealed again', async () => {
  await (await open(keyStore('k1'))).change(id, { psk: 'one' }, true);
  expect((await open(keyStore('k2', true))).of(id)).toEqual({ psk: 'one' });
  expect((await open(keyStore('k2'))).of(id)).toEqual({ psk: 'one' });
});

test('a file of a newer version is not touched', async () => {
  writeFileSync(file(), '{"version": 9, "secrets": {}, "more": 1}');
  const secrets = await open();
  expect(secrets.canRemember).toBe(false);
  await secrets.change(id, { psk: 'one' }, true);
  expect(readFileSync(file(), 'utf8')).toBe('{"version": 9, "secrets": {}, "more": 1}');
});

test('nothing changes when the key store refuses', async () => {
  const secrets = await open({ ...keyStore(), seal: () => Promise.reject(new Error('locked')) });
  await expect(secrets.change(id, { psk: 'one' }, true)).rejects.toThrow('locked');
  expect(secrets.of(id)).toEqual({});
});

test('the key store is the asynchronous one where there is one, else the other, and none without a keyring', async () => {
  const old = {
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    isEncryptionAvailable: () => true,
    encryptString: (text: string) => Buffer.from(`old ${text}`),
    decryptString: (sealed: Buffer) => sealed.toString().slice(4),
  };
  const both: SomeSafeStorage = {
    ...old,
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => Buffer.from(`new ${text}`),
    decryptStringAsync: async (sealed: Buffer) => ({ result: sealed.toString().slice(4), shouldReEncrypt: true }),
  };
  const sealedBy = async (storage: SomeSafeStorage) =>
    Buffer.from((await (await openKeyStore(storage, 'linux'))?.seal('x')) ?? '', 'base64').toString();
  expect(await sealedBy(old)).toBe('old x');
  expect(await sealedBy(both)).toBe('new x');
  const sealed = Buffer.from('old x').toString('base64');
  expect(await (await openKeyStore(old, 'linux'))?.open(sealed)).toEqual({ text: 'x', isOutdated: false });
  expect(await (await openKeyStore(both, 'linux'))?.open(sealed)).toEqual({ text: 'x', isOutdated: true });
  expect(await openKeyStore({ ...both, getSelectedStorageBackend: () => 'basic_text' }, 'linux')).toBeNull();
  expect(await openKeyStore({ ...old, isEncryptionAvailable: () => false }, 'darwin')).toBeNull();
  const failing = () => Promise.reject(new Error('no bus'));
  expect(await openKeyStore({ ...both, isAsyncEncryptionAvailable: failing }, 'linux')).toBeNull();
});

test('a file that another program has written meanwhile is kept aside, which is said', async () => {
  const secrets = await open();
  await secrets.change(id, { psk: 'open-sesame' }, true);
  const restored = readFileSync(file(), 'utf8').replace(id, other);
  writeFileSync(file(), restored.concat(' '));
  await secrets.change(id, { psk: 'hush' }, true);
  const [aside = ''] = readdirSync(directory).filter((name) => name.startsWith('secrets.replaced-'));
  expect(readFileSync(join(directory, aside), 'utf8')).toBe(restored.concat(' '));
  expect(told).toMatchObject([{ level: 'warning', text: { id: 'notice.store.replaced' } }]);
  expect((await open()).of(id)).toEqual({ psk: 'hush' });
});
