/** The files of a package, as they lie on the computer that installs it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PackageRequest } from './fpm-arguments.ts';

/** Gives the folder with all files to `use`, and takes it away afterwards. */
export function withStaging(request: PackageRequest, use: (work: string, files: string) => void): void {
  const work = mkdtempSync(join(tmpdir(), 'adit-package-'));
  const files = join(work, 'files');
  try {
    mkdirSync(files);
    for (const { from, to } of request.inputs) {
      const target = join(files, to);
      const isFolder = statSync(from).isDirectory();
      mkdirSync(isFolder ? target : dirname(target), { recursive: true });
      // Links and modes as they are; who owns them is decided by the package.
      execFileSync('cp', ['-a', '--no-preserve=ownership', isFolder ? `${from.replace(/\/$/, '')}/.` : from, target]);
    }
    use(work, files);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** All that is no folder, and all folders, each as a path of the installed system. */
export function listing(files: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  const entries = readdirSync(files, { recursive: true, withFileTypes: true });
  const path = (entry: (typeof entries)[number]) => join(entry.parentPath, entry.name).slice(files.length);
  return {
    files: entries.filter((entry) => !entry.isDirectory()).map(path),
    folders: entries.filter((entry) => entry.isDirectory()).map(path),
  };
}
