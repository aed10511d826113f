/** npm run dev [-- ARGS]: the app with hot reload of the renderer and restart on changes of main. */
import { join } from 'node:path';
import { handOver } from './hand-over.ts';
import { forgetBuild, root, viteConfiguration } from './outputs.ts';
import { findRuntime, whyNoSandbox } from './runtime.ts';

const found = await findRuntime();
if (found.kind === 'missing') {
  console.error(found.advice.join('\n'));
  process.exit(1);
}
// It builds into the same out/, but for development: `npm start` has to build again afterwards.
forgetBuild('release');

const reason = whyNoSandbox(found.runtime);
const electronVite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
const line = [electronVite, 'dev', '--watch', '-c', viteConfiguration];
if (reason !== null) {
  console.error(`Starting without Chromium's sandbox (--no-sandbox), because ${reason}.`);
  line.push('--noSandbox');
}
handOver(process.execPath, [...line, '--', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, ELECTRON_EXEC_PATH: found.runtime.executable },
});
