/** Resets of connections whose TLS lies over a TCP connection of the engine's own, as behind a proxy. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const setup = prepared();

/** An HTTP proxy that lets everybody through, and tells how the connections to it ended. */
async function startProxy() {
  const ends: string[] = [];
  const service = await startTcpService((socket) => {
    socket.once('data', (request) => {
      const [, port] = /^CONNECT 127\.0\.0\.1:(\d+) /.exec(request.toString()) ?? [];
      const onward = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true }, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('close', () => onward.destroy());
    });
    socket.on('error', (error: NodeJS.ErrnoException) => ends.push(error.code ?? error.message));
  });
  return { ...service, ends };
}

describe.each(runtimes)('behind a proxy on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('a program that resets', () => {
    const start = async () => {
      const echo = await startEcho();
      const { certificate, key, pem } = setup.certificate;
      const stunnel = await startStunnel({ connect: echo.port, certificate, key });
      const proxy = await startProxy();
      const running = await startEngine(runtime, setup.child.file);
      running.engine.start(
        specification(stunnel.port, {
          trust: pinned(pem),
          proxy: { kind: 'http', host: '127.0.0.1', port: proxy.port, username: null, password: null },
        }),
      );
      const port = portOf(await running.until('tunnel', isReachable));
      const close = async () => {
        await running.close();
        for (const each of [proxy, stunnel, echo]) await each.close();
      };
      return { proxy, port, running, [Symbol.asyncDispose]: close };
    };
    const say = async (port: number) => {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      socket.write('half of an upl');
      await once(socket, 'data');
      return socket;
    };

    it('is a reset for the server as well', async () => {
      await using world = await start();
      (await say(world.port)).resetAndDestroy();
      await expect.poll(() => world.proxy.ends).toEqual(['ECONNRESET']);
    });

    it('again and again, in the middle and at once, leaves an engine that works', async () => {
      await using world = await start();
      for (let count = 0; count < 40; count++) {
        if (count % 2 === 0) (await say(world.port)).resetAndDestroy();
        const early = connect(world.port, '127.0.0.1').on('error', () => undefined);
        await once(early, 'connect');
        early.write('x');
        early.resetAndDestroy();
      }
      const last = await say(world.port);
      last.destroy();
      expect((await world.running.resources()).threads).toBeGreaterThanOrEqual(0);
    });
  });
});
