/** electron-builder, started with our configuration. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './outputs.ts';
import type { Runtime } from './runtime.ts';

/**
 * Where installed programs look for newer versions: the folder that ADIT_UPDATE_URL names. Without it a package does not
 * know of any, and says so. Nothing is published from here.
 */
const updates = (): readonly string[] => {
  const url = process.env['ADIT_UPDATE_URL'];
  return url ? ['-c.publish.provider=generic', `-c.publish.url=${url}`] : [];
};

/** Its exit status. With a runtime of its own it downloads none; nothing is published. */
export function runBuilder(
  line: readonly string[],
  runtime: Pick<Runtime, 'version' | 'directory'> | null,
  env: Readonly<Record<string, string>>,
): number | null {
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const own = ['--config', 'electron-builder.yml', '--publish', 'never'];
  const electron =
    runtime === null ? [] : [`-c.electronVersion=${runtime.version}`, `-c.electronDist=${runtime.directory}`];
  const { status } = spawnSync(process.execPath, [builder, ...own, ...updates(), ...electron, ...line], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status;
}
