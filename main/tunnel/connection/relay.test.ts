/** What the relay does at the edges of time. With real servers and whole connections: test/engine. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pinned, specification } from '../../../test/engine/specification.ts';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { localEndOf } from '../local/local-end.ts';
import { environment } from '../server/environment.ts';
import { reach } from '../server/handshake.ts';
import { createContext } from '../server/tunnel-context.ts';
import { Meter } from './meter.ts';
import { type RelayOptions, relay } from './relay.ts';

const certificate = makeSelfSigned({ commonName: 'test', names: ['localhost'], days: 1 });
const timeouts = { connect: 10, busy: 300, idle: 43_200, close: 60 };

let server: Server;
const clients: TLSSocket[] = [];
beforeEach(async () => {
  const { certificate: cert, key } = await certificate;
  server = createServer({ cert, key, allowHalfOpen: true }, (client) => clients.push(client));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  vi.useRealTimers();
  for (const client of clients.splice(0)) client.destroy();
  server.close();
});

/** A TLS connection to the server, and the server's end of it. */
async function reached() {
  const { port } = server.address() as AddressInfo;
  const trust = pinned((await certificate).certificate);
  const context = await createContext(specification(port, { trust }), environment);
  const remote = await reach({ context, turn: 0, signal: new AbortController().signal });
  await expect.poll(() => clients.length).toBe(1);
  const [far] = clients;
  if (far === undefined) throw new Error('the server has no connection');
  far.on('error', () => {});
  return { remote, far };
}

const relayed = (local: RelayOptions['local'], remote: RelayOptions['remote']) =>
  relay({ local, remote, meter: new Meter(() => {}), timeouts });

it('TIMEOUTclose begins when the last byte has left: what a program has not taken yet is not cut off', async () => {
  const { remote, far } = await reached();
  const answer = Buffer.alloc(256 * 1024, 'answer ');
  const [ours, program] = duplexPair({ readableHighWaterMark: 1, writableHighWaterMark: 2 * answer.length });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const end = relayed(localEndOf(ours), remote);

  far.end(answer);
  await vi.waitUntil(() => ours.writableEnded);
  expect(ours.writableLength).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(10 * timeouts.close * 1000);
  expect(ours.destroyed).toBe(false);

  expect((await buffer(program)).equals(answer)).toBe(true);
  await vi.advanceTimersByTimeAsync(timeouts.close * 1000 - 1);
  expect(ours.destroyed).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await end).toEqual({ kind: 'close-timeout' });
});

it('a reset that comes together with the last data is a failure, and the server does not take it for an end', async () => {
  const { remote, far } = await reached();
  let ended = false;
  far.on('end', () => {
    ended = true;
  });
  // Not read before both are there.
  const listener = createTcpServer({ pauseOnConnect: true, allowHalfOpen: true });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const program = connect((listener.address() as AddressInfo).port, '127.0.0.1');
  const [accepted]: Socket[] = await once(listener, 'connection');
  if (accepted === undefined) throw new Error('nobody has come');
  await new Promise((resolve) => program.write('half of a request', resolve));
  program.resetAndDestroy();
  await once(program, 'close');

  far.resume();
  expect(await relayed(localEndOf(accepted), remote)).toMatchObject({
    kind: 'failed',
    side: 'local',
    error: { code: 'ECONNRESET' },
  });
  await vi.waitUntil(() => far.destroyed);
  expect(ended).toBe(false);
  listener.close();
});
