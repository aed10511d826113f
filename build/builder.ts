/** electron-builder, started with our configuration. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './outputs.ts';
import type { Runtime } from './runtime.ts';

/** Its exit status. With a runtime of its own it downloads none; nothing is ever published from here. */
export function runBuilder(
  line: readonly string[],
  runtime: Pick<Runtime, 'version' | 'directory'> | null,
  env: Readonly<Record<string, string>>,
): number | null {
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const own = ['--config', 'electron-builder.yml', '--publish', 'never'];
  const electron =
    runtime === null ? [] : [`-c.electronVersion=${runtime.version}`, `-c.electronDist=${runtime.directory}`];
  const { status } = spawnSync(process.execPath, [builder, ...own, ...electron, ...line], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status;
}
