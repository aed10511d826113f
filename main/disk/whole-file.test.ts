import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDraft, writeWholeFile } from './whole-file.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'adit-whole-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));
const file = () => join(directory, 'profiles.json');

test('the new text takes the place of the old one, and nothing is left beside it', () => {
  for (const text of ['first', 'x'.repeat(3_000_000), '']) {
    writeWholeFile(file(), text, 0o600);
    expect(readFileSync(file(), 'utf8')).toBe(text);
    expect(readdirSync(directory)).toEqual(['profiles.json']);
  }
});

test('whoever reads while it is replaced keeps what was there', () => {
  writeWholeFile(file(), 'old', 0o600);
  const before = statSync(file()).ino;
  writeWholeFile(file(), 'new', 0o600);
  if (process.platform !== 'win32') expect(statSync(file()).ino).not.toBe(before);
});

test.skipIf(process.platform === 'win32')('it is for whom its mode says, whoever could read the old one', () => {
  writeFileSync(file(), 'old', { mode: 0o644 });
  writeWholeFile(file(), 'new', 0o600);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('what cannot be written leaves no trace', () => {
  mkdirSync(file());
  writeFileSync(join(file(), 'inside'), '');
  expect(() => writeWholeFile(file(), 'new', 0o600)).toThrow(/EISDIR|ENOTEMPTY|EPERM|EACCES/);
  expect(readdirSync(directory)).toEqual(['profiles.json']);
  expect(() => writeWholeFile(join(directory, 'nowhere', 'x.json'), 'new', 0o600)).toThrow(/ENOENT/);
});

test.skipIf(process.getuid?.() !== 0)('written by the administrator, it stays its owner’s', () => {
  writeFileSync(file(), 'old');
  chownSync(file(), 4711, 4712);
  writeWholeFile(file(), 'new', 0o600);
  expect([statSync(file()).uid, statSync(file()).gid]).toEqual([4711, 4712]);
});

test.skipIf(process.platform === 'win32')('a link that somebody has put beside it is not followed', () => {
  writeFileSync(join(directory, 'other'), 'theirs');
  symlinkSync(join(directory, 'other'), file());
  writeWholeFile(file(), 'new', 0o600);
  expect(readFileSync(join(directory, 'other'), 'utf8')).toBe('theirs');
});

test('drafts are told by their names', () => {
  expect(['profiles.json.tmp-0123456789abcdef', 'x.tmp-1795973375a1b2c3'].every(isDraft)).toBe(true);
  expect(['profiles.json', 'profiles.json.tmp-mine', 'notes.tmp-12'].some(isDraft)).toBe(false);
});
