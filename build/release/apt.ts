/** A repository for apt beside the files of a release: one folder, https://wiki.debian.org/DebianRepository/Format#Flat_Repository_Format. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts, ReleaseFile } from './facts.ts';

/** A package's paragraph: what its control file says, and where it is. Pure. */
export const paragraph = (control: string, { name, size, sha256 }: ReleaseFile): string =>
  `${control.trimEnd()}\nFilename: ./${name}\nSize: ${size}\nSHA256: ${sha256}\n`;

/** What apt checks the list of packages with. Pure. */
export function releaseFile(packages: string, date: Date): string {
  const sha256 = createHash('sha256').update(packages).digest('hex');
  return [
    'Origin: Adit',
    'Label: Adit',
    'Suite: stable',
    'Architectures: amd64 arm64',
    `Date: ${date.toUTCString()}`,
    'SHA256:',
    ` ${sha256} ${Buffer.byteLength(packages)} Packages`,
    '',
  ].join('\n');
}

/**
 * Writes `Packages` and `Release` into the folder; where there is a key to sign with (the id of one that gpg has) `InRelease`,
 * too, and `adit.asc`, the public key for `signed-by`. Without it apt takes the repository only as `[trusted=yes]`.
 */
export function writeAptRepository(folder: string, facts: Facts, date: Date, key: string | null): void {
  const debs = facts.files.filter(({ kind }) => kind === 'deb');
  const control = ({ name }: ReleaseFile) =>
    execFileSync('dpkg-deb', ['--field', join(folder, name)], { encoding: 'utf8' });
  const packages = debs.map((deb) => paragraph(control(deb), deb)).join('\n');
  writeFileSync(join(folder, 'Packages'), packages);
  writeFileSync(join(folder, 'Release'), releaseFile(packages, date));
  if (key === null) return;
  const gpg = (line: readonly string[], input = '') => execFileSync('gpg', ['--batch', ...line], { input });
  const release = readFileSync(join(folder, 'Release'), 'utf8');
  writeFileSync(join(folder, 'InRelease'), gpg(['--local-user', key, '--clearsign', '--output', '-'], release));
  writeFileSync(join(folder, 'adit.asc'), gpg(['--armor', '--export', key]));
}
