/** Programs of Windows beside Node, under Wine: what installers write, and what cmd.exe does. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { requireTool } from '../peers/tools.ts';

/** The folder that Wine's drive C: is; null outside of the suite `windows` on Linux. */
export function driveC(): string | null {
  const prefix = process.env['WINEPREFIX'];
  return process.platform === 'linux' && process.env['ADIT_TEST_WINDOWS_NODE'] !== undefined && prefix !== undefined
    ? path.join(prefix, 'drive_c')
    : null;
}

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
}

/** Runs a program of Windows to its end. */
export function runInWine(
  line: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Finished {
  const { status, stdout } = spawnSync(requireTool('wine64'), line, {
    ...(cwd === undefined ? {} : { cwd }),
    // Names of files and variables are UTF-8 for Wine where the system's language says so.
    env: { ...process.env, WINEDEBUG: '-all', LC_ALL: 'C.UTF-8', ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout: stdout.replaceAll('\r', '') };
}

/** Compiles a script for installers; the messages of the compiler on failure. */
export function makensis(script: string, file: string, defines: Readonly<Record<string, string>> = {}): void {
  writeFileSync(file, `\uFEFF${script}`);
  const line = Object.entries(defines).map(([name, value]) => `-D${name}=${value}`);
  const { status, stdout } = spawnSync(requireTool('makensis'), ['-V2', '-WX', ...line, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`makensis failed\n${stdout}`);
}
