/** Connections that are kept ready, and a server that ends them at bad moments. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../peers/certificates.ts';
import { type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';
import { contextFor, startTlsService } from './tls-peer.ts';

const setup = prepared();

/** Switches a tunnel with two spares on, and waits until its probe is over. */
async function switchOn(running: RunningEngine, port: number): Promise<number> {
  running.engine.start(
    specification(port, { trust: pinned(setup.certificate.pem), spares: { count: 2, lifetime: 60 } }),
  );
  return portOf(await running.until('tunnel', isReachable));
}

const open = (port: number) => connect({ port, host: '127.0.0.1', allowHalfOpen: true });

/** A program that says something, hears something and ends. */
async function exchange(port: number): Promise<string> {
  const socket = open(port);
  socket.write('hello');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.end();
  socket.resume();
  await once(socket, 'close');
  return answer.toString();
}

/** Every TLS connection in order; the probe's is the first. */
async function startLed(handle: (socket: TLSSocket, raw: Socket) => void = () => undefined) {
  const sockets: { readonly socket: TLSSocket; readonly raw: Socket }[] = [];
  const service = await startTlsService(setup.certificate, (socket, raw) => {
    sockets.push({ socket, raw });
    socket.on('data', (data: Buffer) => socket.write(`${sockets.findIndex((each) => each.socket === socket)}:${data}`));
    socket.on('end', () => socket.end());
    handle(socket, raw);
  });
  return { ...service, sockets, alive: () => sockets.filter(({ raw }) => !raw.destroyed).length };
}

describe.each(runtimes)('ending spares on $name', (runtime) => {
  describe.skipIf(runtime.executable === null)('by the server', () => {
    it.each([
      ['ended with close_notify', ({ socket }: { socket: TLSSocket }) => socket.end()],
      ['ended without', ({ raw }: { raw: Socket }) => raw.end()],
      ['reset', ({ raw }: { raw: Socket }) => raw.resetAndDestroy()],
    ])('one that the server has %s is never handed over', async (_name, end) => {
      await using server = await startLed();
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await expect.poll(() => server.sockets.length).toBe(4); // probe, program, two spares
      await expect.poll(() => server.alive()).toBe(2);
      for (const spare of server.sockets.slice(2)) end(spare);
      await expect.poll(() => server.alive()).toBe(0);
      await delay(100);
      expect(server.sockets).toHaveLength(4); // nobody has used the tunnel since
      expect(await exchange(port)).toBe('4:hello');
    });

    it.each([
      ['a greeting', 20],
      ['more than may wait', 300_000],
    ])('one that the server has ended behind %s is never handed over', async (_name, length) => {
      await using server = await startLed((socket) => {
        if (server.sockets.length > 2 && server.sockets.length < 5) socket.end(Buffer.alloc(length, 'x'));
      });
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await expect.poll(() => server.sockets.length).toBe(4);
      await delay(200);
      expect(await exchange(port)).toBe('4:hello');
    });

    it('one that ends at the moment of the hand-over is exchanged, and the program does not notice', async () => {
      await using server = await startLed();
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      for (let use = 0; use < 10; use++) {
        await exchange(port);
        await expect.poll(() => server.alive()).toBe(2);
        const ready = server.sockets.length;
        const spares = server.sockets.filter(({ raw }) => !raw.destroyed);
        // The program is accepted, and says nothing yet; the end of its spare is on the way.
        const socket = open(port);
        await once(socket, 'connect');
        await delay(use * 2);
        for (const { socket: spare } of spares) spare.end();
        await delay(20);
        socket.write('late');
        const [answer] = (await once(socket, 'data')) as [Buffer];
        const [which = '', words = ''] = answer.toString().split(':');
        expect(words).toBe('late');
        expect(Number(which)).toBeGreaterThanOrEqual(ready);
        socket.end();
        socket.resume();
        await once(socket, 'close');
      }
    });

    it('an error that comes right after the hand-over reaches the program', async () => {
      await using server = await startLed();
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await expect.poll(() => server.alive()).toBe(2);
      for (const { socket, raw } of server.sockets) {
        socket.removeAllListeners('data');
        socket.on('data', () => raw.resetAndDestroy());
      }
      const socket = open(port);
      socket.write('hello');
      socket.resume();
      await expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
    });

    it('a failure is not tried again before the next use, and no spare hides it for long', async () => {
      let refusing = false;
      let refused = 0;
      await using server = await startLed((_, raw) => {
        if (!refusing) return;
        refused += 1;
        raw.resetAndDestroy();
      });
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await expect.poll(() => server.alive()).toBe(2);
      refusing = true;
      expect(await exchange(port)).toMatch(/^[23]:hello$/);
      await expect.poll(() => refused).toBe(1);
      await delay(300);
      expect(refused).toBe(1);
      expect(await exchange(port)).toMatch(/^[23]:hello$/); // the other spare
      await expect.poll(() => refused).toBe(3);
      const socket = open(port);
      socket.resume();
      await expect(once(socket, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
    });

    it('one whose certificate is not accepted is ended at once, and not held against the next program', async () => {
      const other = await makeCertificate(setup.directory.path, 'passing', { commonName: 'tunnel.test' });
      const wrong = await contextFor(other);
      let alive = 0;
      let count = 0;
      await using server = await startTlsService(
        setup.certificate,
        (socket, raw) => {
          count += 1;
          alive += 1;
          raw.on('close', () => {
            alive -= 1;
          });
          socket.on('data', (data) => socket.write(data));
          socket.on('end', () => socket.end());
        },
        {},
        0,
        (index) => (index === 2 || index === 3 ? wrong : undefined), // the spares
      );
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await expect.poll(() => count).toBe(4);
      await expect.poll(() => alive).toBe(0);
      expect(await exchange(port)).toBe('hello');
    });

    it('one whose certificate is not accepted is never used', async () => {
      const other = await makeCertificate(setup.directory.path, 'other', { commonName: 'tunnel.test' });
      const right = await startLed();
      const { port: serverPort } = right;
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, serverPort);
      const socket = open(port);
      socket.write('hello');
      await once(socket, 'data');
      await expect.poll(() => right.alive()).toBe(3);
      await right.close();
      socket.destroy();
      let heard = '';
      await using _wrong = await startTlsService(
        other,
        (wrong) => {
          wrong.on('data', (data: Buffer) => {
            heard += data.toString();
          });
        },
        {},
        serverPort,
      );
      const program = open(port);
      program.on('error', () => undefined);
      program.write('a secret');
      await once(program, 'close').catch(() => undefined);
      await running.until('tunnel', (status) => status.kind === 'blocked');
      // Adit itself may have asked whether a log-in page answers there; of the program's bytes nobody hears any.
      expect(heard).not.toContain('secret');
      expect(await buffer(program).catch(() => Buffer.alloc(0))).toHaveLength(0);
    });
  });
});
