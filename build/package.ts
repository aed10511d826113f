/** npm run package [-- ARGS of electron-builder]: packages of this system, or what ARGS ask for, in dist/. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, root } from './outputs.ts';
import { findRuntime } from './runtime.ts';

ensureBuilt('release');

const line = ['--config', 'electron-builder.yml', '--publish', 'never'];
// electron-builder fetches the pinned Electron itself, for any system; only another runtime has to be named.
if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
  const found = await findRuntime();
  if (found.kind === 'missing') {
    console.error(found.advice.join('\n'));
    process.exit(1);
  }
  const { version, directory } = found.runtime;
  console.error(`Packaging with Electron ${version} of ELECTRON_OVERRIDE_DIST_PATH, for trials only.`);
  line.push(`-c.electronVersion=${version}`, `-c.electronDist=${directory}`);
}
const builder = join(root, 'node_modules/electron-builder/cli.js');
const { status } = spawnSync(process.execPath, [builder, ...line, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) {
  console.error(
    'Packaging failed; see above. If that was a download: with ELECTRON_OVERRIDE_DIST_PATH set to the directory of an Electron runtime, `npm run package -- --linux dir` needs none.',
  );
}
process.exitCode = status ?? 1;
