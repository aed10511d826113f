import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { makeProfile } from '../state/make-profile.ts';
import type { ToNotice } from '../state/notices.ts';
import { openStore } from './store.ts';

// electron-store only asks Electron for its default folder, and is given another one here.
vi.mock('electron', () => ({ default: {} }));

let directory = '';
const lines: string[] = [];
const log = (text: string) => void lines.push(text);
const told: ToNotice[] = [];
const tell = (notice: ToNotice) => void told.push(notice);
const logger = { error: log, warn: log, info: log, debug: log };
const now = () => new Date('2026-11-23T08:00:00Z');
const open = () => openStore(directory, logger, tell, now);
const file = () => join(directory, 'profiles.json');
const aside = 'profiles.damaged-2026-11-23T08-00-00-000Z.json';
const write = (content: unknown) =>
  writeFileSync(file(), typeof content === 'string' ? content : JSON.stringify(content));
const read = () => JSON.parse(readFileSync(file(), 'utf8'));

const profile = makeProfile();
const settings = { appearance: 'dark' } as const;
const good = { version: 1, profiles: [profile], settings };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-'));
  lines.splice(0);
  told.splice(0);
});
afterEach(() => rmSync(directory, { recursive: true }));

test('the first start has no profiles, no notices, and writes nothing', () => {
  expect(open()).toMatchObject({ profiles: [], notices: [], readOnly: null });
  expect(readdirSync(directory)).toEqual([]);
});

test('what was saved is there at the next start', () => {
  open().save([profile], settings);
  expect(open()).toMatchObject({ profiles: [profile], settings, notices: [], readOnly: null });
});

test.skipIf(process.platform === 'win32')('the file is for its owner only', () => {
  open().save([profile], settings);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32')('another file takes its place, in the environment of a snap as well', () => {
  vi.stubEnv('SNAP', '/snap/terminal/1');
  open().save([profile], settings);
  const before = statSync(file()).ino;
  open().save([], settings);
  vi.unstubAllEnvs();
  expect(statSync(file()).ino).not.toBe(before);
});

test('saving replaces everything, so that nothing of an older file stays behind', () => {
  write({ ...good, leftover: true });
  open().save([], settings);
  expect(Object.keys(read()).sort()).toEqual(['profiles', 'settings', 'version']);
});

describe('a damaged file is kept aside, the app starts and says so', () => {
  test.each<[string, unknown]>([
    ['no JSON', '{"version": 1, "profiles": ['],
    ['an empty file', ''],
    ['a list', []],
    ['a text', '"profiles"'],
    ['no version', { profiles: [profile] }],
    ['profiles that are no list', { version: 1, profiles: 'many' }],
  ])('%s', (_what, content) => {
    write(content);
    const before = readFileSync(file(), 'utf8');
    const store = open();
    expect(store.profiles).toEqual([]);
    expect(store.notices).toHaveLength(1);
    expect(sayAll(store.notices)[0]?.text).toContain(aside);
    expect(readFileSync(join(directory, aside), 'utf8')).toBe(before);
    expect(lines.length).toBeGreaterThan(0);
    store.save([profile], settings);
    expect(open()).toMatchObject({ profiles: [profile], notices: [] });
  });

  test('a profile that does not parse is kept aside and the others load', () => {
    const broken = { ...profile, id: '00000000-0000-4000-8000-000000000001', accept: [] };
    write({ ...good, profiles: [broken, profile] });
    const store = open();
    expect(store.profiles).toEqual([profile]);
    expect(sayAll(store.notices)[0]?.text).toMatch(/^One part .*everything else was loaded/);
    expect(JSON.parse(readFileSync(join(directory, aside), 'utf8')).profiles).toEqual([broken, profile]);
    // The next start has nothing to complain about.
    expect(open()).toMatchObject({ profiles: [profile], notices: [] });
  });
});

test('a file of a newer version is used, and never written', () => {
  write({ ...good, version: 99, added: 'later' });
  const store = open();
  expect(store).toMatchObject({ profiles: [profile], readOnly: 'newer-version' });
  expect(sayAll(store.notices)[0]?.text).toContain('newer version');
  expect(read()).toEqual({ ...good, version: 99, added: 'later' });
  expect(readdirSync(directory)).toEqual(['profiles.json']);
});

test('when a damaged file cannot be copied aside, nothing is written over it', () => {
  write('{');
  mkdirSync(join(directory, aside));
  const store = open();
  expect(store.readOnly).toBe('damaged');
  expect(sayAll(store.notices)[0]?.text).toContain('could not be copied aside');
  expect(readFileSync(file(), 'utf8')).toBe('{');
});

describe('a file that another program has written meanwhile', () => {
  const replaced = 'profiles.replaced-2026-11-23T08-00-00-000Z.json';

  test('is kept aside before the next change is stored, which is said once', () => {
    write(good);
    const store = open();
    const restored = JSON.stringify({ version: 1, profiles: [], settings: { appearance: 'light' } });
    write(restored);
    store.save([profile], settings);
    store.save([], settings);
    expect(readFileSync(join(directory, replaced), 'utf8')).toBe(restored);
    expect(read()).toMatchObject({ profiles: [] });
    expect(sayAll(told.map(({ text }) => text))).toEqual([
      expect.stringContaining(`kept as ${join(directory, replaced)}`),
    ]);
  });

  test('is not written over where it cannot be kept', () => {
    const store = open();
    store.save([], settings);
    write('typed by hand');
    mkdirSync(join(directory, replaced));
    expect(() => store.save([profile], settings)).toThrow('could not be copied aside');
    expect(readFileSync(file(), 'utf8')).toBe('typed by hand');
    expect(told).toEqual([]);
  });

  test('is no matter where it is gone', () => {
    const store = open();
    store.save([profile], settings);
    rmSync(file());
    store.save([], settings);
    expect(readdirSync(directory)).toEqual(['profiles.json']);
  });
});
