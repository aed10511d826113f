/** Options of a client's section that change how it listens, connects and speaks, against stunnel's own servers. */
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Negotiation, TunnelSpecification } from '../../main/specification.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { startDante } from '../peers/dante.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, startGreeter, startTcpService, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, type RunningEngine, type Runtime, runtimes, startEngine } from './runtimes.ts';
import { saying } from './saying.ts';
import { errorOf, isBlocked, isReachable, isUnreachable, portOf, specification } from './specification.ts';

const PING = 'ping\r\n';
const LARGE = Buffer.alloc(3_000_000, 'every byte, in its order ');
let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let certificate: CertificateFiles;
let echo: TcpService;
let stunnel: Stunnel;

beforeAll(async () => {
  directory = await temporaryDirectory();
  [child, certificate, echo] = await Promise.all([
    buildChild(),
    makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' }),
    startEcho(),
  ]);
  stunnel = await serve('');
});

afterAll(async () => {
  await stunnel.close();
  await echo.close();
  await child.close();
  await directory.close();
});

const serve = (extra: string, backend: number | string = echo.port, accept: string | number = 0) =>
  startStunnel({
    accept,
    connect: backend,
    certificate: certificate.certificate,
    key: certificate.key,
    ...(extra === '' ? {} : { extra }),
  });

