/** npm start [-- ARGS]: the app, out of the source tree. */
import { handOver } from './hand-over.ts';
import { ensureBuilt, root } from './outputs.ts';
import { findRuntime, whyNoSandbox } from './runtime.ts';

const headless = 'Without a window, the same engine runs in a terminal: npm run adit -- demo';

function giveUp(reason: string): never {
  console.error(`${reason}\n${headless}`);
  process.exit(1);
}

const found = await findRuntime();
if (found.kind === 'missing') giveUp(found.advice.join(' '));
if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
  giveUp(
    'There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start from a desktop, or under xvfb-run -a.',
  );
}
ensureBuilt('release');

const { runtime } = found;
const reason = whyNoSandbox(runtime);
if (reason !== null) console.error(`Starting without Chromium's sandbox (--no-sandbox), because ${reason}.`);

const line = [root, ...(reason === null ? [] : ['--no-sandbox']), ...process.argv.slice(2)];
// Set by some editors' terminals; it would make Electron a plain Node.
const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
handOver(runtime.executable, line, { env });
