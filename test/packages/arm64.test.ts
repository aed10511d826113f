/** Packages for arm64, made on a computer with another processor: everything but the runtime, for which there is a stand-in. Linux. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { RUNTIME_BYTES } from './support/appimage-runtime.ts';
import { pack } from './support/pack.ts';
import { linuxStandIn, type Processor, processorOfElf } from './support/stand-in.ts';

const tools = ['dpkg-deb', 'rpm', 'rpm2archive', 'rpmbuild', '7za', 'tar', 'mksquashfs', 'unsquashfs'] as const;
const isPossible = process.platform === 'linux' && [...tools, 'desktop-file-validate'].every(hasTool);

/** Takes a package apart. */
const unpack: Readonly<Record<string, (file: string, into: string) => Promise<unknown>>> = {
  deb: (file, into) => execute('dpkg-deb', ['--extract', file, into]),
  // Writes FILE.tgz beside it.
  rpm: async (file, into) => {
    await execute('rpm2archive', [file]);
    await execute('tar', ['-xzf', `${file}.tgz`, '-C', into]);
  },
  'tar.gz': (file, into) => execute('tar', ['-xzf', file, '-C', into, '--strip-components=1']),
  AppImage: (file, into) =>
    execute('unsquashfs', ['-quiet', '-no-progress', '-force', '-offset', String(RUNTIME_BYTES), '-dest', into, file]),
};

const names: Readonly<Record<Processor, Readonly<Record<string, string>>>> = {
  x64: {
    deb: 'Adit-0.1.0-linux-amd64.deb',
    rpm: 'Adit-0.1.0-linux-x86_64.rpm',
    'tar.gz': 'Adit-0.1.0-linux-x64.tar.gz',
    AppImage: 'Adit-0.1.0-linux-x86_64.AppImage',
  },
  arm64: {
    deb: 'Adit-0.1.0-linux-arm64.deb',
    rpm: 'Adit-0.1.0-linux-aarch64.rpm',
    'tar.gz': 'Adit-0.1.0-linux-arm64.tar.gz',
    AppImage: 'Adit-0.1.0-linux-arm64.AppImage',
  },
};

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

describe.skipIf(!isPossible)(`packages for arm64 (Linux, ${tools.join(', ')}, desktop-file-validate)`, () => {
  let directory: TemporaryDirectory;
  const place = (processor: Processor, ...rest: readonly string[]) => join(directory.path, processor, ...rest);
  const file = (processor: Processor, kind: string) => place(processor, 'out', names[processor][kind] ?? '');

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-arm64-');
    for (const processor of ['x64', 'arm64'] as const) {
      await pack({
        output: place(processor, 'out'),
        line: ['--linux', 'deb', 'rpm', 'tar.gz', 'AppImage', `--${processor}`],
        runtime: await linuxStandIn(place(processor, 'runtime'), processor),
      });
    }
  }, 300_000);

  afterAll(() => directory?.close());

  test.for(Object.keys(unpack))('the %s has programs for arm64 alone, and else what that for x64 has', async (kind) => {
    const listed: Record<string, readonly string[]> = {};
    for (const processor of ['x64', 'arm64'] as const) {
      const into = place(processor, kind);
      await mkdir(into);
      await unpack[kind]?.(file(processor, kind), into);
      const files = await filesIn(into);
      // Each architecture has its folder in an AppImage; every program of it is listed all the same.
      listed[processor] = files.map((name) => name.replace(/x86_64-linux-gnu|aarch64-linux-gnu/, 'ARCH'));
      const programs = [];
      for (const name of files) {
        const bytes = await readFile(join(into, name)).catch(() => Buffer.alloc(0));
        if (processorOfElf(bytes) !== null) programs.push([name, processorOfElf(bytes)]);
      }
      expect(programs.length).toBeGreaterThanOrEqual(5);
      expect(programs.filter(([, of]) => of !== processor)).toEqual([]);
    }
    expect(listed['arm64']).toEqual(listed['x64']);
    expect(listed['arm64']?.filter((name) => name.endsWith('resources/app.asar'))).toHaveLength(1);
  });

  test('the deb says arm64, and needs what that for x64 needs', async () => {
    const field = async (processor: Processor, name: string) =>
      (await execute('dpkg-deb', ['--field', file(processor, 'deb'), name])).stdout.trim();
    expect(await field('arm64', 'Architecture')).toBe('arm64');
    expect(await field('x64', 'Architecture')).toBe('amd64');
    for (const name of ['Depends', 'Recommends', 'Section', 'Homepage', 'Description']) {
      expect(await field('arm64', name)).toBe(await field('x64', name));
    }
    expect(await field('arm64', 'Depends')).toContain('libgtk-3-0');
  });

  test('the rpm says aarch64, and needs what that for x64 needs', async () => {
    const ask = async (processor: Processor, ...line: readonly string[]) =>
      (await execute('rpm', ['--query', '--package', file(processor, 'rpm'), ...line])).stdout.trim();
    expect(await ask('arm64', '--queryformat', '%{ARCH}')).toBe('aarch64');
    expect(await ask('x64', '--queryformat', '%{ARCH}')).toBe('x86_64');
    expect(await ask('arm64', '--requires')).toBe(await ask('x64', '--requires'));
    expect(await ask('arm64', '--requires')).toContain('gtk3');
  });

  test('has the fuses that the configuration states', async () => {
    const wire = await getCurrentFuseWire(place('arm64', 'out/linux-arm64-unpacked/adit'));
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  });
});
