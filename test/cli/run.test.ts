import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeCertificate, opensslFingerprint } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort, freePorts } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startSink } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit run', () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  const file = async (name: string, text: string) => {
    const full = path.join(directory.path, name);
    await writeFile(full, text);
    return full;
  };
  const service = (name: string, accept: number, connect: number, trust: string) =>
    `[${name}]\nclient = yes\naccept = 127.0.0.1:${accept}\nconnect = 127.0.0.1:${connect}\n${trust}\n`;

  describe('with stunnel servers', { skip: !hasTool('stunnel') || !hasTool('openssl') }, () => {
    let certificate: CertificateFiles;
    beforeAll(async () => {
      certificate = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.example' });
    });
    const start = (connect: number) =>
      startStunnel({ connect, certificate: certificate.certificate, key: certificate.key });
    const pinned = () => `verifyPeer = yes\nCAfile = ${certificate.certificate}`;

    it('carries bytes of every client service both ways, and ends with SIGINT', async () => {
      await using echo = await startEcho();
      await using sink = await startSink();
      await using echoServer = await start(echo.port);
      await using sinkServer = await start(sink.port);
      const [one = 0, two = 0] = await freePorts(2);
      const configuration =
        service('echo', one, echoServer.port, pinned()) + service('sink', two, sinkServer.port, pinned());
      await using running = await cli.start(
        ['run', await file('clients.conf', configuration)],
        /\[echo\] listening[\s\S]*\[sink\] listening|\[sink\] listening[\s\S]*\[echo\] listening/,
      );
      expect(running.log()).toContain(`listening on 127.0.0.1:${one}`);
      await running.logged(/\[echo\] 127\.0\.0\.1:\d+ is reachable: TLS 1\.3/);

      const data = randomBytes(3_000_000);
      const echoed = connect({ port: one, host: '127.0.0.1', allowHalfOpen: true });
      echoed.end(data);
      expect((await buffer(echoed)).equals(data)).toBe(true);
      const sunk = connect({ port: two, host: '127.0.0.1', allowHalfOpen: true });
      sunk.end(data);
      expect(await text(sunk)).toBe(`${createHash('sha256').update(data).digest('hex')} ${data.length}\n`);

      running.signal('SIGINT');
      expect(await running.exited).toEqual({ code: 0, signal: null });
      const refused = connect(one, '127.0.0.1');
      const [error] = await once(refused, 'error');
      expect(error.code).toBe('ECONNREFUSED');
    });

    it('ends with SIGTERM while a connection is open', async () => {
      await using echo = await startEcho();
      await using server = await start(echo.port);
      const port = await freePort();
      const configuration = service('echo', port, server.port, pinned());
      await using running = await cli.start(['run', await file('one.conf', configuration)], /\[echo\] listening/);
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write('still here');
      expect(String((await once(socket, 'data'))[0])).toBe('still here');
      const closed = new Promise((resolve) => socket.on('close', resolve));
      running.signal('SIGTERM');
      expect(await running.exited).toEqual({ code: 0, signal: null });
      await closed;
    });

    it('does not connect to a server with another certificate, and shows its fingerprint', async () => {
      const other = await makeCertificate(directory.path, 'other', { commonName: 'tunnel.example' });
      await using server = await startStunnel({ connect: 9, certificate: other.certificate, key: other.key });
      const configuration = service('echo', await freePort(), server.port, pinned());
      const { code, stderr } = await cli.run(['run', await file('changed.conf', configuration)]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/\[echo\] .*another certificate/);
      expect(stderr).toContain(await opensslFingerprint(other.certificate));
    });
  });

  it('tells to import a server configuration', async () => {
    const server = '[ssh]\naccept = 443\nconnect = 127.0.0.1:22\ncert = server.pem\n';
    const { code, stdout, stderr } = await cli.run(['run', await file('server.conf', server)]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/is a server's configuration.*adit import/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says who holds the local port, and does not stay when it can do nothing', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    try {
      const { port } = holder.address() as { port: number };
      const { code, stderr } = await cli.run(['run', await file('taken.conf', service('ssh', port, 9, ''))]);
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${port} on 127.0.0.1 is already used by`);
    } finally {
      holder.close();
    }
  });

  it('does not run a configuration that leaves questions', async () => {
    const template = '[ssh]\nclient = yes\naccept = 2222\nconnect = A.B.C.D:443\n';
    const { code, stderr } = await cli.run(['run', await file('template.conf', template)]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\[ssh\] cannot be run/);
  });
});
