/** TLS sessions are resumed by stunnel's rules: seen from the server. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { TunnelSpecification } from '../../main/specification.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { type RunningEngine, runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { isReachable, pinned, portOf, specification } from './specification.ts';

const setup = prepared();

const serverFor = (echo: TcpService, extra = '') =>
  startStunnel({ connect: echo.port, certificate: setup.certificate.certificate, key: setup.certificate.key, extra });

async function switchOn(running: RunningEngine, port: number, changes: Partial<TunnelSpecification>): Promise<number> {
  running.engine.start(specification(port, { trust: pinned(setup.certificate.pem), ...changes }));
  return portOf(await running.until('tunnel', isReachable));
}

/** A connection through the tunnel from its first byte to its end. BoringSSL drops tickets that come after our own end. */
async function exchange(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('hello');
  await once(socket, 'data');
  socket.end();
  await once(socket, 'close');
}

async function exchanges(port: number, count: number, pauseMs = 0): Promise<void> {
  for (let index = 0; index < count; index++) {
    await exchange(port);
    await delay(pauseMs);
  }
}

/** Of a server's connections so far, probes are new each time; whether one seeds the first connection is left open. */
const resumed = (server: Stunnel) => server.log().match(/previous session reused/g)?.length ?? 0;
const { tls } = specification(0);

describe.each(runtimes)('sessions on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('of stunnel', () => {
    // After a pause there is a socket that was made ahead.
    it.each([
      ['TLSv1.2', 0],
      ['TLSv1.2', 100],
      ['TLSv1.3', 0],
      ['TLSv1.3', 100],
    ])('every connection but the first resumes the last session (%s, %i ms between)', async (version, pauseMs) => {
      await using echo = await startEcho();
      await using server = await serverFor(echo, `sslVersion = ${version}`);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port, {});
      await exchanges(port, 4, pauseMs);
      await expect.poll(() => resumed(server)).toBeGreaterThanOrEqual(3);
    });

    it.each(['TLSv1.2', 'TLSv1.3'])('sessionResume = no never does (%s)', async (version) => {
      await using echo = await startEcho();
      await using server = await serverFor(echo, `sslVersion = ${version}`);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, server.port, {
        tls: { ...tls, sessions: { resume: false, size: 1000, timeout: 300 } },
      });
      await exchanges(port, 4);
      await expect.poll(() => server.log().match(/new session negotiated/g)?.length).toBe(5); // the probe is one of them
      expect(resumed(server)).toBe(0);
    });

    it('each of two servers gets back its own session', async () => {
      await using echo = await startEcho();
      await using one = await serverFor(echo);
      await using two = await serverFor(echo);
      await using running = await startEngine(runtime, setup.child.file);
      const port = await switchOn(running, one.port, {
        connect: [one, two].map((server) => ({ host: '127.0.0.1', port: server.port })),
        failover: 'rr',
      });
      await exchanges(port, 6);
      await expect.poll(() => Math.min(resumed(one), resumed(two))).toBeGreaterThanOrEqual(2);
    });
  });
});
