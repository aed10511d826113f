/** Packages of npm for another system than this one, which an installation leaves out, each with the digest it must have. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../build/outputs.ts';

export interface WantedPackage {
  readonly name: string;
  readonly version: string;
  /** As lock files have it: `sha512-` and base64. */
  readonly integrity: string;
}

interface Locked {
  readonly version: string;
  readonly integrity: string;
}

/** A package of the project's own lock file. */
export function lockedPackage(name: string, path = `node_modules/${name}`): WantedPackage {
  const { packages }: { packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  );
  const found = packages[path];
  if (found === undefined) throw new Error(`${path} is not in package-lock.json`);
  return { name, version: found.version, integrity: found.integrity };
}

/** Fetches a package and unpacks it into a folder; throws with one sentence when that does not work. */
export function unpackPackage({ name, version, integrity }: WantedPackage, folder: string): void {
  const work = mkdtempSync(join(tmpdir(), 'adit-package-'));
  try {
    const { status, error } = spawnSync('npm', ['pack', '--silent', `${name}@${version}`], {
      cwd: work,
      stdio: 'ignore',
    });
    const [archive] = readdirSync(work);
    if (status !== 0 || archive === undefined) {
      throw new Error(`npm could not fetch ${name}@${version}${error === undefined ? '' : ` (${error.message})`}`);
    }
    const file = join(work, archive);
    if (`sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}` !== integrity) {
      throw new Error(`${name}@${version} is not the file that is expected`);
    }
    mkdirSync(folder, { recursive: true });
    const unpacked = spawnSync('tar', ['xzf', file, '-C', folder, '--strip-components=1'], { stdio: 'ignore' });
    if (unpacked.status !== 0) throw new Error(`${name}@${version} could not be unpacked`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
