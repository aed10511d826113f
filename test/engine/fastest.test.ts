/** With the fastest first, programs go to the server whose handshakes take less, and to the other one when it goes. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createEngine } from '../../main/tunnel/in-process.ts';
import { startTcpService } from '../peers/tcp.ts';
import { prepared } from './setup.ts';
import { portOf, specification } from './specification.ts';
import { startTlsService } from './tls-peer.ts';

const setup = prepared();
/** Far more than a busy machine takes for a handshake without it. */
const FAR_MS = 3_000;

/** A server that is far away: what it says comes late. */
const startFar = (port: number) =>
  startTcpService((socket) => {
    const server = connect(port, '127.0.0.1');
    server.on('error', () => socket.destroy());
    socket.pipe(server);
    server.on('data', async (bytes) => {
      await pause(FAR_MS);
      socket.write(bytes);
    });
    server.on('end', async () => {
      // After what it said last.
      await pause(FAR_MS);
      socket.end();
    });
  });

it('programs go to the nearer of two servers, and to the other one when it is gone', async () => {
  const greet = (name: string) => (socket: Socket) => socket.end(name);
  await using far = await startTlsService(setup.certificate, greet('far'));
  const near = await startTlsService(setup.certificate, greet('near'));
  await using road = await startFar(far.port);
  const ports: number[] = [];
  const engine = createEngine((event) => {
    if (event.kind === 'status' && event.status.kind === 'on') ports.push(portOf(event.status));
  });
  const connectTo = [road.port, near.port].map((port) => ({ host: '127.0.0.1', port }));
  engine.start({ ...specification(near.port), connect: connectTo, failover: 'fastest' });
  const measured = async () => (await engine.inspect('tunnel')).delays ?? [];
  await expect.poll(async () => (await measured()).map(({ isFirst }) => isFirst)).toEqual([false, true]);
  expect((await measured()).map(({ port }) => port)).toEqual([road.port, near.port]);

  const hear = async (): Promise<string> => {
    const socket = connect(ports.at(-1) ?? 0, '127.0.0.1');
    const [said] = await once(socket, 'data');
    return String(said);
  };
  expect(await hear()).toBe('near');
  await near[Symbol.asyncDispose]();
  expect(await hear()).toBe('far');
  engine.refresh('network-change');
  await expect.poll(async () => (await measured()).map(({ isFirst }) => isFirst)).toEqual([true, false]);
  await engine.close();
});
