/** The repository for apt that lies beside a release: apt itself reads it, and takes only what is as it says. Debian. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeAptRepository } from '../../build/release/apt.ts';
import { factsOf } from '../../build/release/facts.ts';
import { makeDeb } from '../../build/system-tools/deb.ts';
import { packageRequest } from '../../build/system-tools/fpm-arguments.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

const about = { version: '9.9.0', description: '', license: '', author: '', homepage: '', url: '' };
const name = 'Adit-9.9.0-linux-amd64.deb';

/** A release with one small package for every processor. */
async function release({ path }: TemporaryDirectory): Promise<string> {
  const folder = join(path, 'release');
  await mkdir(folder);
  await writeFile(join(path, 'script'), '#!/bin/sh\n', { mode: 0o755 });
  await writeFile(join(path, 'file'), 'here');
  makeDeb(
    packageRequest([
      ...['-t', 'deb', '--name', 'adit', '--version', '9.9.0', '--architecture', 'all', '--maintainer', 'A <a@b>'],
      ...['--description', 'Adit\n Tunnels', '--after-install', join(path, 'script')],
      ...['--after-remove', join(path, 'script'), '--deb-compression', 'gz', '--package', join(folder, name)],
      `${join(path, 'file')}=/opt/Adit/file`,
    ]),
  );
  writeAptRepository(folder, await factsOf(folder, about), new Date(), null);
  return folder;
}

/** apt with nothing of this computer’s: its lists, its sources and its folders are here. */
async function apt({ path }: TemporaryDirectory, source: string) {
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'parts']) {
    await mkdir(join(path, folder), { recursive: true });
  }
  await writeFile(join(path, 'sources.list'), `deb [trusted=yes] file:${source} ./\n`);
  await writeFile(join(path, 'status'), '');
  const options = {
    'Dir::State': join(path, 'state'),
    'Dir::State::status': join(path, 'status'),
    'Dir::Cache': join(path, 'cache'),
    'Dir::Etc::sourcelist': join(path, 'sources.list'),
    'Dir::Etc::sourceparts': join(path, 'parts'),
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
  };
  const line = Object.entries(options).flatMap(([option, value]) => ['-o', `${option}=${value}`]);
  return (...args: readonly string[]) => execute(requireTool('apt-get'), [...line, ...args], { cwd: path });
}

describe.skipIf(!hasTool('apt-get') || !hasTool('dpkg-deb'))('the repository for apt (apt-get, dpkg-deb)', () => {
  test('is one that apt reads, and its package is the one of the release', async () => {
    await using directory = await temporaryDirectory();
    const folder = await release(directory);
    const get = await apt(directory, folder);
    await get('update');
    await get('download', 'adit');
    const got = await readFile(join(directory.path, 'adit_9.9.0_all.deb'));
    expect(got.equals(await readFile(join(folder, name)))).toBe(true);
  });

  test('gives nothing that is not as it says', async () => {
    await using directory = await temporaryDirectory();
    const folder = await release(directory);
    const get = await apt(directory, folder);
    await appendFile(join(folder, 'Packages'), '\n');
    await expect(get('update')).rejects.toMatchObject({ stderr: expect.stringContaining('Packages') });
  });
});
