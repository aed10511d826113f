/** What there is to see of the connections of a tunnel, on every runtime, and how one is ended. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { OpenConnection } from '../../preload/types.ts';
import { windowsNode } from '../peers/program-node.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, portOf, specification } from './specification.ts';
import { startTlsService } from './tls-peer.ts';

const setup = prepared();

async function say(socket: Socket, text: string): Promise<void> {
  socket.write(text);
  await once(socket, 'data');
}

describe.each(runtimes)('$name', (runtime) => {
  it.skipIf(runtime.executable === null)(
    'says of each connection whose it is, and ends the one that is named',
    async () => {
      await using service = await startTlsService(setup.certificate, (socket) => socket.pipe(socket));
      await using running = await startEngine(runtime, setup.child.file);
      const { engine } = running;
      engine.start(specification(service.port));
      const port = portOf(await running.until('tunnel', isReachable));
      const [one, other] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
      for (const socket of [one, other]) socket.on('error', () => undefined);
      await say(one, 'hello');
      await say(other, 'good morning');
      const counted = (connections: readonly OpenConnection[]) => connections.map(({ received }) => received);
      // Another thread tells what it has counted a quarter of a second later.
      await expect.poll(async () => counted((await engine.inspect('tunnel')).connections)).toEqual([5, 12]);

      const { connections, chain } = await engine.inspect('tunnel');
      expect(chain.map(({ subject }) => subject)).toEqual(['CN=tunnel.test']);
      expect(connections).toMatchObject([
        { sent: 5, server: { host: '127.0.0.1', port: service.port, protocol: 'TLSv1.3' } },
        { sent: 12, server: { cipher: expect.stringMatching(/^TLS_/) } },
      ]);
      for (const [index, socket] of [one, other].entries()) {
        const { peer, program, since } = connections[index] ?? {};
        expect(Math.abs(Date.now() - (since ?? 0))).toBeLessThan(600_000);
        expect([{ host: '127.0.0.1', port: socket.localPort }, null]).toContainEqual(peer);
        const tellsPrograms = process.platform === 'linux' && windowsNode === null;
        if (tellsPrograms && peer !== null) expect(program?.pid).toBe(process.pid);
      }

      const ended = new Promise((resolve) => other.once('close', resolve));
      engine.endConnection('tunnel', connections[1]?.number ?? 0);
      await ended;
      await say(one, 'still here');
      await expect.poll(async () => (await engine.inspect('tunnel')).connections.length).toBe(1);
      await engine.stop('tunnel');
      expect(await engine.inspect('tunnel')).toEqual({ connections: [], chain: [] });
      one.destroy();
    },
  );
});
