/** Small writes both ways at once, as a VPN makes them, and short and long ones in turns. */
import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { answerPackets, askPackets } from '../bench/packets.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const setup = prepared();
const NOTHING = Buffer.alloc(0);
const open = (port: number) => connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
const PACKETS = 2000;
const here = { packets: PACKETS, sends: 0, receives: 1 };
const there = { packets: PACKETS, sends: 1, receives: 0 };

/** A service that is one end of the exchange, behind whatever `change` does to what it sends. */
const startPackets = (change = (_: Socket) => {}) =>
  startTcpService((socket) => {
    change(socket);
    answerPackets(socket, there, NOTHING);
  });

describe('an exchange of packets', () => {
  it('goes well when nothing is between', async () => {
    await using service = await startPackets();
    expect(await askPackets(open(service.port), here)).toHaveLength(PACKETS);
  });

  it.each([
    ['changed', (bytes: Uint8Array) => bytes.fill((bytes[700] ?? 0) + 1, 700, 701)],
    ['left out', (bytes: Uint8Array) => bytes.subarray(0, 700)],
    ['said twice', (bytes: Uint8Array) => Buffer.concat([bytes, bytes])],
  ])('notices bytes that are %s', async (_, change) => {
    await using service = await startPackets((socket) => {
      const { write } = socket;
      let packets = 0;
      socket.write = (bytes: Uint8Array | string) => {
        if (typeof bytes === 'string') return write.call(socket, bytes);
        const isLong = bytes.length > 1000;
        packets += isLong ? 1 : 0;
        return write.call(socket, isLong && packets === 1000 ? change(bytes) : bytes);
      };
    });
    await expect(askPackets(open(service.port), here)).rejects.toThrow(/wrong bytes|a length of/);
  });

  it('hears of bytes that were wrong at the other end', async () => {
    await using service = await startTcpService((socket) => answerPackets(socket, { ...there, receives: 5 }, NOTHING));
    await expect(askPackets(open(service.port), here)).rejects.toThrow('packets: ');
  });
});

describe.each(runtimes)('small writes on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('through stunnel', () => {
    it('arrive whole both ways at once, and the last ones although the program has ended', async () => {
      await using service = await startPackets();
      const { certificate, key, pem } = setup.certificate;
      await using stunnel = await startStunnel({ connect: service.port, certificate, key });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(stunnel.port, { trust: pinned(pem) }));
      const port = portOf(await running.until('tunnel', isReachable));
      // Two beside each other: they are served in two threads.
      const exchanges = [askPackets(open(port), here), askPackets(open(port), here)];
      expect((await Promise.all(exchanges)).flat()).toHaveLength(2 * PACKETS);
    });

    it('arrive whole among long ones, with the end right behind', async () => {
      await using sink = await startTcpService(async (socket) => {
        const hash = createHash('sha256');
        for await (const bytes of socket) hash.update(bytes);
        socket.end(hash.digest('hex'));
      });
      const { certificate, key, pem } = setup.certificate;
      await using stunnel = await startStunnel({ connect: sink.port, certificate, key });
      await using running = await startEngine(runtime, setup.child.file);
      running.engine.start(specification(stunnel.port, { trust: pinned(pem) }));
      const port = portOf(await running.until('tunnel', isReachable));
      const program = open(port);
      const hash = createHash('sha256');
      for (let index = 0; index < 600; index++) {
        const bytes = randomBytes([40, 1440, 2048, 16_384, 300_000][Math.floor(index / 20) % 5] ?? 0);
        hash.update(bytes);
        await new Promise<unknown>((written) => program.write(bytes, written));
      }
      program.end();
      expect(await text(program)).toBe(hash.digest('hex'));
    });
  });
});
