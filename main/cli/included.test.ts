import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { parse } from '../conf/parse.ts';
import { check } from '../conf/strict/verdict.ts';
import { readIncludedFolder, readIncludedFolderIfThere, systemMessage } from './included.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'adit-included-'));
afterAll(() => rmSync(directory, { recursive: true }));

const config = (folder: string) =>
  parse(`client = yes\ninclude = ${folder}\n[x]\naccept = 127.0.0.1:1\nconnect = 127.0.0.1:2\n`);

test('a folder that this computer lacks is refused, or not checked where files are none of its business', () => {
  const missing = path.join(directory, 'missing');
  expect(check(config(missing), { fileName: 'x', readFolder: readIncludedFolder }).kind).toBe('refused');
  expect(check(config(missing), { fileName: 'x', readFolder: readIncludedFolderIfThere })).toMatchObject({
    kind: 'accepted',
    warnings: [{ line: 2, reason: 'Not checked: this needs a folder that was not read.' }],
  });
});

test('a folder that is there is checked in any case', () => {
  const folder = path.join(directory, 'there');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'a.conf'), 'nonsense\n');
  for (const readFolder of [readIncludedFolder, readIncludedFolderIfThere]) {
    expect(check(config(folder), { fileName: 'x', readFolder }).kind).toBe('refused');
  }
});

test.each([
  ['ENOENT', 'No such file or directory (2)'],
  ['EACCES', 'Permission denied (13)'],
])('the system’s error %s has the number of C libraries, not libuv’s: %s', (code, message) => {
  const [errno] = [...getSystemErrorMap()].find(([, [name]]) => name === code) ?? [];
  expect(systemMessage(Object.assign(new Error('x'), { code, errno }))).toBe(message);
});

test.each([
  ['ENOENT', -4058, / \(2\)$/],
  ['EACCES', -4092, / \(13\)$/],
  ['ENONSENSE', -4000, /^Unknown error \(4000\)$/],
])('%s, which is %i for libuv on Windows, has its number wherever it is read', (code, errno, message) => {
  expect(systemMessage(Object.assign(new Error('x'), { code, errno }))).toMatch(message);
});
