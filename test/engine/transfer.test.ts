/** Every byte arrives, in order, once; ends are passed on; and nothing is left behind. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startGreeter, startSink, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const MIB = 1024 * 1024;
const setup = prepared();

/** A stunnel server in front of a service, and a tunnel to it that is ready for use. */
async function tunnelTo(running: RunningEngine, service: { readonly port: number }, extra = '') {
  const stunnel = await startStunnel({
    connect: service.port,
    certificate: setup.certificate.certificate,
    key: setup.certificate.key,
    extra,
  });
  running.engine.start(specification(stunnel.port, { trust: pinned(setup.certificate.pem) }));
  const status = await running.until('tunnel', isReachable);
  return { stunnel, port: portOf(status), [Symbol.asyncDispose]: () => stunnel.close() };
}

const open = (port: number) => connect({ port, host: '127.0.0.1', allowHalfOpen: true });

/** A rest after this much makes a reader slow: the tunnel has to wait for it. */
const BURST = 2 * MIB;
const REST_MS = 5;

/**
 * Reads `length` bytes, or to the end, and returns their hash. Counting instead of waiting for the end matters with
 * stunnel 5.68 as the server: when client and service have both ended, it drops what it has not read from the service.
 */
async function readHash(socket: Socket, { slow = false, length = Number.POSITIVE_INFINITY }): Promise<string> {
  const hash = createHash('sha256');
  let total = 0;
  let sinceRest = 0;
  for await (const chunk of socket) {
    hash.update(chunk);
    total += chunk.length;
    sinceRest += chunk.length;
    if (slow && sinceRest > BURST) {
      sinceRest = 0;
      await delay(REST_MS);
    }
    if (total >= length) break;
  }
  return `${hash.digest('hex')} ${total}`;
}

const closed = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

describe.each(runtimes)('transfer on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('through stunnel', () => {
    it.each(['TLSv1.2', 'TLSv1.3'])('64 MiB down are identical with a fast and a slow reader (%s)', async (version) => {
      const data = randomBytes(64 * MIB);
      await using source = await startTcpService((socket) => socket.write(data));
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, source, `sslVersionMax = ${version}`);
      const hashes = await Promise.all([
        readHash(open(tunnel.port), { length: data.length }),
        readHash(open(tunnel.port), { length: data.length, slow: true }),
      ]);
      expect(hashes).toEqual(Array(2).fill(`${sha256(data)} ${data.length}`));
    });

    it.each([false, true])('64 MiB up are identical (slow reader: %s)', async (slow) => {
      const data = randomBytes(64 * MIB);
      await using sink = await startTcpService(async (socket) => {
        socket.end(await readHash(socket, { slow }));
      });
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, sink);
      const up = open(tunnel.port);
      up.end(data);
      expect(await text(up)).toBe(`${sha256(data)} ${data.length}`);
    });

    it('both directions at once keep their bytes apart (echo of 32 MiB)', async () => {
      await using echo = await startEcho();
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, echo);
      const data = randomBytes(32 * MIB);
      const socket = open(tunnel.port);
      socket.write(data);
      expect(await readHash(socket, { slow: true, length: data.length })).toBe(`${sha256(data)} ${data.length}`);
      socket.destroy();
      const traffic = await running.event(
        (event) => event.kind === 'traffic' && event.traffic.openConnections === 0 && event.traffic.received > 0,
      );
      expect(traffic).toMatchObject({ traffic: { sent: data.length, received: data.length } });
    });

    it('a reply sent after the local program has ended its side arrives', async () => {
      await using sink = await startSink();
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, sink);
      const socket = open(tunnel.port);
      socket.end('all I have to say');
      expect(await text(socket)).toBe(`${sha256(Buffer.from('all I have to say'))} 17\n`);
    });

    it('data sent after the server has ended its side arrives', async () => {
      let received = '';
      await using service = await startTcpService(async (socket) => {
        socket.end('bye');
        received += await text(socket); // probes say nothing
      });
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, service);
      const socket = open(tunnel.port);
      expect(await text(socket)).toBe('bye');
      socket.end('one more thing');
      await expect.poll(() => received).toBe('one more thing');
    });

    it('a greeting that the server sends first arrives, and 50 connections do not mix', async () => {
      await using greeter = await startGreeter('220 welcome\r\n');
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, greeter);
      const exchange = async () => {
        const data = randomBytes(256 * 1024);
        const socket = open(tunnel.port);
        socket.end(data);
        const chunks: Buffer[] = [];
        for await (const chunk of socket) chunks.push(chunk);
        return Buffer.concat(chunks).equals(Buffer.concat([Buffer.from('220 welcome\r\n'), data]));
      };
      expect(await Promise.all(Array.from({ length: 50 }, exchange))).toEqual(Array(50).fill(true));
    });

    it('a program that connects and closes at once leaves nothing behind', async () => {
      await using echo = await startEcho();
      await using running = await startEngine(runtime, setup.child.file);
      await using tunnel = await tunnelTo(running, echo);
      const before = await running.resources();
      for (let count = 0; count < 20; count++) {
        const socket = open(tunnel.port);
        await once(socket, 'connect');
        if (count % 2 === 0) socket.destroy();
        else socket.resetAndDestroy();
      }
      await running.event(
        (event) =>
          event.kind === 'traffic' && event.traffic.totalConnections === 20 && event.traffic.openConnections === 0,
      );
      await expect.poll(() => echo.open()).toBe(0);
      await running.engine.stop('tunnel');
      await settled(running, before.names.length - 1); // without the server
    });

    it('stop ends open connections, frees the port and leaves no handle', async () => {
      await using echo = await startEcho();
      await using running = await startEngine(runtime, setup.child.file);
      const before = await running.resources();
      await using tunnel = await tunnelTo(running, echo);
      const sockets = await Promise.all(
        Array.from({ length: 5 }, async () => {
          const socket = open(tunnel.port);
          socket.write('x');
          await once(socket, 'data');
          return socket;
        }),
      );
      const ended = Promise.all(sockets.map(closed));
      await running.engine.stop('tunnel');
      await ended;
      expect(running.status('tunnel')).toEqual({ kind: 'off' });
      await expect(once(open(tunnel.port), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      await settled(running, before.names.length);
    });
  });
});

/** Handles close on a later turn of the loop. */
async function settled(running: RunningEngine, count: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if ((await running.resources()).names.length <= count) return;
    await delay(50);
  }
  expect((await running.resources()).names).toHaveLength(count);
}
