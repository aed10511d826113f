/** Connections that are served in another thread are served no worse, and end when they should. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { HEAP_LIMITS } from '../../main/tunnel/base/heap.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startGreeter } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { leavesInternalsOut, WITHOUT_CHANNEL } from './environment.ts';
import { type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const MIB = 1024 * 1024;
const setup = prepared();

const serverFor = (service: { readonly port: number }) =>
  startStunnel({ connect: service.port, certificate: setup.certificate.certificate, key: setup.certificate.key });

const termsFor = (server: { readonly port: number }) =>
  specification(server.port, { trust: pinned(setup.certificate.pem) });

async function switchOn(running: RunningEngine, server: { readonly port: number }): Promise<number> {
  running.engine.start(termsFor(server));
  return portOf(await running.until('tunnel', isReachable));
}

/** A connection that has a word to say and has heard it. */
async function talk(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  await hears(socket);
  return socket;
}

async function hears(socket: Socket): Promise<void> {
  socket.write('x');
  await once(socket, 'data');
}

/** One in each thread: the first stays where it was accepted, the second does not. */
async function talkInBoth(port: number): Promise<readonly [Socket, Socket]> {
  const first = await talk(port);
  return [first, await talk(port)];
}

/**
 * Sends `bytes` random bytes to an echo, and ends when as many came back; whether they are the same. Ending sooner would
 * be up to stunnel 5.68, which drops what it has not read from the service when both sides have ended.
 */
async function echoes(port: number, bytes: number): Promise<boolean> {
  const data = randomBytes(bytes);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const hash = createHash('sha256');
  let received = 0;
  socket.write(data);
  for await (const chunk of socket) {
    hash.update(chunk);
    received += chunk.length;
    if (received >= bytes && !socket.writableEnded) socket.end();
  }
  return hash.digest('hex') === createHash('sha256').update(data).digest('hex');
}

const COUNT = 8;

function everyByte(port: number): Promise<boolean[]> {
  return Promise.all(Array.from({ length: COUNT }, () => echoes(port, 4 * MIB)));
}

const hasEnded = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.once('end', () => resolve('end'));
  });

describe.each(runtimes.filter(({ executable }) => executable !== null))('threads on $name', (runtime) => {
  const hasOne = leavesInternalsOut || process.platform === 'win32' || availableParallelism() < 2;
  describe.skipIf(!hasTool('stunnel') || hasOne)('of two', () => {
    it('connections beside one another are spread, and every byte arrives and is counted', async () => {
      await using echo = await startEcho();
      await using server = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server);
      expect(await everyByte(port)).toEqual(Array(COUNT).fill(true));
      const total = COUNT * 4 * MIB;
      await running.event(
        (event) =>
          event.kind === 'traffic' &&
          event.traffic.openConnections === 0 &&
          event.traffic.totalConnections === COUNT &&
          event.traffic.sent === total &&
          event.traffic.received === total,
      );
      const { threads, youngGenerations } = await running.resources();
      expect(threads).toBeGreaterThan(0);
      // Without it a burst of connections leaves a hundred megabytes for good, which no short test would see.
      expect(youngGenerations).toEqual(Array(threads).fill(HEAP_LIMITS.maxYoungGenerationSizeMb));
    });

    it('one connection after the other needs no second thread', async () => {
      await using echo = await startEcho();
      await using server = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server);
      for (let count = 1; count <= 3; count++) {
        expect(await echoes(port, 1000)).toBe(true);
        await running.event(
          (event) =>
            event.kind === 'traffic' && event.traffic.totalConnections === count && event.traffic.openConnections === 0,
        );
      }
      expect((await running.resources()).threads).toBe(0);
    });

    it('stop ends the connections of every thread, and the threads', async () => {
      await using echo = await startEcho();
      await using server = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const before = await running.resources();
      const ends = (await talkInBoth(await switchOn(running, server))).map(hasEnded);
      expect((await running.resources()).threads).toBe(1);
      await running.engine.stop('tunnel');
      expect(await Promise.all(ends)).toEqual(['ECONNRESET', 'ECONNRESET']);
      await expect.poll(async () => (await running.resources()).names.length).toBeLessThanOrEqual(before.names.length);
      expect((await running.resources()).threads).toBe(0);
      await expect.poll(() => echo.open()).toBe(0);
    });

    it('resuming from sleep drops the connections of every thread, and the next ones work', async () => {
      await using echo = await startEcho();
      await using server = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server);
      const ends = (await talkInBoth(port)).map(hasEnded);
      running.engine.refresh('resume');
      expect(await Promise.all(ends)).toEqual(['ECONNRESET', 'ECONNRESET']);
      for (const socket of await talkInBoth(port)) socket.destroy();
    });

    it('a changed specification holds for the new connections of every thread', async () => {
      await using echo = await startEcho();
      await using greeter = await startGreeter('hello');
      await using before = await serverFor(echo);
      await using after = await serverFor(greeter);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, before);
      const old = await talkInBoth(port);
      running.engine.start(termsFor(after));
      const greeted = async () => {
        const socket = connect({ port, host: '127.0.0.1' });
        const [greeting] = (await once(socket, 'data')) as [Buffer];
        socket.destroy();
        return greeting.toString();
      };
      await expect.poll(greeted).toBe('hello');
      expect(await Promise.all([greeted(), greeted(), greeted(), greeted()])).toEqual(Array(4).fill('hello'));
      for (const socket of old) {
        await hears(socket);
        socket.destroy();
      }
    });

    it('a thread that dies resets its connections and no others, and another one takes its place', async () => {
      await using echo = await startEcho();
      await using server = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server);
      const [first, second] = await talkInBoth(port);
      const end = hasEnded(second);
      running.endThreads();
      expect(await end).toBe('ECONNRESET');
      await hears(first);
      const third = await talk(port);
      expect((await running.resources()).threads).toBe(1);
      await running.engine.stop('tunnel');
      first.destroy();
      third.destroy();
      await expect.poll(() => echo.open()).toBe(0);
    });
  });

  it.skipIf(!hasTool('stunnel'))('where connections cannot be handed over, one thread serves them all', async () => {
    await using echo = await startEcho();
    await using server = await serverFor(echo);
    await using running = await startEngine(runtime, setup.child.file, { [WITHOUT_CHANNEL]: '1' });
    expect(await everyByte(await switchOn(running, server))).toEqual(Array(COUNT).fill(true));
    expect((await running.resources()).threads).toBe(0);
  });
});
