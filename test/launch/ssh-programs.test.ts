/** What goes by ssh, through tunnels, by the names that Adit writes into ~/.ssh/config. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planLaunch } from '../../main/launch/plan.ts';
import { setHostBlocks } from '../../main/launch/ssh-config/config-file.ts';
import { hostBlocks } from '../../main/launch/ssh-config/hosts.ts';
import type { Profile } from '../../preload/types.ts';
import { runtimes, startEngine } from '../engine/runtimes.ts';
import { prepared } from '../engine/setup.ts';
import { isReachable, pinned, portOf, specification } from '../engine/specification.ts';
import { plainProfile } from '../export/arbitrary.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { type Sshd, startSshd } from '../peers/sshd.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

const setup = prepared();
const [runtime] = runtimes;
const tools = ['ssh', 'sshd', 'scp', 'sftp', 'git', 'rsync', 'stunnel', 'openssl'];
const missing = tools.filter((name) => !hasTool(name));

/** Two servers behind one host name, each with a tunnel to it, and a configuration that knows them as `one` and `two`. */
async function setUp(stack: AsyncDisposableStack) {
  if (runtime === undefined) throw new Error('no runtime');
  const directory = stack.use(await temporaryDirectory());
  const sshds = [stack.use(await startSshd()), stack.use(await startSshd())] as const;
  const running = stack.use(await startEngine(runtime, setup.child.file));
  const { certificate, key } = setup.certificate;
  const profiles: Profile[] = [];
  for (const [index, sshd] of sshds.entries()) {
    const id = `tunnel-${index}`;
    const server = stack.use(await startStunnel({ connect: sshd.port, certificate, key }));
    running.engine.start(specification(server.port, { id, trust: pinned(setup.certificate.pem) }));
    const port = portOf(await running.until(id, isReachable));
    profiles.push(
      plainProfile({
        id,
        name: `Server ${index + 1}`,
        user: sshd.user,
        identityFile: sshd.key,
        accept: [{ host: '127.0.0.1', port }],
        connect: [{ host: 'server.example.org', port: server.port }],
        sshConfig: { alias: index === 0 ? 'one' : 'two', way: 'port' },
      }),
    );
  }
  const file = path.join(directory.path, 'config');
  const knownHosts = path.join(directory.path, 'known_hosts');
  const own = ['BatchMode yes', 'IdentitiesOnly yes', 'IdentityAgent none', 'StrictHostKeyChecking accept-new'];
  await writeFile(file, `Host *\n${[...own, `UserKnownHostsFile ${knownHosts}`].join('\n')}\n`);
  expect(
    await setHostBlocks(file, hostBlocks(profiles, { platform: process.platform, connectCommand: null })),
  ).toMatchObject({ kind: 'written' });
  const ssh = `${requireTool('ssh')} -F ${file}`;
  const run = async (tool: string, args: readonly string[]): Promise<string> => {
    const env = {
      ...process.env,
      GIT_SSH_COMMAND: ssh,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    return (await execute(requireTool(tool), [...args], { env, maxBuffer: 1e8 })).stdout;
  };
  const place = (name: string) => path.join(directory.path, name);
  return { file, knownHosts, sshds, profiles, ssh, run, place };
}

const keyOf = async (knownHosts: string, { hostKey }: Sshd) =>
  (await readFile(knownHosts, 'utf8'))
    .split('\n')
    .filter((line) => line.includes(hostKey))
    .map((line) => line.split(' ')[0]);

describe.skipIf(missing.length > 0 || runtime?.executable == null)(`by name (${tools.join(', ')})`, () => {
  test('commands, scp, sftp, rsync, and Git both ways', async () => {
    await using stack = new AsyncDisposableStack();
    const { file, ssh, run, place } = await setUp(stack);
    const bytes = randomBytes(3_000_000);
    await writeFile(place('bytes'), bytes);
    const same = async (name: string) => expect((await readFile(place(name))).equals(bytes), name).toBe(true);

    expect(await run('ssh', ['-F', file, 'one', 'printf %s "a b"'])).toBe('a b');

    await run('scp', ['-q', '-F', file, place('bytes'), `one:${place('by-scp')}`]);
    await same('by-scp');

    await writeFile(place('batch'), `get ${place('bytes')} ${place('by-sftp')}\n`);
    await run('sftp', ['-q', '-F', file, '-b', place('batch'), 'one']);
    await same('by-sftp');

    await run('rsync', ['-e', ssh, '--checksum', `one:${place('bytes')}`, place('by-rsync')]);
    await same('by-rsync');

    await run('git', ['init', '-q', '--bare', '-b', 'main', place('far.git')]);
    await run('git', ['clone', '-q', `one:${place('far.git')}`, place('near')]);
    await writeFile(place('near/bytes'), bytes);
    await run('git', ['-C', place('near'), 'add', 'bytes']);
    await run('git', ['-C', place('near'), 'commit', '-q', '-m', 'Bytes']);
    await run('git', ['-C', place('near'), 'push', '-q', 'origin', 'HEAD:main']);
    await run('git', ['clone', '-q', '-b', 'main', `one:${place('far.git')}`, place('again')]);
    await same('again/bytes');
  });

  test('a gibibyte, every byte', async () => {
    await using stack = new AsyncDisposableStack();
    const { file } = await setUp(stack);
    // No two parts of it are alike, and neither end has to keep it.
    const command = 'seq 1 200000000 | head -c 1073741824';
    const child = spawn(requireTool('ssh'), ['-F', file, 'one', command], { stdio: ['ignore', 'pipe', 'inherit'] });
    const hash = createHash('sha256');
    let size = 0;
    child.stdout.on('data', (bytes: Buffer) => {
      size += bytes.length;
      hash.update(bytes);
    });
    const [[status], { stdout: right }] = await Promise.all([
      once(child, 'close'),
      execute('sh', ['-c', `${command} | sha256sum`]),
    ]);
    expect({ status, size }).toEqual({ status: 0, size: 2 ** 30 });
    expect(hash.digest('hex')).toBe(right.split(' ')[0]);
  }, 240_000);

  test('two servers behind one host name are never taken for each other, and a changed key is told', async () => {
    await using stack = new AsyncDisposableStack();
    const { file, knownHosts, sshds, profiles, run } = await setUp(stack);
    const [one, two] = sshds;
    for (const name of ['one', 'two', 'one']) await run('ssh', ['-F', file, name, 'true']);
    const aliases = profiles.map(({ connect }) => `[server.example.org]:${connect[0]?.port}`);
    expect([await keyOf(knownHosts, one), await keyOf(knownHosts, two)]).toEqual(aliases.map((alias) => [alias]));

    const text = await readFile(knownHosts, 'utf8');
    await writeFile(knownHosts, text.replace(`${aliases[0]} ${one.hostKey}`, `${aliases[0]} ${two.hostKey}`));
    await expect(run('ssh', ['-F', file, 'one', 'true'])).rejects.toMatchObject({
      code: 255,
      stderr: expect.stringContaining('REMOTE HOST IDENTIFICATION HAS CHANGED'),
    });
    expect(await run('ssh', ['-F', file, 'two', 'echo there'])).toBe('there\n');
  });

  test('goes on to a host behind the server, by its name and by the command to copy', async () => {
    await using stack = new AsyncDisposableStack();
    const { file, knownHosts, sshds, profiles, run } = await setUp(stack);
    const [one, two] = sshds;
    const [first = plainProfile()] = profiles;
    const behind = { ...first, onward: { user: two.user, host: '127.0.0.1', port: two.port } };
    await setHostBlocks(file, hostBlocks([behind], { platform: process.platform, connectCommand: null }));
    // Each of the two takes a key of its own.
    expect(await run('ssh', ['-F', file, '-i', two.key, 'one', 'echo there'])).toBe('there\n');
    // The server in between is known by its own name, and not as 127.0.0.1.
    const alias = `[server.example.org]:${first.connect[0]?.port}`;
    const names = [[alias], [`[127.0.0.1]:${two.port}`]];
    expect([await keyOf(knownHosts, one), await keyOf(knownHosts, two)]).toEqual(names);

    await writeFile(knownHosts, '');
    const planned = planLaunch(behind, { platform: 'linux', installed: null, programs: undefined });
    if (planned?.start?.kind !== 'terminal') throw new Error('it does not run in a terminal');
    const [, ...args] = planned.start.argv.map((word) => word.replace('=ssh ', `=ssh -F ${file} `));
    expect(await run('ssh', ['-F', file, '-i', two.key, ...args, 'echo there'])).toBe('there\n');
    expect([await keyOf(knownHosts, one), await keyOf(knownHosts, two)]).toEqual(names);
  });

  test.skipIf(!hasTool('plink'))('PuTTY keeps them apart by the same names', async () => {
    await using stack = new AsyncDisposableStack();
    const { sshds, profiles, place } = await setUp(stack);
    const [{ accept: [local] = [], connect: [server] = [] } = plainProfile()] = profiles;
    const args = [
      '-batch',
      '-ssh',
      '-P',
      String(local?.port),
      '-l',
      sshds[0].user,
      '-loghost',
      `[server.example.org]:${server?.port}`,
    ];
    const tried = await execute(requireTool('plink'), [...args, '127.0.0.1', 'true'], {
      env: { ...process.env, HOME: place('') },
    }).catch((error: unknown) => error);
    // Nobody has said yes to its key, and the question names the server, not 127.0.0.1.
    const { stderr = '' } = tried as { stderr?: string };
    expect(stderr).toContain('server.example.org');
    expect(stderr).not.toContain('127.0.0.1');
  });
});
