/**
 * node build/setup.mjs SCRIPT ARGS: makes a fresh clone ready, then runs SCRIPT on the project's own Node.
 *
 * Every npm script goes through here, so that each works on a fresh clone and on any Node that npm itself runs on. For
 * the same reason this file needs nothing but Node's built-in modules, and no syntax that must be compiled.
 * Everything it has to say goes to stderr: stdout belongs to SCRIPT.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
/** Node 24, the one Electron embeds; the npm package `node` brings it. */
const node = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
};

/**
 * Why `npm ci` has to run, or null. npm records what it installed in a lock file of its own; asking that one notices
 * an interrupted installation and a changed lock file, and needs no trust in the times of files.
 */
function whatIsMissing() {
  const installed = readPackages(join(modules, '.package-lock.json'));
  if (installed === null || !existsSync(node)) return 'The dependencies are not installed yet.';
  const wanted = readPackages(join(root, 'package-lock.json')) ?? {};
  for (const [path, { version, optional, peer }] of Object.entries(wanted)) {
    const found = installed[path];
    // Packages for other systems are optional; npm leaves them out.
    if (path === '' || (found === undefined && (optional || peer))) continue;
    if (found?.version !== version) return 'The dependencies have changed.';
  }
  return null;
}

function install(reason) {
  console.error(`${reason} Running npm ci; this takes a minute.`);
  const viaNpm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, ...line] = viaNpm?.endsWith('.js') ? [process.execPath, viaNpm, ...args] : ['npm', ...args];
  // On Windows npm is a .cmd file, which only a shell can start.
  const shell = command === 'npm' && process.platform === 'win32';
  const { status, error } = spawnSync(command, line, { cwd: root, stdio: ['ignore', 2, 2], shell });
  if (status === 0 && whatIsMissing() === null) return;
  console.error(error === undefined ? 'npm ci failed; see above.' : `npm could not be started: ${error.message}`);
  process.exit(1);
}

function run(script, args) {
  // So that what SCRIPT starts by the name of `node` is the same one.
  process.env.PATH = [join(modules, '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, [script, ...args], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well; `kill PID` reaches only this process.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // `kill` of npm ends npm and its shell, which does not tell its own children: notice that they are gone.
  const parent = process.ppid;
  const watch = () => process.ppid === parent || child.kill('SIGTERM');
  if (process.env.npm_lifecycle_event !== undefined) setInterval(watch, 500).unref();
  child.on('error', (error) => {
    console.error(`${node} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

const [script, ...args] = process.argv.slice(2);
const reason = whatIsMissing();
if (reason !== null) install(reason);
if (script !== undefined) run(join(root, script), args);
