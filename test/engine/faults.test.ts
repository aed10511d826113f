/** Servers that are away, silent or something else, and local ports that are taken. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startSlammer, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { errorOf, isBlocked, isReachable, isUnreachable, portOf, specification } from './specification.ts';
import { startTlsService } from './tls-peer.ts';

const setup = prepared();

/** How a local program's connection ends: the code of its error, or `end` for a clean one. */
async function fate(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write('hello');
  socket.resume();
  return new Promise((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    socket.on('end', () => resolve('end'));
  });
}

describe.each(runtimes)('faults on $name', (runtime) => {
  describe.skipIf(runtime.executable === null)('of the server', () => {
    const short = { connect: 1, busy: 1, idle: 43_200, close: 60 };

    it.each([
      ['a server that closes at once', () => startSlammer(), { kind: 'service-closed', during: 'handshake' }],
      [
        'a server that resets',
        () => startTcpService((socket) => socket.resetAndDestroy()),
        { kind: 'service-closed', during: 'handshake' },
      ],
      [
        'a server that greets in plain text',
        () => startTcpService((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')),
        { kind: 'not-tls' },
      ],
      [
        'a web server without TLS',
        () => startTcpService((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
        { kind: 'not-tls' },
      ],
      [
        'garbage',
        () => startTcpService((socket) => socket.once('data', () => socket.write(Buffer.alloc(512, 0x5a)))),
        { kind: 'not-tls' },
      ],
      [
        'a server that never answers TLS',
        () => startTcpService((socket) => socket.resume()),
        { kind: 'timeout', step: 'handshake', seconds: 1 },
      ],
    ])('%s: unreachable, with a date to try again; the program is reset', async (_name, start, error) => {
      await using server = await start();
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(server.port, { timeouts: short }));
      const status = await running.until('tunnel', isUnreachable);
      expect(errorOf(status)).toMatchObject(error);
      if (status.kind === 'on' && status.server.kind === 'unreachable') {
        expect((status.server.retryAt ?? 0) - Date.now()).toBeGreaterThan(0);
      }
      expect(await fate(portOf(status))).toBe('ECONNRESET');
    });

    it('a refused port and an unknown host are unreachable, and the tunnel recovers by itself', async () => {
      const port = await freePort();
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(port));
      running.engine.start(specification(443, { id: 'nowhere', connect: [{ host: 'host.invalid', port: 443 }] }));
      const status = await running.until('tunnel', isUnreachable);
      expect(errorOf(status)).toEqual({ kind: 'refused', host: '127.0.0.1', port });
      expect(errorOf(await running.until('nowhere', isUnreachable))).toMatchObject({
        kind: 'dns',
        host: 'host.invalid',
      });
      expect(await fate(portOf(status))).toBe('ECONNRESET');
      if (!hasTool('stunnel')) return;
      await using echo = await startEcho();
      await using _stunnel = await startStunnel({
        accept: port,
        connect: echo.port,
        certificate: setup.certificate.certificate,
        key: setup.certificate.key,
      });
      await running.until('tunnel', isReachable);
    });

    it('the other addresses of a tunnel are tried when the first is dead', async () => {
      if (!hasTool('stunnel')) return;
      await using echo = await startEcho();
      await using stunnel = await startStunnel({
        connect: echo.port,
        certificate: setup.certificate.certificate,
        key: setup.certificate.key,
      });
      await using running = await startEngine(runtime, setup.child.file);
      const dead = await freePort();
      running.engine.start(
        specification(0, {
          connect: [
            { host: 'host.invalid', port: 1 },
            { host: '127.0.0.1', port: dead },
            { host: '127.0.0.1', port: stunnel.port },
          ],
        }),
      );
      const status = await running.until('tunnel', isReachable);
      const socket = connect(portOf(status), '127.0.0.1');
      socket.write('x');
      expect(String(await once(socket, 'data'))).toBe('x');
      socket.destroy();
    });

    it('failover: prio stays with the first that answers, rr takes turns', async () => {
      const counts = [0, 0];
      const count = (index: number) =>
        startTlsService(setup.certificate, (socket) => {
          socket.on('data', () => {
            counts[index] = (counts[index] ?? 0) + 1;
            socket.end('.');
          });
        });
      await using first = await count(0);
      await using second = await count(1);
      const endpoints = [first, second].map(({ port }) => ({ host: '127.0.0.1', port }));
      await using running = await startEngine(runtime, setup.child.file);
      for (const [failover, expected] of [
        ['prio', [8, 0]],
        ['rr', [4, 4]],
      ] as const) {
        running.engine.start(specification(0, { id: failover, connect: endpoints, failover }));
        const port = portOf(await running.until(failover, isReachable));
        counts.fill(0);
        for (let round = 0; round < 8; round++) expect(await fate(port)).toBe('end');
        expect(counts).toEqual(expected);
      }
    });

    it('all addresses of a name are tried: IPv6 first and dead, IPv4 alive', async () => {
      await using server = await startTlsService(setup.certificate, (socket) => socket.end('.'));
      await using running = await startEngine(runtime, setup.child.file);
      const connect = ['::1', 'localhost'].map((host) => ({ host, port: server.port }));
      running.engine.start(specification(0, { connect }));
      await running.until('tunnel', isReachable);
    });

    it.skipIf(!hasTool('stunnel'))('a dead service behind stunnel is not called reachable', async () => {
      const dead = await freePort();
      await using stunnel = await startStunnel({
        connect: dead,
        certificate: setup.certificate.certificate,
        key: setup.certificate.key,
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(stunnel.port));
      expect(errorOf(await running.until('tunnel', isUnreachable))).toMatchObject({
        kind: 'service-closed',
        during: 'service',
      });
    });

    it.skipIf(!hasTool('stunnel')).each(['TLSv1.2', 'TLSv1.3'])(
      'a demand for a client certificate blocks (%s)',
      async (version) => {
        await using echo = await startEcho();
        await using stunnel = await startStunnel({
          connect: echo.port,
          certificate: setup.certificate.certificate,
          key: setup.certificate.key,
          extra: `verifyPeer = yes\nCAfile = ${setup.certificate.certificate}\nsslVersionMax = ${version}`,
        });
        await using running = await startEngine(runtime, setup.child.file);
        running.engine.start(specification(stunnel.port));
        const status = await running.until('tunnel', (each) => isBlocked(each) || isReachable(each));
        expect(errorOf(status)).toEqual({ kind: 'client-cert-required', host: '127.0.0.1' });
      },
    );

    it.skipIf(!hasTool('stunnel'))('no common version and no common cipher are told apart', async () => {
      await using running = await startEngine(runtime, setup.child.file);
      const files = { connect: 1, certificate: setup.certificate.certificate, key: setup.certificate.key };
      await using newOnly = await startStunnel({ ...files, extra: 'sslVersionMin = TLSv1.3' });
      await using oldOnly = await startStunnel({
        ...files,
        extra: 'sslVersionMax = TLSv1.2\nciphers = ECDHE-ECDSA-AES256-GCM-SHA384',
      });
      const { tls } = specification(0);
      running.engine.start(specification(newOnly.port, { id: 'version', tls: { ...tls, maxVersion: 'TLSv1.2' } }));
      running.engine.start(
        specification(oldOnly.port, { id: 'cipher', tls: { ...tls, ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } }),
      );
      running.engine.start(specification(oldOnly.port, { id: 'unknown', tls: { ...tls, ciphers: 'NO-SUCH-CIPHER' } }));
      running.engine.start(specification(oldOnly.port, { id: 'curves', tls: { ...tls, curves: 'no-such-curve' } }));
      expect(errorOf(await running.until('version', isBlocked))).toMatchObject({ kind: 'protocol-version' });
      expect(errorOf(await running.until('cipher', isBlocked))).toMatchObject({ kind: 'no-shared-cipher' });
      expect(errorOf(await running.until('unknown', isBlocked))).toMatchObject({
        kind: 'unsupported-option',
        option: 'ciphers',
      });
      expect(errorOf(await running.until('curves', isBlocked))).toMatchObject({
        kind: 'unsupported-option',
        option: 'curves',
      });
    });

    it.skipIf(!hasTool('stunnel'))(
      "stunnel's own default for curves works; what the library lacks is said",
      async () => {
        await using echo = await startEcho();
        await using stunnel = await startStunnel({
          connect: echo.port,
          certificate: setup.certificate.certificate,
          key: setup.certificate.key,
        });
        await using running = await startEngine(runtime, setup.child.file);
        const curves = 'X25519:P-256:X448:P-521:P-384';
        running.engine.start(specification(stunnel.port, { tls: { ...specification(0).tls, curves } }));
        await running.until('tunnel', isReachable);
        const warnings = running.events.filter((event) => event.kind === 'log' && event.level === 'warning');
        expect(warnings).toEqual(
          runtime.name === 'Electron' ? [expect.objectContaining({ text: expect.stringContaining('X448') })] : [],
        );
      },
    );

    it('a server that dies in the middle resets the program, and the tunnel looks again', async () => {
      const server = await startTlsService(setup.certificate, (socket, raw) => {
        socket.once('data', () => socket.write('half of an answ', () => raw.resetAndDestroy()));
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(server.port));
      const port = portOf(await running.until('tunnel', isReachable));
      expect(await fate(port)).toBe('ECONNRESET');
      await server.close();
      expect(await fate(port)).toBe('ECONNRESET');
      await running.until('tunnel', (status) => errorOf(status)?.kind === 'refused');
    });

    it.skipIf(process.platform === 'win32')('so does one whose last data come together with its reset', async () => {
      let die: (() => Promise<void>) | undefined;
      await using server = await startTlsService(setup.certificate, (socket, raw) => {
        socket.once('data', () => {
          die = async () => {
            await new Promise((resolve) => socket.write('half of an answ', resolve));
            raw.resetAndDestroy();
            await once(raw, 'close');
          };
        });
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(server.port));
      const ended = fate(portOf(await running.until('tunnel', isReachable)));
      await expect.poll(() => die).toBeDefined();
      await running.whileStopped(async () => die?.());
      expect(await ended).toBe('ECONNRESET');
    });

    it('a program that resets in the middle of an upload is not taken for one that has ended', async () => {
      const ends: string[] = [];
      await using server = await startTlsService(setup.certificate, (socket, raw) => {
        let length = 0;
        socket.on('data', (data) => {
          length += data.length;
          socket.write('.');
        });
        // `error` says nothing of a reset that comes together with data.
        socket.on('close', () =>
          ends.push(`${length > 0 ? 'data' : 'nothing'} ${raw.readableEnded ? 'end' : 'reset'}`),
        );
        socket.on('end', () => {
          raw.readableEnded || ends.push(`${length > 0 ? 'data' : 'nothing'} end`);
          socket.end();
        });
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(server.port));
      const port = portOf(await running.until('tunnel', isReachable));
      const socket = connect(port, '127.0.0.1');
      socket.write('half of an upl');
      await once(socket, 'data');
      socket.resetAndDestroy();
      await expect.poll(() => ends.filter((end) => end.startsWith('data'))).toEqual(['data reset']);
    });

    it.skipIf(process.platform === 'win32')('nor is one whose last data come together with the reset', async () => {
      let ends = 0;
      await using server = await startTlsService(setup.certificate, (socket) => {
        socket.resume();
        socket.on('end', () => {
          ends += 1;
        });
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(server.port));
      const port = portOf(await running.until('tunnel', isReachable));
      const open = (count: number) =>
        running.event((event) => event.kind === 'traffic' && event.traffic.openConnections === count);
      const socket = connect(port, '127.0.0.1');
      await open(1);
      const before = ends; // the probe's
      await running.whileStopped(async () => {
        socket.write('half of an upl');
        socket.resetAndDestroy();
        await once(socket, 'close');
      });
      // One that is passed on as an end stays open until the server ends it, too.
      await open(0);
      expect(ends).toBe(before);
    });

    it('an end without close_notify is an end, as in stunnel', async () => {
      await using server = await startTlsService(setup.certificate, (socket, raw) => {
        socket.once('data', () => socket.write('all of it', () => raw.end()));
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(server.port));
      expect(await fate(portOf(await running.until('tunnel', isReachable)))).toBe('end');
    });

    it('a side that does not follow is closed after TIMEOUTclose, one that is silent reset after TIMEOUTidle', async () => {
      await using server = await startTlsService(setup.certificate, (socket) => socket.resume());
      await using running = await startEngine(runtime, setup.child.file);
      const timeouts = { connect: 10, busy: 10, idle: 43_200, close: 1 };
      running.engine.start(specification(server.port, { timeouts }));
      const half = connect({ port: portOf(await running.until('tunnel', isReachable)), host: '127.0.0.1' });
      half.end('x');
      half.resume();
      const started = Date.now();
      await once(half, 'end');
      expect(Date.now() - started).toBeGreaterThan(900);
      running.engine.start(specification(server.port, { timeouts: { ...timeouts, idle: 1 } }));
      const seen = running.events.length;
      await running.event((event) => running.events.indexOf(event) >= seen && event.kind === 'status');
      expect(await fate(portOf(running.status('tunnel')))).toBe('ECONNRESET');
    });

    it('refresh drops connections and looks at the server again', async () => {
      if (!hasTool('stunnel')) return;
      await using echo = await startEcho();
      await using stunnel = await startStunnel({
        connect: echo.port,
        certificate: setup.certificate.certificate,
        key: setup.certificate.key,
      });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(stunnel.port));
      const port = portOf(await running.until('tunnel', isReachable));
      const ended = fate(port);
      await running.event((event) => event.kind === 'traffic' && event.traffic.received === 5);
      const seen = running.events.length;
      running.engine.refresh('resume');
      expect(await ended).toBe('ECONNRESET');
      await running.event(
        (event) => event.kind === 'status' && running.events.indexOf(event) >= seen && isReachable(event.status),
      );
    });

    it('a server that nobody is to look for is left alone until somebody asks, whatever the network does', async () => {
      const port = await freePort();
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(port));
      await running.until('tunnel', isUnreachable);
      running.engine.hold('tunnel', true);
      const isHeld = (status: TunnelStatus) =>
        status.kind === 'on' && status.server.kind === 'unreachable' && status.server.retryAt === null;
      await running.until('tunnel', isHeld);
      await using server = await startTcpService((socket) => socket.destroy(), port);
      running.engine.refresh('network-change');
      running.engine.refresh('resume');
      // Asked for, it is looked for once: the first connection is this one, and there is no date for another.
      running.engine.check('tunnel');
      await running.event(
        (event) => event.kind === 'status' && isHeld(event.status) && errorOf(event.status)?.kind === 'service-closed',
      );
      expect(server.accepted()).toBe(1);
      running.engine.hold('tunnel', false);
      await running.until('tunnel', (status) => isUnreachable(status) && !isHeld(status));
    });

    it('a change of network leaves a connection alone whose address is still there', async () => {
      await using service = await startTlsService(setup.certificate, (socket) => socket.pipe(socket));
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(service.port));
      const program = connect({ port: portOf(await running.until('tunnel', isReachable)), host: '127.0.0.1' });
      program.write('a');
      expect(String(await once(program, 'data'))).toBe('a');
      const seen = running.events.length;
      running.engine.refresh('network-change');
      await running.event(
        (event) => event.kind === 'status' && running.events.indexOf(event) >= seen && isReachable(event.status),
      );
      program.write('b');
      expect(String(await once(program, 'data'))).toBe('b');
      program.destroy();
    });
  });

  describe.skipIf(runtime.executable === null)('of the local port', () => {
    it('a port in use names the program that holds it', async () => {
      const holder = createServer().listen(0, '127.0.0.1');
      await once(holder, 'listening');
      const address = holder.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(1, { accept: [{ host: '127.0.0.1', port }] }));
      const blocked = await running.until('tunnel', isBlocked);
      expect(blocked).toMatchObject({
        error: { kind: 'port-in-use', host: '127.0.0.1', port },
        remedy: { kind: 'use-free-port' },
      });
      if (process.platform === 'linux') expect(errorOf(blocked)).toMatchObject({ holder: { pid: process.pid } });
      holder.close();
      await once(holder, 'close');
      running.engine.start(specification(1, { accept: [{ host: '127.0.0.1', port }] }));
      expect(portOf(await running.until('tunnel', isUnreachable))).toBe(port);
    });

    it('one of several local addresses is enough', async () => {
      await using running = await startEngine(runtime, setup.child.file);
      const accept = [
        { host: '192.0.2.1', port: 0 },
        { host: '127.0.0.1', port: 0 },
      ];
      running.engine.start(specification(1, { accept }));
      expect(await running.until('tunnel', isUnreachable)).toMatchObject({ accept: [{ host: '127.0.0.1' }] });
      running.engine.start(specification(1, { id: 'none', accept: accept.slice(0, 1) }));
      expect(errorOf(await running.until('none', isBlocked))).toMatchObject({
        kind: 'port-forbidden',
        code: 'EADDRNOTAVAIL',
      });
    });

    it('start, stop and start again in a row ends up on', async () => {
      await using running = await startEngine(runtime, setup.child.file);
      const port = await freePort();
      const wanted = specification(1, { accept: [{ host: '127.0.0.1', port }] });
      running.engine.start(wanted);
      void running.engine.stop('tunnel');
      running.engine.start(wanted);
      expect(portOf(await running.until('tunnel', isUnreachable))).toBe(port);
      const moved = await freePort();
      running.engine.start({ ...wanted, accept: [{ host: '127.0.0.1', port: moved }] });
      await running.until('tunnel', (status) => status.kind === 'on' && status.accept[0]?.port === moved);
      await expect(once(connect(port, '127.0.0.1'), 'connect')).rejects.toThrow('ECONNREFUSED');
    });
  });
});
