/** npm run package [-- ARGS of electron-builder]: packages of this system, or what ARGS ask for, in dist/. */
import { join } from 'node:path';
import { handOver } from './hand-over.ts';
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
handOver(process.execPath, [join(root, 'node_modules/electron-builder/cli.js'), ...line, ...process.argv.slice(2)], {
  cwd: root,
});
