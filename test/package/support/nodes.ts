/** Node in the versions that the command line has to run on, as npm brings them. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { execute } from '../../peers/tools.ts';

const cache = join(homedir(), '.cache/adit-tests');

/** npm as a script: the one that runs this, or that of the Node on the PATH. */
export async function npmScript(): Promise<string | null> {
  const given = process.env['npm_execpath'];
  if (given?.endsWith('.js') && existsSync(given)) return given;
  const found = await execute('npm', ['root', '--global']).catch(() => null);
  const file = found === null ? null : join(found.stdout.trim(), 'npm/bin/npm-cli.js');
  return file !== null && existsSync(file) ? file : null;
}

/** The program of this version, for this computer or another processor; null when it cannot be had. It is fetched once. */
export async function nodeOf(version: string, npm: string, arch: string = process.arch): Promise<string | null> {
  const isForeign = arch !== process.arch;
  if (process.version === `v${version}` && !isForeign) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${arch}`;
  const place = join(cache, isForeign ? `node-${version}-${arch}` : `node-${version}`);
  const program = join(place, 'node_modules', name, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  if (existsSync(program)) return program;
  const draft = `${place}.${process.pid}`;
  try {
    await mkdir(dirname(place), { recursive: true });
    // npm refuses what is not for this processor, unless it is told to install for another one.
    const line = ['install', '--no-audit', '--no-fund', '--force', '--prefix', draft, `${name}@${version}`];
    await execute(process.execPath, [npm, ...line]);
    await rename(draft, place);
  } catch {
    await rm(draft, { recursive: true, force: true });
  }
  return existsSync(program) ? program : null;
}
