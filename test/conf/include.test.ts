/** `include` with what real folders hold: our strict reader against the installed stunnel. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readIncludedFolder } from '../../main/cli/included.ts';
import { parse } from '../../main/conf/parse.ts';
import { check } from '../../main/conf/strict/verdict.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

/** Refused after everything else was read, so that nothing binds a port. */
const END = '[zzz end]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:1\nexec = /nowhere\n';
const SERVICE = '[one]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:1\n';

const folders: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  ['a service', { '10-one.conf': SERVICE }],
  ['a hidden file and a backup', { '.hidden': SERVICE, 'one.conf~': SERVICE }],
  ['a wrong line', { '10-one.conf': SERVICE, '20-two.conf': '; a comment\nnonsense\n' }],
  ['an option for the beginning only', { '10-one.conf': SERVICE, '20-two.conf': 'foreground = yes\n' }],
  ['half a service in the middle', { '10-one.conf': '[one]\nclient = yes\naccept = 127.0.0.1:0\n[two]\n' }],
  ['a file with a byte order mark', { '10-one.conf': `\uFEFF${SERVICE}`, '20-two.conf': `\uFEFFdebug = 9\n` }],
  ['a folder that includes another', { '10-one.conf': 'include = BROKEN\n' }],
  ['what is no configuration', { 'server.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' }],
];

describe.skipIf(!hasTool('stunnel') || process.platform === 'win32')('include = a folder with', () => {
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    directory = await temporaryDirectory();
    await mkdir(path.join(directory.path, 'broken'));
    await writeFile(path.join(directory.path, 'broken/a.conf'), 'foo = 1\n');
  });
  afterAll(() => directory?.close());

  /** What both say of a file that includes the folder. */
  async function verdicts(folder: string) {
    const file = path.join(directory.path, 'x.conf');
    const text = `foreground = yes\ninclude = ${path.join(directory.path, folder)}\n${END}`;
    await writeFile(file, text);
    const printed = await execute(requireTool('stunnel'), [file]).then(
      () => '',
      ({ stderr }: { readonly stderr: string }) => stderr,
    );
    const theirs = printed
      .split('\n')
      .flatMap((line) => (line.startsWith('[!] ') ? [line.slice(4)] : []))
      // It says the former of every client without CAfile, the latter behind every verdict.
      .filter((line) => line !== 'No trusted certificates found' && line !== 'Configuration failed');
    const verdict = check(parse(text), { fileName: file, readFolder: readIncludedFolder });
    return { theirs, ours: verdict.kind === 'refused' ? verdict.messages : [] };
  }

  test.each(folders)('%s', async (name, files) => {
    const folder = path.join(directory.path, name);
    await mkdir(folder);
    for (const [file, text] of Object.entries(files)) {
      await writeFile(path.join(folder, file), text.replace('BROKEN', path.join(directory.path, 'broken')));
    }
    const { theirs, ours } = await verdicts(name);
    expect(theirs).not.toEqual([]);
    expect(ours).toEqual(theirs);
  });

  test('links to files, to folders and to nowhere', async () => {
    const folder = path.join(directory.path, 'links');
    await mkdir(folder);
    await symlink('../broken', path.join(folder, '10-folder'));
    await symlink('/nowhere', path.join(folder, '20-nowhere'));
    const before = await verdicts('links');
    expect(before.ours).toEqual(before.theirs);
    await symlink('../broken/a.conf', path.join(folder, '30-file'));
    const { theirs, ours } = await verdicts('links');
    expect(theirs.at(-1)).toContain('Failed to include a file');
    expect(ours).toEqual(theirs);
  });

  test('nothing, when it is not there or no folder', async () => {
    for (const name of ['nowhere', 'x.conf']) {
      const { theirs, ours } = await verdicts(name);
      expect(theirs.at(-1)).toContain('Failed to include directory');
      expect(ours).toEqual(theirs);
    }
  });
});
