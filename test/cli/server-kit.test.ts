/** `adit server-kit` on a folder: made, changed, and refused without a trace. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { windowsNode } from '../peers/program-node.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit server-kit', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  const run = (folder: string, line: string) => cli.run(['server-kit', folder, ...line.split(' ')]);
  const modes = async (folder: string) => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    const known = files.map(async (file) => [
      path.relative(folder, file),
      ((await stat(file)).mode & 0o777).toString(8),
    ]);
    return Object.fromEntries(await Promise.all(known)) as Record<string, string>;
  };

  it('makes a kit, changes it, and takes away what it no longer writes', async () => {
    const folder = path.join(directory.path, 'office');
    const made = await run(folder, '--host tunnel.example.org --service ssh --client alice --client bob');
    expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining('clients/alice.zip'), stderr: '' });
    const first = await modes(folder);
    const expected = {
      'clients/bob.zip': '600',
      'server/server.key': '600',
      'authority/ca.key': '600',
      'server/install.sh': '755',
    };
    expect(Object.keys(first)).toEqual(expect.arrayContaining(Object.keys(expected)));
    // Windows has no modes: the folder of the person keeps others out there.
    if (process.platform !== 'win32' && windowsNode === null) {
      expect(first).toMatchObject(expected);
      expect(((await stat(folder)).mode & 0o777).toString(8)).toBe('700');
    }
    const key = await readFile(path.join(folder, 'server/server.key'), 'utf8');
    await writeFile(path.join(folder, 'server/notes.txt'), 'somebody’s own');

    const changed = await run(folder, '--platform alpine --revoke bob --service redis');
    expect(changed).toMatchObject({ code: 0, stdout: expect.stringContaining('Brought up to date') });
    const second = Object.keys(await modes(folder));
    expect(second).toEqual(
      expect.arrayContaining(['server/adit-server.initd', 'server/notes.txt', 'clients/alice.zip']),
    );
    expect(second.filter((name) => /bob|\.service$|\.new$/.test(name))).toEqual([]);
    expect(await readFile(path.join(folder, 'server/server.key'), 'utf8')).toBe(key);
  });

  it('encrypts the key of a client by a passphrase from a file, which is not kept', async () => {
    const folder = path.join(directory.path, 'secret');
    const file = path.join(directory.path, 'passphrase');
    await writeFile(file, 'correct horse\nmore\n');
    const { code } = await run(folder, `--host a.example --service ssh --client alice --passphrase-file ${file}`);
    expect(code).toBe(0);
    for (const name of Object.keys(await modes(folder))) {
      expect(await readFile(path.join(folder, name), 'latin1')).not.toContain('correct horse');
    }
    await writeFile(file, '\n');
    expect(await run(folder, `--client bob --passphrase-file ${file}`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no passphrase'),
    });
  });

  it('says what is missing or wrong, and leaves everything as it is', async () => {
    const folder = path.join(directory.path, 'new');
    const other = path.join(directory.path, 'other');
    await cli.run(['server-kit', other, '--host', 'a.example', '--service', 'ssh']);
    await writeFile(path.join(other, 'kit.json'), '{"format": "adit-server-kit", "version": 2}');
    const cases: readonly (readonly [string, string, RegExp])[] = [
      [folder, '--service ssh', /Say --host/],
      [folder, '--host a.example', /Say --service/],
      [folder, '--host a.example --service ssh --clients psk', /first client/],
      [folder, '--host a.example --service ssh --email x --certificate lets-encrypt', /email/i],
      [directory.path, '--host a.example --service ssh', /holds something else/],
      [path.join(other, 'kit.json'), '--host a.example --service ssh', /is a file/],
      [other, '--renew', /newer Adit/],
    ];
    for (const [place, line, sentence] of cases) {
      const before = await readdir(directory.path, { recursive: true });
      const { code, stdout, stderr } = await run(place, line);
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(sentence)]);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(await readdir(directory.path, { recursive: true })).toEqual(before);
    }
  });
});
