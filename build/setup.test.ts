/** setup.mjs in a project of its own, with a stand-in for npm that installs what the lock file says. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const npm = `
const { appendFileSync, mkdirSync, copyFileSync } = require('node:fs');
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
if (process.env.NPM_FAILS) process.exit(7);
mkdirSync('node_modules', { recursive: true });
copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
`;

const script = `console.log(JSON.stringify(process.argv.slice(2))); process.exit(Number(process.argv[2]));`;

let project = '';
const lock = (packages: object) => writeFile(join(project, 'package-lock.json'), JSON.stringify({ packages }));

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const setup = (line: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  new Promise((resolve) => {
    const options = { cwd: project, env: { ...process.env, npm_execpath: join(project, 'npm.js'), ...env } };
    const child = execFile(process.execPath, ['build/setup.mjs', ...line], options, (_, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });

const npmCalls = async (): Promise<number> => {
  const calls = await readFile(join(project, 'npm-calls'), 'utf8').catch(() => '');
  return calls.split('\n').filter(Boolean).length;
};

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'adit-setup-'));
  await mkdir(join(project, 'build'));
  await copyFile(join(import.meta.dirname, 'setup.mjs'), join(project, 'build/setup.mjs'));
  await writeFile(join(project, 'npm.js'), npm);
  await writeFile(join(project, 'script.cjs'), script);
  // The Node that the package `node` would bring.
  await mkdir(join(project, 'node_modules/node/bin'), { recursive: true });
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(project, 'node_modules/node/bin', name);
  await (process.platform === 'win32' ? copyFile(process.execPath, own) : symlink(process.execPath, own));
  await lock({ '': {}, 'node_modules/a': { version: '1.0.0' } });
});

afterEach(() => rm(project, { recursive: true, force: true }));

describe('setup', () => {
  test('installs on a fresh clone, once, and then runs the script with its arguments and its exit status', async () => {
    const first = await setup(['script.cjs', '3', '--flag', 'two words']);
    expect(first).toMatchObject({ status: 3, stdout: '["3","--flag","two words"]\n' });
    expect(first.stderr).toContain('not installed yet');
    const second = await setup(['script.cjs', '0']);
    expect(second).toMatchObject({ status: 0, stderr: '' });
    expect(await npmCalls()).toBe(1);
  });

  test('installs again when the lock file wants another version, or one package more', async () => {
    await setup(['script.cjs', '0']);
    await lock({ '': {}, 'node_modules/a': { version: '1.0.1' } });
    expect((await setup(['script.cjs', '0'])).stderr).toContain('have changed');
    await lock({ '': {}, 'node_modules/a': { version: '1.0.1' }, 'node_modules/b': { version: '2.0.0' } });
    await setup(['script.cjs', '0']);
    expect(await npmCalls()).toBe(3);
  });

  test('does not miss the packages of other systems', async () => {
    await setup(['script.cjs', '0']);
    await lock({
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '1.0.0', optional: true },
    });
    await setup(['script.cjs', '0']);
    expect(await npmCalls()).toBe(1);
  });

  test('ends with 1 and runs nothing when npm fails', async () => {
    const { status, stdout, stderr } = await setup(['script.cjs', '0'], { NPM_FAILS: '1' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('npm ci failed');
  });
});
