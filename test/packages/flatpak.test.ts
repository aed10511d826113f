/** What a release has for Flatpak, by Flatpak’s own tools: built, installed, started and removed, on a runtime that is a stand-in. */
import { createHash } from 'node:crypto';
import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { flatpak } from '../../build/release/flatpak.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { makeOwnFlatpak } from './support/flatpak-runtime.ts';

const ID = 'app.adit.desktop';
const sha256 = 'a'.repeat(64);
const archive = { name: 'Adit-9.9.0-linux-x64.tar.gz', kind: 'tar.gz', arch: 'x64', sha256, size: 1 } as const;
const about = {
  version: '9.9.0',
  description: '',
  license: '',
  author: '',
  homepage: '',
  url: 'https://adit.example/',
};

const builds =
  process.arch === 'x64' &&
  ['flatpak', 'flatpak-builder', 'bwrap', 'ldd', 'tar'].every(hasTool) &&
  (await execute('bwrap', ['--ro-bind', '/', '/', '--unshare-all', 'true']).then(
    () => true,
    () => false,
  ));

describe('the manifest for Flatpak', () => {
  let directory: TemporaryDirectory;
  const at = (name: string) => join(directory.path, name);

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-flatpak-');
    for (const [name, text] of Object.entries(flatpak({ ...about, files: [archive] }))) {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(basename(name)), text);
    }
    // As build/release/index.ts lays them beside it.
    await cp(join(root, 'build/flatpak'), directory.path, { recursive: true });
    await copyFile(join(root, 'build/icons/png/512x512.png'), at('512x512.png'));
  });
  afterAll(() => directory?.close());

  test.skipIf(!hasTool('flatpak-builder'))(
    'is one for flatpak-builder, and names files that lie beside it',
    async () => {
      const { stdout } = await execute(requireTool('flatpak-builder'), ['--show-manifest', `${ID}.yml`], {
        cwd: directory.path,
      });
      const shown = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
      expect(shown).toMatchObject({ id: ID, command: 'adit', modules: [{ name: 'adit' }] });
      // The home, programs outside and the bus of the system stay where they are.
      expect(JSON.stringify(shown['finish-args'])).not.toMatch(
        /filesystem|org\.freedesktop\.Flatpak|system-talk|=all|session-bus/,
      );
      const { sources } = (shown['modules'] as readonly { sources: readonly { path?: string }[] }[])[0] ?? {
        sources: [],
      };
      for (const { path } of sources) if (path !== undefined) await copyFile(at(path), at(`${path}.there`));
    },
  );

  test.skipIf(!hasTool('appstreamcli'))('says what Adit is in a form that shops for programs take', async () => {
    const line = ['validate', '--no-net', '--explain', at(`${ID}.metainfo.xml`)];
    const { stdout } = await execute(requireTool('appstreamcli'), line);
    expect(stdout).toContain('Validation was successful');
  });

  test.skipIf(!hasTool('desktop-file-validate'))('has an entry for menus', async () => {
    const { stdout } = await execute(requireTool('desktop-file-validate'), [at(`${ID}.desktop`)]);
    expect(stdout).toBe('');
  });

  test.skipIf(!builds)(
    'builds a program that starts, and is gone when it is removed (x64, bwrap)',
    async () => {
      const program = at('Adit-9.9.0-linux-x64/adit');
      await mkdir(dirname(program));
      await writeFile(program, '#!/bin/sh\necho "$0 $*"\n', { mode: 0o755 });
      await execute('tar', ['-czf', archive.name, 'Adit-9.9.0-linux-x64'], { cwd: directory.path });
      const digest = createHash('sha256')
        .update(await readFile(at(archive.name)))
        .digest('hex');
      const text = await readFile(at(`${ID}.yml`), 'utf8');
      // Beside it, not where releases are.
      const local = text.replace(`url: ${about.url}${archive.name}`, `path: ${archive.name}`).replace(sha256, digest);
      await writeFile(at('local.yml'), local);
      const { run } = await makeOwnFlatpak(directory.path, '24.08');
      await run('flatpak-builder', '--user', '--disable-rofiles-fuse', '--install', 'build', 'local.yml');
      expect(await run('flatpak', '--user', 'run', ID, 'list', '--json')).toBe('/app/adit/adit list --json\n');
      const permissions = await run('flatpak', '--user', 'info', '--show-permissions', ID);
      expect(permissions).toContain('shared=network;ipc;');
      expect(permissions).not.toMatch(/filesystems|org\.freedesktop\.Flatpak/);
      await run('flatpak', '--user', 'uninstall', '-y', '--noninteractive', ID);
      await expect(run('flatpak', '--user', 'info', ID)).rejects.toMatchObject({ code: 1 });
    },
    120_000,
  );
});
