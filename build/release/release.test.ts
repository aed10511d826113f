import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { paragraph, releaseFile } from './apt.ts';
import { checksums, type Facts, fileOf, type ReleaseFile } from './facts.ts';
import { manifests } from './manifests.ts';
import { notesOf } from './notes.ts';
import { sbomOf } from './sbom.ts';

const names = [
  'Adit-0.2.0-linux-amd64.deb',
  'Adit-0.2.0-linux-arm64.deb',
  'Adit-0.2.0-mac-arm64.dmg',
  'Adit-0.2.0-mac-x64.dmg',
  'Adit-0.2.0-win-x64-setup.exe',
  'Adit-0.2.0-win-arm64-setup.exe',
  'Adit-0.2.0-linux-x64.tar.gz',
];

const file = (name: string, at: number): ReleaseFile => {
  const found = fileOf(name);
  if (found === null) throw new Error(name);
  return { name, ...found, sha256: String(at).repeat(64), size: 1000 + at };
};

const facts: Facts = {
  version: '0.2.0',
  description: 'Tunnels',
  license: 'MIT',
  author: 'The Adit authors',
  homepage: 'https://adit.example/',
  url: 'https://adit.example/v0.2.0/',
  files: names.map(file),
};

test.each([
  ['Adit-0.2.0-linux-x86_64.AppImage', { kind: 'AppImage', arch: 'x64' }],
  ['Adit-0.2.0-linux-aarch64.rpm', { kind: 'rpm', arch: 'arm64' }],
  ['Adit-0.2.0-linux-x64.tar.gz', { kind: 'tar.gz', arch: 'x64' }],
  ['Adit-0.2.0-win-x64-portable.exe', { kind: 'portable', arch: 'x64' }],
  ['Adit-0.2.0-mac-arm64.zip', { kind: 'zip', arch: 'arm64' }],
  ['adit-0.2.0.tgz', { kind: 'npm', arch: 'any' }],
  ['latest-linux.yml', null],
  ['Adit-0.2.0-mac-arm64.zip.blockmap', null],
])('%s is known by its name', (name, known) => {
  expect(fileOf(name)).toEqual(known);
});

describe('the manifests of a release', () => {
  const made = manifests(facts);

  test('tell winget where each setup is, with its digest, and the setup who brings updates', () => {
    const installer = parse(made['winget/Adit.Adit.installer.yaml'] ?? '');
    expect(installer).toMatchObject({
      PackageVersion: '0.2.0',
      InstallerSwitches: { Custom: '/PACKAGEMANAGER=winget' },
      Installers: [
        { Architecture: 'x64', InstallerUrl: `${facts.url}${names[4]}`, InstallerSha256: '4'.repeat(64) },
        { Architecture: 'arm64', InstallerUrl: `${facts.url}${names[5]}`, InstallerSha256: '5'.repeat(64) },
      ],
    });
    for (const name of ['winget/Adit.Adit.yaml', 'winget/Adit.Adit.locale.en-US.yaml']) {
      expect(parse(made[name] ?? '')).toMatchObject({ PackageIdentifier: 'Adit.Adit', PackageVersion: '0.2.0' });
    }
  });

  test('tell Homebrew one address for both processors', () => {
    const cask = made['homebrew/adit.rb'] ?? '';
    expect(cask).toContain('url "https://adit.example/v#{version}/Adit-#{version}-mac-#{arch}.dmg"');
    expect(cask).toContain(`sha256 arm:   "${'2'.repeat(64)}"`);
    expect(cask).toContain(`intel: "${'3'.repeat(64)}"`);
  });

  test('tell Scoop each setup, under the name of an archive, which it opens', () => {
    const entry = (at: 4 | 5) => ({ url: `${facts.url}${names[at]}#/dl.7z`, hash: String(at).repeat(64) });
    expect(JSON.parse(made['scoop/adit.json'] ?? '')).toMatchObject({
      version: '0.2.0',
      architecture: { '64bit': entry(4), arm64: entry(5) },
    });
  });

  test('tell Flatpak the archive of each processor, and take nothing of the network while it builds', () => {
    const manifest = parse(made['flatpak/app.adit.desktop.yml'] ?? '');
    const [archive, ...others] = manifest.modules[0].sources;
    expect(archive).toMatchObject({
      'only-arches': ['x86_64'],
      url: `${facts.url}${names[6]}`,
      sha256: '6'.repeat(64),
    });
    expect(others.filter((source: { readonly url?: string }) => source.url !== undefined)).toEqual([]);
  });

  test('are left out where there is no file for them', () => {
    expect(manifests({ ...facts, files: [] })).toEqual({});
  });
});

test('a package’s paragraph says where it is and what it must be', () => {
  const [deb] = facts.files;
  if (deb === undefined) throw new Error('no deb');
  expect(paragraph('Package: adit\nVersion: 0.2.0\n\n', deb)).toBe(
    `Package: adit\nVersion: 0.2.0\nFilename: ./${deb.name}\nSize: 1000\nSHA256: ${'0'.repeat(64)}\n`,
  );
  expect(releaseFile('x', new Date(0))).toContain(
    'Date: Thu, 01 Jan 1970 00:00:00 GMT\nSHA256:\n 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 1 Packages\n',
  );
});

test('checksums are lines of sha256sum', () => {
  expect(checksums(facts.files.slice(0, 1))).toBe(`${'0'.repeat(64)}  ${names[0]}\n`);
});

describe('the list of what is in the program', () => {
  const zod = { name: 'zod', version: '4.0.0', purl: 'pkg:npm/zod@4.0.0', scope: 'optional' };
  const all = { specVersion: '1.5', components: [zod, { name: 'vite', version: '8.0.0' }], dependencies: [1] };

  test('has what is bundled and the runtime, and nothing else', () => {
    expect(sbomOf(all, [{ name: 'zod', version: '4.0.0' }], '45.0.0')).toEqual({
      specVersion: '1.5',
      components: [
        { ...zod, scope: 'required' },
        {
          type: 'framework',
          name: 'electron',
          version: '45.0.0',
          purl: 'pkg:npm/electron@45.0.0',
          scope: 'required',
        },
      ],
    });
  });

  test('is not made when something bundled would be missing in it', () => {
    expect(() => sbomOf(all, [{ name: 'zod', version: '3.0.0' }], '45.0.0')).toThrow('zod 3.0.0');
  });
});

test.each([
  ['0.2.0', '* Two'],
  ['0.1.0', '* One\n\n### Fixed\n\n* Half'],
  ['0.3.0', '* Next'],
])('the notes of %s are its part of the changelog', (version, notes) => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n* Next\n\n## [0.2.0] - 2026-11-29\n\n* Two\n\n## [0.1.0]\n* One\n\n### Fixed\n\n* Half\n';
  expect(notesOf(changelog, version)).toBe(notes);
});
