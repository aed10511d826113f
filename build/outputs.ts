/** The two builds, and whether what lies in `out/` is what the sources say. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** `release` is what users get, in out/; `e2e` has the hooks of the end-to-end tests, in out/e2e/. */
export type Variant = 'release' | 'e2e';

const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
export const viteConfiguration = join(root, 'build/electron.vite.config.ts');

const directoryOf = (variant: Variant): string => join(root, variant === 'e2e' ? 'out/e2e' : 'out');
const stampOf = (variant: Variant): string => join(directoryOf(variant), '.sources');

/** Everything that can change what the build makes. */
const sources = [
  'main',
  'preload',
  'renderer',
  'build/tray',
  'build/icons/png',
  'build/electron.vite.config.ts',
  'build/whole-writes.ts',
  'build/words.ts',
  'package.json',
];

function filesUnder(path: string): string[] {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  const entries = readdirSync(absolute, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function hashOfSources(): string {
  const files = sources.flatMap((path) => (/\.\w+$/.test(path) ? [join(root, path)] : filesUnder(path)));
  const hash = createHash('sha256');
  for (const file of [...files, join(root, 'package-lock.json')].filter((name) => !name.includes('.test.')).sort()) {
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

export function isBuilt(variant: Variant): boolean {
  const stamp = stampOf(variant);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources();
}

/** The next `build` starts anew, also when the sources have not changed. */
export const forgetBuild = (variant: Variant): void => rmSync(stampOf(variant), { force: true });

/** Builds, with all output on stderr; false when that failed, and then the reason has been printed. */
export function build(variant: Variant): boolean {
  forgetBuild(variant);
  const hash = hashOfSources();
  const { status } = spawnSync(
    process.execPath,
    [electronVite, 'build', '-c', viteConfiguration, '--logLevel', 'warn'],
    { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ADIT_E2E: variant === 'e2e' ? '1' : '' } },
  );
  if (status !== 0) return false;
  writeFileSync(stampOf(variant), hash);
  return true;
}

/** Builds when that is needed. Ends the process when it fails: nothing that needs the build can go on. */
export function ensureBuilt(variant: Variant): void {
  if (isBuilt(variant)) return;
  console.error(`Building ${directoryOf(variant) === join(root, 'out') ? 'Adit' : "Adit's end-to-end variant"} …`);
  if (build(variant)) return;
  console.error('The build failed; see above.');
  process.exit(1);
}
