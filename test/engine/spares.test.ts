/** Connections that are kept ready, with stunnel at the other end: when there are any, and that every byte arrives. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TunnelSpecification } from '../../main/specification.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startTcpService, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const MIB = 1024 * 1024;
const SPARES = { count: 2, lifetime: 60 };
const setup = prepared();

const serverFor = (service: { readonly port: number }) =>
  startStunnel({ connect: service.port, certificate: setup.certificate.certificate, key: setup.certificate.key });

const specificationFor = (port: number, changes: Partial<TunnelSpecification> = {}) =>
  specification(port, { trust: pinned(setup.certificate.pem), spares: SPARES, ...changes });

/** Switches the tunnel on, and waits until its probe is over. */
async function switchOn(running: RunningEngine, port: number, changes: Partial<TunnelSpecification> = {}) {
  running.engine.start(specificationFor(port, changes));
  return portOf(await running.until('tunnel', isReachable));
}

const open = (port: number) => connect({ port, host: '127.0.0.1', allowHalfOpen: true });

/** A program that says something, hears something and ends. */
async function exchange(port: number, words = 'hello'): Promise<string> {
  const socket = open(port);
  socket.write(words);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.end();
  socket.resume();
  await once(socket, 'close');
  return answer.toString();
}

/** A service whose answer tells which of its connections it is: the first is 1, and probes count. */
const startCounter = (greet = false) => {
  let count = 0;
  return startTcpService((socket) => {
    count += 1;
    const name = String(count);
    if (greet) socket.write(`${name}\n`);
    socket.on('data', () => socket.write(name));
    socket.on('end', () => socket.end());
  });
};

const untilOpen = (service: TcpService, count: number) => expect.poll(() => service.open()).toBe(count);

