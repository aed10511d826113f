/** What there is to say of a release, once: its files, and where they lie. Everything that is made of it starts here. */
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

export type Kind = 'deb' | 'rpm' | 'AppImage' | 'tar.gz' | 'setup' | 'portable' | 'dmg' | 'zip' | 'npm';

export interface ReleaseFile {
  readonly name: string;
  readonly kind: Kind;
  readonly arch: 'x64' | 'arm64' | 'any';
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

export interface Facts {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly author: string;
  readonly homepage: string;
  /** The folder of the files, with a slash at its end. */
  readonly url: string;
  readonly files: readonly ReleaseFile[];
}

const endings: readonly (readonly [RegExp, Kind])[] = [
  [/-setup\.exe$/, 'setup'],
  [/-portable\.exe$/, 'portable'],
  [/\.deb$/, 'deb'],
  [/\.rpm$/, 'rpm'],
  [/\.AppImage$/, 'AppImage'],
  [/\.tar\.gz$/, 'tar.gz'],
  [/\.dmg$/, 'dmg'],
  [/\.zip$/, 'zip'],
  [/^adit-[\d.].*\.tgz$/, 'npm'],
];

/** What a file of this name is; null: nothing that people download. Pure. */
export function fileOf(name: string): Pick<ReleaseFile, 'kind' | 'arch'> | null {
  const kind = endings.find(([ending]) => ending.test(name))?.[1];
  if (kind === undefined) return null;
  const arch = /(?:arm64|aarch64)/.test(name) ? 'arm64' : /(?:x64|amd64|x86_64)/.test(name) ? 'x64' : 'any';
  return { kind, arch };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Looks through a folder with the files of a release. */
export async function factsOf(folder: string, about: Omit<Facts, 'files'>): Promise<Facts> {
  const files: ReleaseFile[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    const file = fileOf(name);
    if (file === null) continue;
    const path = join(folder, name);
    files.push({ name, ...file, sha256: await sha256Of(path), size: statSync(path).size });
  }
  return { ...about, files };
}

/** From package.json and electron-builder.yml; `url` is where the release lies. */
export function aboutRelease(root: string, url: string, homepage: string): Omit<Facts, 'files'> {
  const { version, description, license, author } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Readonly<Record<'version' | 'description' | 'license' | 'author', string>>;
  return { version, description, license, author, homepage, url: url.replace(/\/?$/, '/') };
}

/** The file of this kind for this processor, or the one for all; null: the release has none. */
export const findFile = (facts: Facts, kind: Kind, arch: 'x64' | 'arm64'): ReleaseFile | null =>
  facts.files.find((file) => file.kind === kind && file.arch === arch) ??
  facts.files.find((file) => file.kind === kind && file.arch === 'any') ??
  null;

/** As `sha256sum --check` reads it. Pure. */
export const checksums = (files: readonly Pick<ReleaseFile, 'name' | 'sha256'>[]): string =>
  files.map(({ sha256, name }) => `${sha256}  ${name}\n`).join('');
