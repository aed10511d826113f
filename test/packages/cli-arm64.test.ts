/**
 * The npm package of the command line on Node for arm64, as a Raspberry Pi has it, which QEMU emulates. Debian:
 * qemu-user-static, libstdc++6-arm64-cross, libatomic1-arm64-cross.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { nodeOf, npmScript } from '../package/support/nodes.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, findTool, hasTool } from '../peers/tools.ts';

const NODE = '22.23.3';
/** Where Debian has the libraries of this processor. */
const LIBRARIES = '/usr/aarch64-linux-gnu';
const qemu = findTool('qemu-aarch64-static');
const npm = await npmScript();
const isPossible =
  qemu !== null &&
  npm !== null &&
  existsSync(`${LIBRARIES}/lib/libatomic.so.1`) &&
  ['stunnel', 'openssl'].every(hasTool);

describe.skipIf(!isPossible)('the npm package on arm64 (qemu-aarch64-static, libraries for arm64, stunnel)', () => {
  let directory: TemporaryDirectory;
  let node: string | null = null;
  const run = (...args: readonly string[]) => execute(qemu ?? '', ['-L', LIBRARIES, node ?? '', ...args]);
  const program = () => join(directory.path, 'package/bin/cli.js');

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-arm64-cli-');
    node = await nodeOf(NODE, npm ?? '', 'arm64');
    await execute(process.execPath, [join(root, 'build/package-cli.ts')], {
      env: { ...process.env, npm_execpath: npm ?? '' },
    });
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    await execute('tar', ['-xzf', join(root, 'dist', `adit-${version}.tgz`), '-C', directory.path]);
  }, 300_000);
  afterAll(() => directory?.close());

  test('checks a file and joins a program to a service', async (context) => {
    if (node === null) context.skip(`Node ${NODE} for arm64 cannot be had.`);
    expect((await run('-p', 'process.arch')).stdout).toBe('arm64\n');
    const { certificate, key } = await makeCertificate(directory.path, 'server', { commonName: 'localhost' });
    await using echo = await startEcho();
    await using server = await startStunnel({ connect: echo.port, certificate, key });
    const file = join(directory.path, 'client.conf');
    const lines = ['[echo]', 'client = yes', 'accept = 127.0.0.1:0', `connect = 127.0.0.1:${server.port}`];
    await writeFile(file, `${[...lines, 'verifyPeer = yes', `CAfile = ${certificate}`].join('\n')}\n`);
    await run(program(), 'check', file);
    const connected = run(program(), 'connect', file, 'echo');
    connected.child.stdin?.end('through connect');
    expect((await connected).stdout).toBe('through connect');
  }, 300_000);
});
