/** Where the Electron runtime is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './outputs.ts';

export interface Runtime {
  /** The directory as ELECTRON_OVERRIDE_DIST_PATH names it. */
  readonly directory: string;
  readonly executable: string;
  readonly version: string;
  /** Whether it is another one than the version that package.json pins. */
  readonly overridden: boolean;
}

const executableIn = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
} as const satisfies Partial<Record<NodeJS.Platform, string>>;

const executableName: string =
  process.platform === 'darwin' || process.platform === 'win32' ? executableIn[process.platform] : 'electron';

const electronPackage = join(root, 'node_modules/electron');

export const pinnedVersion = (): string =>
  JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;

function runtimeIn(directory: string, overridden: boolean): Runtime | null {
  const executable = join(directory, executableName);
  const versionFile = join(directory, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return null;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { directory, executable, version, overridden };
}

function installed(): Runtime | null {
  const runtime = runtimeIn(join(electronPackage, 'dist'), false);
  return runtime?.version === pinnedVersion() ? runtime : null;
}

/** The answer, or what a person can do about it, a sentence a line. */
export type Found =
  | { readonly kind: 'found'; readonly runtime: Runtime }
  | { readonly kind: 'missing'; readonly advice: readonly string[] };

/**
 * The runtime that ELECTRON_OVERRIDE_DIST_PATH names, or the pinned one, which Electron's own installer fetches when it
 * is not there yet (since Electron 42 npm does not).
 */
export async function findRuntime(): Promise<Found> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const runtime = runtimeIn(override, true);
    if (runtime !== null) return { kind: 'found', runtime };
    return {
      kind: 'missing',
      advice: [`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no Electron in ${override}.`],
    };
  }
  const present = installed();
  if (present !== null) return { kind: 'found', runtime: present };
  const installer = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    stdio: 'ignore',
    timeout: 600_000,
  });
  const slow = setTimeout(() => console.error(`Fetching Electron ${pinnedVersion()}, about 120 MB …`), 2000);
  await once(installer, 'exit');
  clearTimeout(slow);
  const fetched = installed();
  if (fetched !== null) return { kind: 'found', runtime: fetched };
  return {
    kind: 'missing',
    advice: [
      `Electron ${pinnedVersion()} could not be downloaded. Set ELECTRON_OVERRIDE_DIST_PATH to the directory of an Electron runtime.`,
    ],
  };
}

const readNumber = (file: string): number | null => {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** Why Chromium's sandbox cannot be used for a run out of the source tree, or null. Installed packages bring what it needs. */
export function whyNoSandbox({ directory }: Runtime): string | null {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'you are root';
  const helper = join(directory, 'chrome-sandbox');
  const setuid = existsSync(helper) && statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0;
  const forbidden =
    readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === 1 ||
    readNumber('/proc/sys/kernel/unprivileged_userns_clone') === 0;
  return forbidden && !setuid ? 'this system keeps programs that are not installed from making one' : null;
}
