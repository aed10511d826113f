import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../../test/peers/directory.ts';
import { createFileWriter } from './file-writer.ts';

const failed = (thrown: unknown) => {
  throw thrown;
};

it('writes the last of what comes, and leaves nothing beside it', async () => {
  await using directory = await temporaryDirectory('adit-writer-');
  const file = join(directory.path, 'on.json');
  const write = createFileWriter(file, 0o600, failed);
  for (const content of ['one', 'two', 'three']) write(content);
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('three'));
  write('four');
  write('five');
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toBe('five'));
  expect(readdirSync(directory.path)).toEqual(['on.json']);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('says what went wrong, and writes what comes later', async () => {
  await using directory = await temporaryDirectory('adit-writer-');
  const failures: unknown[] = [];
  const write = createFileWriter(join(directory.path, 'none', 'on.json'), 0o600, (thrown) => failures.push(thrown));
  write('one');
  await vi.waitFor(() => expect(failures).toMatchObject([{ code: 'ENOENT' }]));
  write('two');
  await vi.waitFor(() => expect(failures).toHaveLength(2));
});

it('writes what is due when the process exits', async () => {
  await using directory = await temporaryDirectory('adit-writer-');
  const file = join(directory.path, 'on.json');
  const program = `
    const { createFileWriter } = await import(${JSON.stringify(new URL('./file-writer.ts', import.meta.url).href)});
    createFileWriter(${JSON.stringify(file)}, 0o600, (thrown) => { throw thrown; })('on');
    process.exit();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  expect(readFileSync(file, 'utf8')).toBe('on');
});
