import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { programNode } from '../peers/program-node.ts';
import { startSshd } from '../peers/sshd.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startSink, startTcpService } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit connect', { skip: !hasTool('stunnel') || !hasTool('openssl') }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let certificate: CertificateFiles;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
    certificate = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.example' });
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  const start = (connect: number) =>
    startStunnel({ connect, certificate: certificate.certificate, key: certificate.key });
  /** To a port of this computer, or a Unix socket. */
  const configuration = async (server: number | string, extra = '') => {
    const file = path.join(directory.path, `client-${randomBytes(4).toString('hex')}.conf`);
    const connect = typeof server === 'number' ? `127.0.0.1:${server}` : server;
    const trust = `verifyPeer = yes\nCAfile = ${certificate.certificate}`;
    const lines = ['[mine]', 'client = yes', 'accept = 1', `connect = ${connect}`, trust, extra, ''];
    await writeFile(file, lines.join('\n'));
    return file;
  };
  const spawned = (file: string, service = 'mine'): ChildProcessWithoutNullStreams => {
    const child = spawn(programNode, [cli.program, 'connect', file, service]);
    child.stdin.on('error', () => {});
    return child;
  };

  it('sends what it is given to its end, and then what the server answers', async () => {
    await using sink = await startSink();
    await using server = await start(sink.port);
    const data = randomBytes(3_000_000);
    const child = spawned(await configuration(server.port));
    child.stdin.end(data);
    const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect(out).toBe(`${createHash('sha256').update(data).digest('hex')} ${data.length}\n`);
    expect(errors).toBe('');
    expect(code).toBe(0);
  });

  it('carries both ways at once without loss, and through files', async () => {
    await using echo = await startEcho();
    await using server = await start(echo.port);
    const data = randomBytes(3_000_000);
    const file = await configuration(server.port);
    const child = spawned(file);
    child.stdin.end(data);
    expect((await buffer(child.stdout)).equals(data)).toBe(true);
    const [input, output] = [path.join(directory.path, 'in'), path.join(directory.path, 'out')];
    await writeFile(input, data);
    const line = '"$0" "$1" connect "$2" mine < "$3" > "$4"';
    await execute('/bin/sh', ['-c', line, programNode, cli.program, file, input, output]);
    await execute('cmp', [input, output]);
  });

  it('passes the end of the server on while it still could be written to', async () => {
    const received: string[] = [];
    await using service = await startTcpService((socket) => {
      socket.on('data', (data) => received.push(String(data)));
      socket.end('all said');
    });
    await using server = await start(service.port);
    const child = spawned(await configuration(server.port));
    expect(await text(child.stdout)).toBe('all said');
    expect(child.exitCode).toBeNull();
    child.stdin.end('thank you');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(received.join('')).toBe('thank you');
  });

  it('needs no file: the certificate is pinned, or its issuer and name are checked', async () => {
    await using echo = await startEcho();
    await using server = await start(echo.port);
    const other = await makeCertificate(directory.path, 'somebody', { commonName: 'somebody.example' });
    const address = `127.0.0.1:${server.port}`;
    const said = async (...options: string[]) => cli.run(['connect', address, ...options], 'hello');
    const right: string[][] = [
      ['--pin', certificate.certificate],
      ['--pin', certificate.certificate, '--sni', 'another.example'],
      ['--ca', certificate.certificate, '--sni', 'tunnel.example'],
    ];
    for (const options of right) expect(await said(...options)).toEqual({ code: 0, stdout: 'hello', stderr: '' });
    const wrong: [options: string[], why: RegExp][] = [
      [[], /not trusted/],
      [['--pin', other.certificate], /another certificate/],
      [['--ca', other.certificate, '--sni', 'tunnel.example'], /No trusted authority vouches/],
      [['--ca', certificate.certificate, '--sni', 'wrong.example'], /not for wrong\.example/],
      [['--ca', path.join(directory.path, 'nowhere.pem')], /nowhere\.pem/],
    ];
    for (const [options, why] of wrong) {
      const { code, stdout, stderr } = await said(...options);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(why);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'takes certificates from a pipe, and says when there is none in it',
    async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const shell = (options: string) =>
        execute('bash', [
          '-c',
          `printf hello | "$0" "$1" connect 127.0.0.1:${server.port} ${options}`,
          process.execPath,
          cli.program,
          certificate.certificate,
        ]);
      for (const options of ['--pin <(cat "$2")', '--ca <(cat "$2") --sni tunnel.example']) {
        expect((await shell(options)).stdout).toBe('hello');
      }
      await expect(shell('--pin <(echo nothing)')).rejects.toMatchObject({
        stdout: '',
        stderr: expect.stringMatching(/no certificate/),
      });
    },
  );

  it('works the same over a Unix socket', async () => {
    const socketPath = path.join(directory.path, 'server.socket');
    const key = await readFile(certificate.key);
    const server = createTlsServer({ cert: certificate.pem, key, allowHalfOpen: true }, (socket) => {
      socket.on('error', () => {});
      socket.on('data', (data: Buffer) => socket.write(data));
      socket.on('end', () => socket.end('all said'));
    });
    server.listen(socketPath);
    await once(server, 'listening');
    try {
      const child = spawned(await configuration(socketPath));
      child.stdin.end('hello, ');
      const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
      expect(out).toBe('hello, all said');
      expect(errors).toBe('');
      expect(code).toBe(0);
    } finally {
      server.close();
    }
  });

  it('says so when its output is not read to the end', async () => {
    await using service = await startTcpService((socket) => void socket.end(Buffer.alloc(8 * 1024 * 1024)));
    await using server = await start(service.port);
    const child = spawned(await configuration(server.port));
    const errors = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect((await once(child, 'close'))[0]).toBe(1);
    expect(await errors).toBe('Whoever reads standard output has stopped; the connection was reset.\n');
  });

  it('ends with TIMEOUTidle, and says so', async () => {
    await using echo = await startEcho();
    await using server = await start(echo.port);
    const child = spawned(await configuration(server.port, 'TIMEOUTidle = 1'));
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect(errors).toMatch(/was idle for 1 second/);
    expect(code).toBe(1);
  });

  it('gives up after TIMEOUTclose when nobody ends the input', async () => {
    await using service = await startTcpService((socket) => socket.end('bye'));
    await using server = await start(service.port);
    const child = spawned(await configuration(server.port, 'TIMEOUTclose = 1'));
    expect(await text(child.stdout)).toBe('bye');
    expect((await once(child, 'close'))[0]).toBe(0);
  });

  it('fails with status 1, a message and nothing on standard output', async () => {
    const other = await makeCertificate(directory.path, 'other', { commonName: 'impostor.example' });
    await using impostor = await startStunnel({ connect: 9, certificate: other.certificate, key: other.key });
    const good = await configuration(await freePort());
    const cases: [file: string, service: string, said: RegExp][] = [
      [good, 'mine', /refused the connection/],
      [good, 'yours', /There is no service \[yours\] in .*, but \[mine\]/],
      [await configuration(impostor.port), 'mine', /another certificate/],
      [await configuration(1, 'nonsense'), 'mine', /\[!\] .*:7: "nonsense": No '=' found\n\[!\] Configuration failed/],
      [await configuration(1, 'exec = /bin/true'), 'mine', /Each service must define two endpoints/],
    ];
    for (const [file, service, said] of cases) {
      const { code, stdout, stderr } = await cli.run(['connect', file, service]);
      expect(stderr).toMatch(said);
      expect(stdout).toBe('');
      expect(code).toBe(1);
    }
  });

  it('fails when the connection is reset', async () => {
    // stunnel as the server makes a clean end of a reset behind it.
    const sockets: Socket[] = [];
    const key = await readFile(certificate.key);
    const server = createTlsServer({ cert: certificate.pem, key }, (socket) => {
      socket.on('error', () => {});
      socket.write('half of it');
    });
    server.on('connection', (socket: Socket) => sockets.push(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const child = spawned(await configuration((server.address() as AddressInfo).port));
      const [first] = await once(child.stdout, 'data');
      expect(String(first)).toBe('half of it');
      for (const socket of sockets) socket.resetAndDestroy();
      const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
      expect(errors).toMatch(/ended the connection|reset|closed/);
      expect(code).toBe(1);
    } finally {
      server.close();
    }
  });

  it('is a ProxyCommand for ssh', { skip: !hasTool('sshd') || !hasTool('ssh'), timeout: 30_000 }, async () => {
    await using sshd = await startSshd();
    await using server = await start(sshd.port);
    const file = await configuration(server.port);
    const proxy = `ProxyCommand="${programNode}" "${cli.program}" connect "${file}" mine`;
    const ssh = [...sshd.clientArguments, '-o', proxy, `${sshd.user}@tunnel.example`];
    const data = randomBytes(1_000_000).toString('base64');
    const child = spawn(requireTool('ssh'), [...ssh, 'cat; exit 7']);
    child.stdin.end(data);
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(out).toBe(data);
    expect(code).toBe(7);
  });
});
