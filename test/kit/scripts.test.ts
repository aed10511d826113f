/** The scripts of a kit, for every platform, by those who know better. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answers, platforms } from '../../preload/kit-answers.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { findTool, hasTool } from '../peers/tools.ts';
import { answersWith, client, writeKit } from './kits.ts';

const execute = promisify(execFile);
let directory: TemporaryDirectory;
beforeAll(async () => {
  directory = await temporaryDirectory('adit-kit-');
});
afterAll(() => directory.close());

const ssh = { name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 } as const;
const far = { name: 'redis', application: 'redis', host: 'redis', port: 6379, accept: 6380 } as const;
const variants: readonly (readonly [string, Partial<Answers>])[] = [
  ['usual', { services: [ssh] }],
  ['by name', { services: [ssh, far], page: { kind: 'sni', host: '127.0.0.1', port: 80 } }],
  ['Let’s Encrypt', { services: [ssh, far], certificate: { kind: 'lets-encrypt', email: "o'hara@example.org" } }],
];
const all = platforms.flatMap((platform) => variants.map(([name, said]) => [platform, name, said] as const));

async function written(changes: Partial<Answers>): Promise<string> {
  const folder = path.join(directory.path, crypto.randomUUID());
  await writeKit(folder, answersWith({ clients: 'certificate', ...changes }), { add: [client('alice')] });
  return path.join(folder, 'server');
}
const allowed = ([platform, , said]: (typeof all)[number]) => platform !== 'windows' || said.certificate === undefined;

describe.skipIf(!hasTool('shellcheck'))('shellcheck', () => {
  it.each(all.filter(allowed))('has nothing to say of the scripts for %s (%s)', async (platform, _, said) => {
    const folder = await written({ ...said, platform });
    const scripts = (await readdir(folder)).filter((name) => /\.(?:sh|rc)$/.test(name));
    expect(scripts.length > 0).toBe(platform !== 'windows');
    if (scripts.length === 0) return;
    const found = await execute(findTool('shellcheck') ?? '', ['--shell=sh', ...scripts], { cwd: folder }).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(found).toBe('');
  });
});

describe.skipIf(!hasTool('systemd-analyze'))('systemd', () => {
  it('knows every line of the unit, and finds it well locked up', async () => {
    const unit = path.join(await written({ services: [ssh] }), 'adit-server.service');
    const { stdout } = await execute('systemd-analyze', ['security', '--offline=yes', '--no-pager', unit]);
    const [, exposure = '10'] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
    const { stderr } = await execute('systemd-analyze', ['verify', '--man=no', unit]).catch(
      (error: { stderr: string }) => error,
    );
    expect(
      stderr.split('\n').filter((line) => line.includes(path.basename(unit)) && !/not executable/.test(line)),
    ).toEqual([]);
  });
});

describe('what a container is made of', () => {
  const containers = all.filter(([platform]) => platform === 'docker' || platform === 'compose');
  it.each(containers)('%s (%s) passes the linters', async (platform, _, said) => {
    const folder = await written({ ...said, platform });
    expect(validate(await readFile(path.join(folder, 'Dockerfile'), 'utf8'))).toEqual([]);
    // Whoever uses the tunnels comes from outside: the port is for all interfaces.
    const rules = { 'no-unbound-port-interfaces': 0 } as const;
    const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
    const found = platform === 'compose' ? await linter.lintFiles([path.join(folder, 'compose.yaml')], false) : [];
    expect(found.flatMap(({ messages }) => messages)).toEqual([]);
  });
});

it('neither the configuration nor keys go into the image', async () => {
  const folder = await written({ services: [ssh], platform: 'docker' });
  expect(await readFile(path.join(folder, '.dockerignore'), 'utf8')).toBe('*\n');
  expect(await readFile(path.join(folder, 'Dockerfile'), 'utf8')).not.toMatch(/^(?:COPY|ADD) /m);
});

it('the hook of a container finds a kit in a folder with blanks', async () => {
  const folder = await written({ platform: 'compose', certificate: { kind: 'lets-encrypt', email: null } });
  const install = await readFile(path.join(folder, 'install.sh'), 'utf8');
  const place = /^sed (.*)$/m.exec(install)?.[0] ?? '';
  const kit = path.join(directory.path, 'my tunnels');
  await execute('cp', ['-r', folder, kit]);
  const { stdout } = await execute(
    'sh',
    [
      '-c',
      `kit=$(pwd); ${place}; sed -n "s/^install.*\\"\\$lineage/echo \\"\\$lineage/p; /^place=/p; s/^lineage=.*/lineage=live/p" renewed.sh.here | sh`,
    ],
    { cwd: kit },
  );
  expect(stdout).toBe(`live/fullchain.pem ${kit}/server.pem\nlive/privkey.pem ${kit}/server.key\n`);
});
