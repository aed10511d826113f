import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveFiles } from './save-files.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'save-files-'));
});
afterEach(() => rm(directory, { recursive: true }));

const conf = { name: 'office.conf', text: 'new' };
const pem = { name: 'office-server.pem', text: 'certificate' };

test('writes all files, for their owner alone, and leaves no drafts', async () => {
  await writeFile(join(directory, conf.name), 'old', { mode: 0o644 });
  expect(await saveFiles(directory, [conf, pem])).toEqual({ ok: true, value: undefined });
  expect((await readdir(directory)).sort()).toEqual(['office-server.pem', 'office.conf']);
  expect(await readFile(join(directory, conf.name), 'utf8')).toBe('new');
  if (process.platform !== 'win32') expect((await stat(join(directory, conf.name))).mode & 0o777).toBe(0o600);
});

test('a certificate file that is there already is left alone when it says the same', async () => {
  await writeFile(join(directory, pem.name), pem.text);
  expect((await saveFiles(directory, [conf, pem])).ok).toBe(true);
});

test.each([
  ['overwritten by a certificate', pem.name, 'mine', [conf, pem]],
  ['replaced by what is beside it', 'x', 'mine', [{ ...conf, name: pem.name }, pem]],
] as const)('a file is not %s', async (_what, name, text, files) => {
  await writeFile(join(directory, name), text);
  expect(await saveFiles(directory, files)).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(await readdir(directory)).toEqual([name]);
  expect(await readFile(join(directory, name), 'utf8')).toBe(text);
});

test.skipIf(process.platform === 'win32')('a pipe in the place of a certificate is not waited for', async () => {
  execFileSync('mkfifo', [join(directory, pem.name)]);
  expect(await saveFiles(directory, [conf, pem])).toMatchObject({ ok: false, error: { code: 'failed' } });
  expect(await readdir(directory)).toEqual([pem.name]);
});

test('what cannot be written is explained, and leaves nothing behind', async () => {
  await mkdir(join(directory, conf.name));
  await writeFile(join(directory, conf.name, 'in-the-way'), '');
  expect(await saveFiles(directory, [conf])).toMatchObject({
    ok: false,
    error: { explanation: { what: 'office.conf could not be written.' } },
  });
  expect(await readdir(directory)).toEqual([conf.name]);
  expect((await saveFiles(join(directory, 'missing'), [conf])).ok).toBe(false);
});
