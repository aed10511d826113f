/** The repository for apt that lies beside a release: apt itself reads it, and takes only what is as it says. Debian. */
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { writeAptRepository } from '../../build/release/apt.ts';
import { factsOf } from '../../build/release/facts.ts';
import { makeDeb } from '../../build/system-tools/deb.ts';
import { packageRequest } from '../../build/system-tools/fpm-arguments.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { canHaveOwnView, openOwnView } from './support/own-view.ts';

const nameOf = (version: string) => `Adit-${version}-linux-amd64.deb`;
const name = nameOf('9.9.0');

/** A release with one small package for every processor; `key`: whom it is signed by. */
async function release({ path }: TemporaryDirectory, version = '9.9.0', key: string | null = null): Promise<string> {
  const folder = join(path, 'release');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(path, 'script'), '#!/bin/sh\n', { mode: 0o755 });
  await writeFile(join(path, 'file'), 'here');
  makeDeb(
    packageRequest([
      ...['-t', 'deb', '--name', 'adit', '--version', version, '--architecture', 'all', '--maintainer', 'A <a@b>'],
      ...['--description', 'Adit\n Tunnels', '--after-install', join(path, 'script')],
      ...[
        '--after-remove',
        join(path, 'script'),
        '--deb-compression',
        'gz',
        '--package',
        join(folder, nameOf(version)),
      ],
      `${join(path, 'file')}=/opt/Adit/file`,
    ]),
  );
  const about = { version, description: '', license: '', author: '', homepage: '', url: '' };
  writeAptRepository(folder, await factsOf(folder, about), new Date(), key);
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

const isPossible = ['apt-get', 'dpkg-deb', 'gpg', 'gpg-agent', 'gpgconf'].every(hasTool) && (await canHaveOwnView());

describe.skipIf(!isPossible)('a signed repository, as docs/unsigned.md has it (root, apt-get, gpg)', () => {
  const stack = new AsyncDisposableStack();
  afterEach(() => vi.unstubAllEnvs());

  /** A key that is nobody's, in a folder of its own. */
  async function makeKey({ path }: TemporaryDirectory, who: string) {
    const home = join(path, who);
    await mkdir(home, { mode: 0o700 });
    vi.stubEnv('GNUPGHOME', home);
    stack.defer(
      async () => void (await execute('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: home } })),
    );
    const gpg = (...line: readonly string[]) => execute('gpg', ['--batch', '--quiet', ...line]);
    await gpg('--passphrase', '', '--quick-generate-key', `${who} <${who}@adit.example>`, 'ed25519', 'sign', 'never');
    const { stdout: listed } = await gpg('--with-colons', '--list-keys');
    const fingerprint = /^fpr:+([0-9A-F]+):/m.exec(listed)?.[1] ?? '';
    return { home, fingerprint };
  }

  test('is what apt installs Adit from, and brings newer versions, and nothing that another has signed', async () => {
    await using ends = stack;
    const directory = ends.use(await temporaryDirectory('adit-apt-'));
    // apt reads packages as a user of its own.
    await chmod(directory.path, 0o755);
    const view = ends.use(await openOwnView(directory.path, dirname(directory.path)));
    const other = await makeKey(directory, 'other');
    const { fingerprint } = await makeKey(directory, 'adit');
    const folder = await release(directory, '9.9.0', fingerprint);
    await view.shell(
      [
        'mkdir -p /etc/apt/keyrings',
        `cp '${folder}/adit.asc' /etc/apt/keyrings/adit.asc`,
        `echo 'deb [signed-by=/etc/apt/keyrings/adit.asc] file:${folder} ./' >/etc/apt/sources.list.d/adit.list`,
      ].join('\n'),
    );
    // Other repositories are not this test's, and may be out of reach.
    const only = '-o Dir::Etc::sourcelist=/etc/apt/sources.list.d/adit.list -o Dir::Etc::sourceparts=-';
    const apt = (line: string) => view.shell(`apt-get ${only} -o APT::Get::List-Cleanup=0 -qq -y ${line} 2>&1`);
    const version = () => view.shell(`dpkg-query -W -f '$\{Version}' adit`);

    await apt('update');
    await apt('install adit');
    expect(await version()).toBe('9.9.0');
    expect(await view.shell('cat /opt/Adit/file')).toBe('here');

    await release(directory, '9.9.1', fingerprint);
    await apt('update');
    await apt('--only-upgrade install adit');
    expect(await version()).toBe('9.9.1');

    vi.stubEnv('GNUPGHOME', other.home);
    await release(directory, '9.9.2', other.fingerprint);
    // It keeps the list that it has; without one it says so with its status.
    expect(await apt('update').catch(({ stdout }: { stdout: string }) => stdout)).toMatch(
      /NO_PUBKEY|not signed|verified/,
    );
    await apt('--only-upgrade install adit');
    expect(await version()).toBe('9.9.1');

    await apt('purge adit');
    await expect(version()).rejects.toMatchObject({ code: 1 });
  });
});
