/** `adit run` in stunnel's place where a program starts it for one connection, on standard input and output. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { programNode } from '../peers/program-node.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, startTcpService, type TcpService } from '../peers/tcp.ts';
import { execute, findTool, hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

const missing = process.platform === 'win32' || !hasTool('stunnel') || !hasTool('openssl');

describe('adit run for a file without sections and “accept”', { skip: missing }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let certificate: CertificateFiles;
  let echo: TcpService;
  let server: Stunnel;
  beforeAll(async () => {
    [cli, directory, echo] = await Promise.all([buildCli(), temporaryDirectory(), startEcho()]);
    certificate = await makeCertificate(directory.path, 'server', { commonName: 'localhost', names: ['localhost'] });
    const { certificate: cert, key } = certificate;
    server = await startStunnel({ connect: echo.port, certificate: cert, key });
  });
  afterAll(async () => {
    await server?.close();
    await Promise.all([echo?.close(), cli?.[Symbol.asyncDispose](), directory?.close()]);
  });

  const file = async (name: string, content: string) => {
    const full = path.join(directory.path, name);
    await writeFile(full, content);
    return full;
  };
  const configuration = (port: number) =>
    `client = yes\nconnect = 127.0.0.1:${port}\ndebug = crit\nverifyPeer = yes\nCAfile = ${certificate.certificate}\n`;

  it('carries standard input and output, silently', async () => {
    const conf = await file('inetd.conf', configuration(server.port));
    expect(await cli.run(['run', conf], 'hello')).toEqual({ code: 0, stdout: 'hello', stderr: '' });
  });

  it('reads the configuration from a descriptor, of a file and of a pipe', async () => {
    const conf = await file('descriptor.conf', configuration(server.port));
    for (const line of [
      'printf hello | "$0" "$1" run -fd 3 3<"$2"',
      'cat "$2" | { printf hello | "$0" "$1" run -fd 3; } 3<&0',
    ]) {
      const { stdout, stderr } = await execute('/bin/sh', ['-c', line, programNode, cli.program, conf]);
      expect([line, stdout, stderr]).toEqual([line, 'hello', '']);
    }
  });

  it('refuses to read the configuration from what is to be sent', async () => {
    for (const from of [['-'], ['-fd', '0']]) {
      const { code, stdout, stderr } = await cli.run(['run', ...from], configuration(server.port));
      expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('Standard input is what is sent')]);
    }
  });

  it('ends with status 1 when the server cannot be reached', async () => {
    const conf = await file('dead.conf', configuration(await freePort()).replace('crit', 'err'));
    const { code, stdout, stderr } = await cli.run(['run', conf], 'hello');
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('Connection refused')]);
  });

  it('names the proxy when it is the proxy that wants a login', async () => {
    const refusal = 'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n';
    await using proxy = await startTcpService((socket) => socket.once('data', () => socket.end(refusal)));
    const lines = 'protocol = connect\nprotocolHost = server.example:443\n';
    const conf = await file('proxy.conf', configuration(proxy.port).replace('crit', 'notice') + lines);
    const { code, stderr } = await cli.run(['run', conf], 'hello');
    expect([code, stderr]).toEqual([1, expect.stringContaining(`The proxy 127.0.0.1:${proxy.port} wants a login`)]);
    expect(stderr).not.toMatch(/the server .*(?:login|password)/i);
  });

  it('makes the connection of rsync-ssl', { skip: !hasTool('rsync-ssl') || !hasTool('rsync') }, async () => {
    const [from, to] = [path.join(directory.path, 'from'), path.join(directory.path, 'to')];
    await Promise.all([mkdir(from), mkdir(to)]);
    const content = 'all of it\n'.repeat(100_000);
    await writeFile(path.join(from, 'large.txt'), content);
    // As root rsync would become nobody, who may not look into a temporary directory.
    const daemon = await file('rsyncd.conf', `use chroot = no\nuid = 0\ngid = 0\n[data]\npath = ${from}\n`);
    const exec = `exec = ${requireTool('rsync')}\nexecArgs = rsync --daemon --config=${daemon} --log-file=/dev/null`;
    const { certificate: cert, key } = certificate;
    await using rsyncServer = await startStunnel({ connect: null, certificate: cert, key, extra: exec });
    const wrapper = await file('stunnel', `#!/bin/sh\nexec "${programNode}" "${cli.program}" run "$@"\n`);
    await chmod(wrapper, 0o755);
    const env = {
      ...process.env,
      RSYNC_SSL_TYPE: 'stunnel',
      RSYNC_SSL_STUNNEL: wrapper,
      RSYNC_SSL_CA_CERT: certificate.certificate,
    };
    const url = `rsync://localhost:${rsyncServer.port}/data/large.txt`;
    await execute(findTool('rsync-ssl') ?? '', [url, `${to}/`], { env });
    expect((await readFile(path.join(to, 'large.txt'), 'utf8')) === content).toBe(true);
  });
});