describe.each(runtimes)('spares on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('to stunnel', () => {
    it('a program gets a connection that was there before it, and as many are kept as were asked for', async () => {
      await using service = await startCounter();
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await untilOpen(service, 0);
      for (let use = 0; use < 5; use++) {
        const before = service.accepted();
        const which = Number(await exchange(port));
        if (use === 0) expect(which).toBeGreaterThan(before);
        else expect(which).toBeLessThanOrEqual(before);
        await untilOpen(service, SPARES.count);
      }
      expect(service.accepted()).toBe(1 + 5 + SPARES.count); // the probe, five programs, and those that wait
    });

    it('a tunnel that nobody uses holds none, and one that is no longer used none after their lifetime', async () => {
      await using service = await startCounter();
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port, { spares: { count: 2, lifetime: 1 } });
      await untilOpen(service, 0);
      await delay(300);
      expect(service.accepted()).toBe(1);
      await exchange(port);
      await untilOpen(service, 2);
      await untilOpen(service, 0);
      await delay(300);
      expect(service.accepted()).toBe(4);
      // Ended, not cut off.
      await expect.poll(() => server.log().match(/Connection closed/g)?.length).toBe(4);
      expect(server.log()).not.toMatch(/Connection reset/);
    });

    it('a greeting waits and arrives whole, before what the program is answered', async () => {
      const greeting = randomBytes(40_000).toString('hex').slice(0, 50_000);
      await using service = await startTcpService((socket) => {
        socket.write(greeting);
        socket.on('end', () => socket.end());
        socket.on('data', (data) => socket.write(data));
      });
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      for (let use = 0; use < 3; use++) {
        if (use > 0) await untilOpen(service, SPARES.count);
        await delay(100); // the greeting comes after the handshake
        const accepted = service.accepted();
        const socket = open(port);
        if (use === 2) socket.write('and this');
        const received: Buffer[] = [];
        const wanted = greeting.length + (use === 2 ? 8 : 0);
        while (received.reduce((sum, { length }) => sum + length, 0) < wanted) {
          received.push(((await once(socket, 'data')) as [Buffer])[0]);
        }
        expect(Buffer.concat(received).toString()).toBe(greeting + (use === 2 ? 'and this' : ''));
        if (use > 0) await expect.poll(() => service.accepted()).toBe(accepted + 1); // the refill
        socket.end();
        await once(socket, 'close');
      }
    });

    it('more than may wait is not lost either', async () => {
      const data = randomBytes(4 * MIB);
      await using service = await startTcpService((socket) => {
        socket.on('error', () => undefined);
        socket.write(data);
        socket.resume();
      });
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      for (let use = 0; use < 3; use++) {
        const socket = open(port);
        let length = 0;
        const hash = createHash('sha256');
        while (length < data.length) {
          const [chunk] = (await once(socket, 'data')) as [Buffer];
          length += chunk.length;
          hash.update(chunk);
        }
        expect(hash.digest('hex')).toBe(createHash('sha256').update(data).digest('hex'));
        socket.destroy();
        await delay(100);
      }
    });

    it('64 MiB through a spare come back identical, also when they begin before it is certain that it lives', async () => {
      await using echo = await startEcho();
      await using server = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await untilOpen(echo, SPARES.count);
      const accepted = echo.accepted();
      const data = randomBytes(64 * MIB);
      const socket = open(port);
      socket.write(data);
      const hash = createHash('sha256');
      let length = 0;
      for await (const chunk of socket) {
        hash.update(chunk);
        length += chunk.length;
        if (length >= data.length) break;
      }
      expect(hash.digest('hex')).toBe(createHash('sha256').update(data).digest('hex'));
      socket.destroy();
      await untilOpen(echo, SPARES.count);
      expect(echo.accepted()).toBe(accepted + 1);
    });

    it('a program that says all at once and ends its side gets its answer', async () => {
      await using service = await startTcpService(async (socket) => {
        socket.end(`got ${await text(socket)}`);
      });
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      for (const words of ['first', 'second', '']) {
        const socket = open(port);
        socket.end(words);
        expect(await text(socket)).toBe(`got ${words}`);
        await untilOpen(service, SPARES.count);
      }
    });

    it('they are not counted as open connections', async () => {
      await using service = await startCounter();
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await untilOpen(service, SPARES.count);
      await exchange(port);
      const event = await running.event(
        (event) =>
          event.kind === 'traffic' && event.traffic.totalConnections === 2 && event.traffic.openConnections === 0,
      );
      expect(event).toMatchObject({ traffic: { totalConnections: 2 } });
      await untilOpen(service, SPARES.count);
    });

    it.each([
      ['sleep', (running: RunningEngine) => running.engine.refresh('resume')],
      ['a change of network', (running: RunningEngine) => running.engine.refresh('network-change')],
      [
        'a change of the profile',
        (running: RunningEngine, port: number) =>
          running.engine.start(
            specificationFor(port, { timeouts: { connect: 9, busy: 300, idle: 43_200, close: 60 } }),
          ),
      ],
      [
        'a change of trust',
        (running: RunningEngine, port: number) =>
          running.engine.start(specificationFor(port, { trust: { kind: 'none' } })),
      ],
      ['being switched off', (running: RunningEngine) => running.engine.stop('tunnel')],
    ])('none outlives %s', async (_name, act) => {
      await using service = await startCounter();
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const before = (await running.resources()).names.length;
      const port = await switchOn(running, server.port);
      await exchange(port);
      await untilOpen(service, SPARES.count);
      await act(running, server.port);
      await untilOpen(service, 0);
      await running.engine.stop('tunnel');
      await expect.poll(async () => (await running.resources()).names.length).toBeLessThanOrEqual(before);
    });

    it('stop leaves no socket behind that was being opened', async () => {
      await using service = await startCounter();
      await using server = await serverFor(service);
      await using running = await startEngine(runtime, setup.child.file);
      const before = (await running.resources()).names.length;
      const port = await switchOn(running, server.port, { spares: { count: 8, lifetime: 60 } });
      const socket = open(port);
      socket.on('error', () => undefined); // stop resets it
      socket.write('x');
      await once(socket, 'data');
      await expect.poll(() => service.accepted(), { interval: 1 }).toBeGreaterThan(2);
      await running.engine.stop('tunnel');
      expect((await running.resources()).names.filter((name) => /TCP|TLS/.test(name))).toEqual([]);
      await expect.poll(async () => (await running.resources()).names.length).toBeLessThanOrEqual(before);
      socket.destroy();
      await untilOpen(service, 0);
    });

    it('servers get their turns in order with failover = rr, whether spares are used or wasted, and whoever looks', async () => {
      await using one = await startCounter();
      await using two = await startCounter();
      await using first = await serverFor(one);
      await using second = await serverFor(two);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, first.port, {
        connect: [first, second].map((server) => ({ host: '127.0.0.1', port: server.port })),
        failover: 'rr',
        spares: { count: 1, lifetime: 1 },
      });
      const bothOpen = () => one.open() + two.open();
      const bytes = (log: string) => log.match(/sent to TLS, 1 byte/g)?.length ?? 0;
      const order: ('first' | 'second')[] = [];
      for (let use = 0; use < 6; use++) {
        const before = bytes(first.log());
        await exchange(port, 'x');
        await expect.poll(() => bytes(first.log()) + bytes(second.log())).toBe(use + 1);
        order.push(bytes(first.log()) > before ? 'first' : 'second');
        await expect.poll(bothOpen).toBe(1);
        // Every second time the spare grows too old first.
        if (use % 2 === 0) await expect.poll(bothOpen).toBe(0);
        // Who only looks whether the server is there takes nobody's turn.
        const seen = running.status('tunnel');
        running.engine.check('tunnel');
        await running.until('tunnel', (status) => status !== seen && isReachable(status));
      }
      // One after the other, whoever began: sums alone come out even with turns lost.
      const [begins] = order;
      const follows = begins === 'first' ? 'second' : 'first';
      expect(order).toEqual([begins, follows, begins, follows, begins, follows]);
    });

    it('a service that went away meanwhile does not stop the programs that come later', async () => {
      await using running = await startEngine(runtime, setup.child.file);
      const service = await startCounter();
      await using server = await serverFor(service);
      const port = await switchOn(running, server.port);
      await exchange(port);
      await untilOpen(service, SPARES.count);
      await service.close(); // ends the spares' connections; stunnel passes that on
      await delay(200);
      let count = 0;
      await using restarted = await startTcpService((socket) => {
        count += 1;
        socket.on('data', () => socket.write('again'));
        socket.on('end', () => socket.end());
      }, service.port);
      expect(await exchange(port)).toBe('again');
      expect(count).toBeGreaterThan(0);
      await untilOpen(restarted, SPARES.count);
    });
  });
});
