import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfigurationFile } from './configuration-file.ts';

let directory = '';
let file = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'configuration-file-'));
  file = join(directory, 'server.conf');
});
afterEach(() => rm(directory, { recursive: true }));

test.each([
  ['UTF-8', Buffer.from('; ü\n[ssh]\n')],
  ['UTF-8 with a mark', Buffer.from('\ufeff; ü\n[ssh]\n')],
  ['UTF-16 as Windows writes it', Buffer.from('\ufeff; ü\n[ssh]\n', 'utf16le')],
])('reads %s', async (_encoding, bytes) => {
  await writeFile(file, bytes);
  expect(await readConfigurationFile(file)).toEqual({ ok: true, value: { name: 'server.conf', text: '; ü\n[ssh]\n' } });
});

test('a file that is too large is not read', async () => {
  await writeFile(file, '');
  await truncate(file, 1_048_577);
  expect(await readConfigurationFile(file)).toMatchObject({
    ok: false,
    error: { code: 'import', explanation: { what: 'server.conf is larger than 1 MiB.' } },
  });
});

test('a folder and a missing file are explained', async () => {
  expect(await readConfigurationFile(directory)).toMatchObject({ ok: false, error: { code: 'import' } });
  expect(await readConfigurationFile(join(directory, 'x.conf'))).toMatchObject({
    ok: false,
    error: { explanation: { what: 'x.conf could not be read.', why: 'It does not exist.' } },
  });
});