/** Sends everything, ends, and gives what came back until the end. */
async function exchange(to: number | string, bytes: string | Buffer): Promise<Buffer> {
  const socket = typeof to === 'number' ? connect(to, '127.0.0.1') : connect(to);
  const chunks: Buffer[] = [];
  socket.on('data', (data) => chunks.push(data));
  socket.on('error', () => undefined);
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

async function start(runtime: Runtime, port: number, changes: Partial<TunnelSpecification>) {
  const running: RunningEngine = await startEngine(runtime, child.file);
  running.engine.start(specification(port, { timeouts: { connect: 5, busy: 5, idle: 60, close: 5 }, ...changes }));
  const known = await running.until('tunnel', (each) => isReachable(each) || isUnreachable(each) || isBlocked(each));
  return { running, known };
}

async function outcome(runtime: Runtime, port: number, changes: Partial<TunnelSpecification>): Promise<unknown> {
  const { running, known } = await start(runtime, port, changes);
  await using _running = running;
  return errorOf(known) ?? String(await exchange(portOf(known), PING));
}

const hasUnix = process.platform !== 'win32';

describe.each(runtimes)('on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('Unix sockets', { skip: !hasUnix }, () => {
    it.each([false, true])(
      'listens on one, its owner’s: %s, carries every byte and both half-closes, and takes it away again',
      async (isPrivate) => {
        const socket = path.join(directory.path, `${runtime.name}-accept.sock`);
        const accept = [{ path: socket, ...(isPrivate ? { isPrivate } : {}) }];
        const { running, known } = await start(runtime, stunnel.port, { accept });
        await using engine = running;
        expect(known).toMatchObject({ kind: 'on', accept: [], socket });
        expect((await stat(socket)).isSocket()).toBe(true);
        if (isPrivate) expect((await stat(socket)).mode & 0o777).toBe(0o600);
        expect((await exchange(socket, LARGE)).equals(LARGE)).toBe(true);
        await engine.engine.stop('tunnel');
        await expect(stat(socket)).rejects.toMatchObject({ code: 'ENOENT' });
        // The last turn of the loop may not be over yet.
        await expect.poll(async () => (await engine.resources()).names).toEqual([]);
      },
    );

    it('says when the file is there already', async () => {
      const socket = path.join(directory.path, `${runtime.name}-taken.sock`);
      const holder: Server = createServer().listen(socket);
      await once(holder, 'listening');
      const { running, known } = await start(runtime, stunnel.port, { accept: [{ path: socket }] });
      await using _running = running;
      expect(errorOf(known)).toMatchObject({ kind: 'port-in-use', host: socket, port: 0 });
      holder.close();
    });

    it('connects to one, after another address that is not there', async () => {
      const socket = path.join(directory.path, `${runtime.name}-connect.sock`);
      const front = createServer({ allowHalfOpen: true }, (local) => {
        const server = connect({ port: stunnel.port, host: '127.0.0.1', allowHalfOpen: true });
        local.on('error', () => server.destroy());
        server.on('error', () => local.destroy());
        local.pipe(server).pipe(local);
      }).listen(socket);
      await once(front, 'listening');
      const missing = { path: `${socket}.missing` };
      const { running, known } = await start(runtime, 0, { connect: [missing, { path: socket }] });
      await using _running = running;
      expect((await exchange(portOf(known), LARGE)).equals(LARGE)).toBe(true);
      expect(await outcome(runtime, 0, { connect: [missing] })).toMatchObject({
        kind: 'unreachable',
        host: missing.path,
        code: 'ENOENT',
      });
      front.close();
    });
  });

  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('connections', () => {
    it.skipIf(process.platform !== 'linux')('come from the address that local names', async () => {
      await using server = await serve('');
      expect(await outcome(runtime, server.port, { local: '127.0.0.9' })).toBe(PING);
      await server.logged(/accepted connection from 127\.0\.0\.9:/);
    });

    it('say when this computer does not have the address of local', async () => {
      expect(await outcome(runtime, stunnel.port, { local: '192.0.2.1' })).toMatchObject({
        kind: 'unreachable',
        code: 'EADDRNOTAVAIL',
      });
    });

    it('work with every option of sockets that can be set', async () => {
      const options = {
        noDelay: false,
        keepAlive: true,
        keepIdle: 5,
        keepInterval: 2,
        keepCount: 3,
        typeOfService: 16,
      };
      expect(await outcome(runtime, stunnel.port, { sockets: { local: options, remote: options } })).toBe(PING);
    });

    it.each([true, false])('fail with a reset, unless reset says otherwise: %s', async (reset) => {
      await using server = await startTcpService((socket) => socket.resetAndDestroy());
      const { running } = await start(runtime, server.port, { reset });
      await using engine = running;
      const port = portOf(engine.status('tunnel'));
      const socket = connect(port, '127.0.0.1');
      const ended = new Promise<string>((resolve) => {
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
        socket.on('end', () => resolve('end'));
      });
      socket.resume();
      expect(await ended).toBe(reset ? 'ECONNRESET' : 'end');
      socket.destroy();
    });
  });

  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('negotiation inside TLS', () => {
    const socks = (host: string): Negotiation => ({ kind: 'socks', host });

    it.skipIf(!hasTool('danted'))('asks a SOCKS server for the destination, and loses nothing', async () => {
      await using dante = await startDante();
      await using server = await serve('', dante.port);
      await using greeter = await startGreeter('hello\r\n');
      const greeted = { negotiation: socks(`127.0.0.1:${greeter.port}`) };
      expect(await outcome(runtime, server.port, greeted)).toBe(`hello\r\n${PING}`);
      const { running, known } = await start(runtime, server.port, { negotiation: socks(`localhost:${echo.port}`) });
      await using _running = running;
      expect((await exchange(portOf(known), LARGE)).equals(LARGE)).toBe(true);
    });

    it("says what stunnel's own SOCKS server refuses", async () => {
      await using server = await startStunnel({
        connect: null,
        certificate: certificate.certificate,
        key: certificate.key,
        extra: 'protocol = socks',
      });
      // It never connects to loopback addresses.
      expect(await outcome(runtime, server.port, { negotiation: socks(`127.0.0.1:${echo.port}`) })).toMatchObject({
        kind: 'proxy',
        detail: saying('it does not allow this connection'),
      });
      expect(await outcome(runtime, server.port, { negotiation: socks('nowhere') })).toMatchObject({
        kind: 'unsupported-option',
        option: 'protocolHost',
      });
    });

    it('gives up on a SOCKS server that says nothing', async () => {
      await using silent = await startTcpService((socket) => socket.resume());
      await using server = await serve('', silent.port);
      const timeouts = { connect: 1, busy: 1, idle: 60, close: 5 };
      expect(await outcome(runtime, server.port, { negotiation: socks('a:1'), timeouts })).toMatchObject({
        kind: 'timeout',
        step: 'negotiation',
      });
    });

    it.each(['plain', 'login'] as const)('logs in to a mail server with %s', async (method) => {
      const said: string[] = [];
      await using backend = await startTcpService((socket) => {
        socket.write('220 mail.test\r\n');
        let password = false;
        socket.on('data', (data) => {
          const line = String(data).trim();
          said.push(line);
          if (/^AUTH PLAIN (.*)$/.test(line)) password = line.endsWith(Buffer.from('\0me\0secret').toString('base64'));
          if (line === Buffer.from('secret').toString('base64')) password = true;
          if (line === 'AUTH LOGIN' || line === Buffer.from('me').toString('base64')) socket.write('334 go on\r\n');
          else if (line.startsWith('EHLO')) socket.write('250-mail.test\r\n250 AUTH PLAIN LOGIN\r\n');
          else if (line === PING.trim()) socket.write(data);
          else socket.write(password ? '235 welcome\r\n' : '535 no\r\n');
        });
        socket.on('end', () => socket.end());
      });
      await using server = await serve('protocol = smtp', backend.port);
      const login: Negotiation = { kind: 'smtp', host: null, login: { method, username: 'me' }, password: 'secret' };
      expect(await outcome(runtime, server.port, { negotiation: login })).toMatch(/^220 mail\.test.*\r\nping\r\n$/);
      expect(said[0]).toBe('EHLO localhost');
      expect(await outcome(runtime, server.port, { negotiation: { ...login, password: 'wrong' } })).toMatchObject({
        kind: 'proxy',
        detail: saying('535'),
        credentials: { field: 'protocol-password', given: true, asker: 'server' },
      });
    });
  });

  describe.skipIf(runtime.executable === null)('TLS', () => {
    it('offers application protocols, and says when the server wants another one', async () => {
      const [cert, key] = await Promise.all([readFile(certificate.certificate), readFile(certificate.key)]);
      const server = createTlsServer({ cert, key, ALPNProtocols: ['postgresql'] }, (socket) => {
        socket.on('error', () => undefined);
        socket.write(`${socket.alpnProtocol}\r\n`);
        socket.on('data', (data) => socket.end(data));
      }).listen(0, '127.0.0.1');
      server.on('tlsClientError', () => undefined);
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const { tls } = specification(port);
      expect(await outcome(runtime, port, { tls: { ...tls, alpn: ['h2', 'postgresql'] } })).toBe(
        `postgresql\r\n${PING}`,
      );
      expect(await outcome(runtime, port, { tls: { ...tls, alpn: ['h2'] } })).toMatchObject({
        kind: 'unsupported-option',
        option: 'alpn',
      });
      server.close();
    });

    it.skipIf(!hasTool('stunnel'))('says which settings the library does not know, and uses the rest', async () => {
      const { tls } = specification(0);
      const mixed = {
        ...tls,
        ciphers: 'CAMELLIA256-SHA:ECDHE-ECDSA-AES128-GCM-SHA256',
        options: ['NO_TICKET', 'TLSEXT_PADDING'],
      };
      const { running, known } = await start(runtime, stunnel.port, { tls: { ...mixed, maxVersion: 'TLSv1.2' } });
      await using engine = running;
      expect(known).toMatchObject({ server: { protocol: 'TLSv1.2', cipher: 'ECDHE-ECDSA-AES128-GCM-SHA256' } });
      expect(String(await exchange(portOf(known), PING))).toBe(PING);
      const warnings = engine.events.flatMap((event) =>
        event.kind === 'log' && event.level === 'warning' ? [event.text] : [],
      );
      expect(warnings.some((text) => text.includes('TLSEXT_PADDING'))).toBe(true);
      expect(warnings.some((text) => text.includes('CAMELLIA256-SHA'))).toBe(runtime.name === 'Electron');
      const none = { ...tls, ciphers: 'CAMELLIA256-NOTHING' };
      expect(await outcome(runtime, stunnel.port, { tls: none })).toMatchObject({
        kind: 'unsupported-option',
        option: 'ciphers',
      });
    });
  });
});
