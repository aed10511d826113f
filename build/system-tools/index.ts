/**
 * Tools of the system in the place of those that electron-builder downloads, for a computer that reaches no download host:
 * `npm run package -- --system-tools …`. What a release is made with stays electron-builder's.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The program's place, or null. */
function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/**
 * Environment variables for electron-builder; what is missing here it downloads as usual. `folder` is for small files of
 * ours. An AppImage begins with a runtime that no distribution has: a file of that kind, or null to have it downloaded.
 */
export function systemTools(folder: string, appImageRuntime: string | null): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  mkdirSync(folder, { recursive: true });
  const sevenZip = onPath('7za');
  if (sevenZip !== null) env['ELECTRON_BUILDER_7ZIP_PATH'] = sevenZip;
  if (onPath('dpkg-deb') !== null || onPath('rpmbuild') !== null) {
    const fpm = join(folder, 'fpm');
    writeFileSync(fpm, `#!/bin/sh\nexec '${process.execPath}' '${join(import.meta.dirname, 'fpm.ts')}' "$@"\n`);
    chmodSync(fpm, 0o755);
    env['CUSTOM_FPM_PATH'] = fpm;
  }
  if (appImageRuntime !== null) env['APPIMAGE_TOOLS_PATH'] = appImageTools(join(folder, 'appimage'), appImageRuntime);
  return env;
}

/** The layout that electron-builder looks for (app-builder-lib, toolsets/linux.js). */
function appImageTools(folder: string, runtime: string): string {
  const programs = join(folder, `linux-${process.arch}`);
  mkdirSync(programs, { recursive: true });
  for (const name of ['mksquashfs', 'desktop-file-validate']) {
    const program = onPath(name);
    if (program === null) throw new Error(`An AppImage needs ${name}, which is not installed.`);
    if (!existsSync(join(programs, name))) symlinkSync(program, join(programs, name));
  }
  for (const arch of ['x64', 'arm64']) {
    mkdirSync(join(folder, 'lib', arch), { recursive: true });
    execFileSync('cp', [runtime, join(folder, `runtime-${arch}`)]);
  }
  return folder;
}
