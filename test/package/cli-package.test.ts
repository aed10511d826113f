/** The command line alone, as an npm package: small, whole, and running on every Node that it promises to. */
import { once } from 'node:events';
import { mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startProcess } from '../peers/process.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { nodeOf, npmScript } from './support/nodes.ts';

const VERSIONS = ['20.20.2', '22.23.3', '24.21.0'];
const MOST_BYTES = 2_000_000;

const npm = await npmScript();
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
const tarball = join(root, 'dist', `adit-${version}.tgz`);

describe.skipIf(npm === null)('the npm package of the command line', () => {
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    directory = await temporaryDirectory('adit-npm-');
    await execute(process.execPath, [join(root, 'build/package-cli.ts')], {
      env: { ...process.env, npm_execpath: npm ?? '' },
    });
  });
  afterAll(() => directory.close());

  /** Installed as people do it, with the Node that will run it. */
  async function install(context: TestContext, wanted: string) {
    const node = (await nodeOf(wanted, npm ?? '')) ?? context.skip(`Node ${wanted} cannot be had.`);
    const prefix = join(directory.path, wanted);
    const line = ['install', '--global', '--no-audit', '--no-fund', '--offline', '--prefix', prefix, tarball];
    await execute(node, [npm ?? '', ...line]);
    const program = join(prefix, process.platform === 'win32' ? 'node_modules/adit/bin/cli.js' : 'bin/adit');
    return {
      node,
      program,
      run: (...args: string[]) =>
        execute(node, [program, ...args]).then(
          ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
          ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
        ),
    };
  }

  test('is under 2 MB, needs no other package, and shows the licence of each that is in it', async () => {
    expect((await stat(tarball)).size).toBeLessThan(MOST_BYTES);
    const { stdout: listed } = await execute('tar', ['-tzf', tarball]);
    expect(
      listed
        .split('\n')
        .filter(
          (name) =>
            name !== '' && !/^package\/(?:bin\/[\w.-]+\.js|package\.json|README\.md|LICENSE|LICENSES\.txt)$/.test(name),
        ),
    ).toEqual([]);
    // Without it everything would work, in one thread.
    expect(listed).toContain('package/bin/helper.js');
    const read = async (name: string) =>
      (await execute('tar', ['-xzOf', tarball, `package/${name}`], { maxBuffer: 2 ** 24 })).stdout;
    const about = JSON.parse(await read('package.json')) as Record<string, unknown>;
    expect(Object.keys(about).filter((key) => /dependencies|scripts/i.test(key))).toEqual([]);
    const code = (
      await Promise.all(
        listed
          .split('\n')
          .filter((name) => name.endsWith('.js'))
          .map((name) => read(name.slice('package/'.length))),
      )
    ).join('\n');
    expect([code.includes(root), /from\s*["']electron/.test(code), /__E2E__/.test(code)]).toEqual([
      false,
      false,
      false,
    ]);
    const shown = await read('LICENSES.txt');
    for (const name of ['zod', '@peculiar/x509', 'fflate']) expect(shown).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });

  describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('with a stunnel server', () => {
    let echo: TcpService;
    let server: Stunnel;
    let certificate: CertificateFiles;
    beforeAll(async () => {
      [echo, certificate] = await Promise.all([
        startEcho(),
        makeCertificate(directory.path, 'server', { commonName: 'localhost', names: ['localhost'] }),
      ]);
      server = await startStunnel({ connect: echo.port, certificate: certificate.certificate, key: certificate.key });
    });
    afterAll(() => Promise.all([server?.close(), echo?.close()]));

    for (const wanted of VERSIONS) {
      test(`check, list, probe, connect and run on Node ${wanted}`, async (context) => {
        const { node, program, run } = await install(context, wanted);
        expect(await run('--version')).toMatchObject({ code: 0, stdout: `adit ${version}\n` });
        const file = join(directory.path, `${wanted}.conf`);
        const service = `client = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:${server.port}\nverifyPeer = yes\nCAfile = ${certificate.certificate}\n`;
        await writeFile(file, `debug = info\n[echo]\n${service}`);
        expect(await run('check', file)).toMatchObject({ code: 0 });
        expect(await run('check', program)).toMatchObject({ code: 1 });
        const nowhere = join(directory.path, 'nowhere');
        expect(await run('list', '--user-data', nowhere)).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('not running'),
        });
        const probed = await run('probe', `127.0.0.1:${server.port}`, '--sni', 'localhost');
        expect(probed).toMatchObject({ code: 0, stdout: expect.stringContaining('TLS 1.3') });

        const connected = execute(node, [program, 'connect', file, 'echo']);
        connected.child.stdin?.end('through connect');
        expect((await connected).stdout).toBe('through connect');

        await using running = await startProcess({
          command: node,
          args: [program, 'run', file],
          ready: /Accepting new connections/,
        });
        const [, port] = await running.logged(/bound to 127\.0\.0\.1:(\d+)/);
        // Two at once: the second is served by a thread of its own.
        const sockets = [1, 2].map(() => connect(Number(port), '127.0.0.1'));
        const answers = sockets.map(async (socket, index) => {
          socket.write(`connection ${index}`);
          const [bytes] = await once(socket, 'data');
          return String(bytes);
        });
        expect(await Promise.all(answers)).toEqual(['connection 0', 'connection 1']);
        for (const socket of sockets) socket.destroy();
        running.signal('SIGTERM');
        expect(await running.exited).toEqual({ code: 0, signal: null });
      });

      test.skipIf(process.platform !== 'linux')(`a service that starts itself, on Node ${wanted}`, async (context) => {
        const { node, program } = await install(context, wanted);
        const home = join(directory.path, `home-${wanted}`);
        await mkdir(join(home, 'bin'), { recursive: true });
        // A systemd that is content with everything.
        await writeFile(join(home, 'bin/systemctl'), '#!/bin/sh\n', { mode: 0o755 });
        const file = join(home, 'client.conf');
        await writeFile(file, 'debug = info\n[web]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:1\n');
        const env = {
          ...process.env,
          HOME: home,
          XDG_CONFIG_HOME: '',
          PATH: `${join(home, 'bin')}:${process.env['PATH']}`,
        };
        await execute(node, [program, 'service', 'install', file], { env });
        const unit = await readFile(join(home, '.config/systemd/user/adit.service'), 'utf8');
        const line = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? '';
        const [command = '', ...args] = [...line.matchAll(/"([^"]*)"/g)].map(([, word = '']) => word);
        // This Node, and the installed program.
        const script = args.find((argument) => argument.startsWith('/')) ?? '';
        expect([command, await realpath(script)]).toEqual([node, await realpath(program)]);
        await using running = await startProcess({ command, args, ready: /Accepting new connections/ });
        expect(running.log()).toContain('client.conf');
        await execute(node, [program, 'service', 'remove'], { env });
        expect(await readdir(join(home, '.config/systemd/user'))).toEqual([]);
      });
    }
  });
});
