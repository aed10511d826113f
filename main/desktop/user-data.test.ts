import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFolder, makePrivate, prepareUserData, removeDrafts } from './user-data.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adit-user-data-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('drafts of a program that was killed are removed, and nothing else', () => {
  const kept = ['profiles.json', 'secrets.json', 'profiles.damaged-2026.json', 'window.json', 'profiles.json.tmp-mine'];
  const drafts = ['profiles', 'secrets', 'traffic', 'seen-plans'].map((name) => `${name}.json.tmp-1795973375a1b2c3`);
  for (const name of [...kept, ...drafts, '.write-4711', 'traffic.json.new'])
    writeFileSync(join(directory, name), '{}');
  removeDrafts(directory);
  expect(readdirSync(directory).sort()).toEqual(kept.sort());
  removeDrafts(join(directory, 'not there'));
});

test('a directory that can be written leaves no trace of the try', () => {
  const made = join(directory, 'a', 'b');
  expect(prepareUserData(made)).toBeNull();
  expect(readdirSync(made)).toEqual([]);
});

test('what stands on a command line is a folder, or is none', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(isFolder(directory)).toBe(true);
  const others = [join(directory, 'file'), join(directory, 'nothing'), `/${'x'.repeat(5000)}`, '/\0', ''];
  expect(others.filter(isFolder)).toEqual([]);
});

test('one that cannot be says why', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(prepareUserData(join(directory, 'file'))).toMatch(/^E(EXIST|NOTDIR)$/);
  expect(prepareUserData(join(directory, 'file', 'below'))).toBe('ENOTDIR');
});

test.skipIf(process.platform === 'win32')('logs are for their owner alone, earlier ones as well', () => {
  const logs = join(directory, 'logs');
  mkdirSync(logs, { mode: 0o755 });
  writeFileSync(join(logs, 'adit.log'), '', { mode: 0o644 });
  makePrivate(logs);
  expect([statSync(logs).mode & 0o777, statSync(join(logs, 'adit.log')).mode & 0o777]).toEqual([0o700, 0o600]);
});
