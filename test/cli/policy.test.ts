/** What an administrator has decided, as commands hold to it: with a folder /etc of their own, as nothing else says where a policy is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainProfile } from '../export/arbitrary.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { programNode } from '../peers/program-node.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { buildCli, type Cli, type Finished } from './support/cli.ts';

/** A mount of its own over /etc, with a folder for the policy in it; then the command. */
const inOwnEtc = [
  'set -e',
  'mount -t tmpfs policy "$1"',
  'mkdir "$1/upper" "$1/work"',
  'mount -t overlay policy -o "lowerdir=/etc,upperdir=$1/upper,workdir=$1/work" /etc',
  'mkdir -p /etc/adit',
  'printf %s "$2" > /etc/adit/policy.json',
  'shift 2',
  'exec "$@"',
].join('\n');

const hasOwnEtc =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  hasTool('unshare') &&
  (await execute('unshare', ['--mount', 'sh', '-c', inOwnEtc, 'sh', '/mnt', '{}', 'true']).then(
    () => true,
    () => false,
  ));

describe.skipIf(!hasOwnEtc || !hasTool('stunnel') || !hasTool('openssl'))('a policy of the computer', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let certificate: CertificateFiles;
  let pem: string;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
    certificate = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.example' });
    pem = (await execute('cat', [certificate.certificate])).stdout;
    await mkdir(path.join(directory.path, 'etc'));
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  async function run(policy: object, args: readonly string[], input = ''): Promise<Finished> {
    const command = [programNode, cli.program, ...args];
    const etc = path.join(directory.path, 'etc');
    const child = spawn('unshare', ['--mount', 'sh', '-c', inOwnEtc, 'sh', etc, JSON.stringify(policy), ...command], {
      stdio: 'pipe',
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: code as number | null, stdout, stderr };
  }

  const fileFor = async (port: number, trust: string) => {
    const file = path.join(directory.path, 'client.conf');
    await writeFile(file, `[mine]\nclient = yes\naccept = 1\nconnect = 127.0.0.1:${port}\n${trust}\n`);
    return file;
  };
  const strict = { requireVerification: true };

  it('keeps a service that verifies nobody from being run or connected, and says why in one sentence', async () => {
    const file = await fileFor(1, '');
    const ran = await run(strict, ['run', file]);
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/\[mine\] cannot be run: It does not verify.*administrator/),
    });
    const connected = await run(strict, ['connect', file, 'mine']);
    expect(connected).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^\[!\] \[mine\] It does not verify.*\n$/),
    });
  });

  it('lets those go that verify, and gives its own profiles to adit connect', async () => {
    await using echo = await startEcho();
    await using server = await startStunnel({
      connect: echo.port,
      certificate: certificate.certificate,
      key: certificate.key,
    });
    const file = await fileFor(server.port, `verifyPeer = yes\nCAfile = ${certificate.certificate}`);
    expect(await run(strict, ['connect', file, 'mine'], 'hello')).toMatchObject({ code: 0, stdout: 'hello' });
    const connect = [{ host: '127.0.0.1', port: server.port }];
    const checks = { hosts: [], emails: [], ips: [] };
    const company = plainProfile({
      name: 'Company',
      connect,
      trust: { kind: 'pinned', certificates: [{ kind: 'pem', pem }], checks },
    });
    const open = plainProfile({
      id: '00000000-0000-4000-8000-00000000000b',
      name: 'Open',
      connect,
      trust: { kind: 'none' },
    });
    const policy = { ...strict, profiles: [company, open] };
    const own = ['--user-data', path.join(directory.path, 'none')];
    expect(await run(policy, ['connect', ...own, 'Company'], 'hello')).toMatchObject({ code: 0, stdout: 'hello' });
    expect(await run(policy, ['connect', ...own, 'Open'], 'hello')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('An administrator of this computer wants every server verified.'),
    });
  });

  it('keeps a check from asking other hosts', async () => {
    const checked = await run({ checkOthers: false }, ['diagnose', '127.0.0.1:1']);
    expect(checked.stderr).toContain('No other hosts are asked');
  });
});
