import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pinned, specification } from '../../../test/engine/specification.ts';
import { type DemoServer, startDemoServer } from '../demo-server.ts';
import type { Target } from '../dialer.ts';
import { environment } from '../environment.ts';
import { makeTerms, type Terms } from '../terms.ts';
import { reach } from './handshake.ts';
import { type Prepared, sessionPlace } from './plan.ts';
import { Standby } from './standby.ts';

let server: DemoServer;
let terms: Terms;
let target: Target;
let standby: Standby;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server = await startDemoServer();
  const { host, port, certificate } = server;
  terms = await makeTerms(specification(port, { trust: pinned(certificate) }), environment);
  target = { host, port, address: host };
  standby = new Standby(terms);
});

afterEach(async () => {
  standby.close();
  await server.close();
  vi.useRealTimers();
});

const SECOND = 1000;
const REQUEST = 'GET / HTTP/1.0\r\n\r\n';

/** A connection as programs get it, used until the server has sent what the next one can resume. */
async function connection(): Promise<{ readonly wasWaiting: boolean; readonly resumed: boolean }> {
  const taking = vi.spyOn(standby, 'take');
  const { socket, inlet } = await reach({ terms, turn: 0, signal: new AbortController().signal, standby });
  const answered = new Promise<void>((resolve) => inlet.whenReceived(resolve));
  socket.resume();
  socket.write(REQUEST);
  await answered;
  const wasWaiting = taking.mock.results.at(-1)?.value?.socket === socket;
  const resumed = socket.isSessionReused();
  socket.destroy();
  return { wasWaiting, resumed };
}

function prepare(): void {
  standby.prepare(target);
  vi.advanceTimersByTime(SECOND);
}

async function serverOf(opened: Prepared | null): Promise<number | undefined> {
  if (opened === null) throw new Error('nothing waits');
  await once(opened.socket, 'secureConnect');
  const { remotePort } = opened.socket;
  opened.socket.destroy();
  return remotePort;
}

describe('the connection that is made ahead', () => {
  it('is the next one, with the session of the last', async () => {
    expect(await connection()).toEqual({ wasWaiting: false, resumed: false });
    vi.advanceTimersByTime(SECOND);
    expect(await connection()).toEqual({ wasWaiting: true, resumed: true });
    expect(await connection()).toEqual({ wasWaiting: false, resumed: true });
  });

  it('connects when it is taken, and is taken once', async () => {
    prepare();
    const opened = standby.take(target);
    expect(standby.take(target)).toBeNull();
    expect(await serverOf(opened)).toBe(server.port);
  });

  it.each<[string, Partial<Target>]>([
    ['port', { port: 9 }],
    ['host', { host: 'localhost' }],
    ['source address', { localAddress: '127.0.0.2' }],
  ])('is not given away for another %s, and goes on waiting', async (_, other) => {
    prepare();
    expect(standby.take({ ...target, ...other })).toBeNull();
    expect(await serverOf(standby.take(target))).toBe(server.port);
  });

  it('goes to the address that the name has by then', async () => {
    standby.prepare({ ...target, address: '127.0.0.9' });
    vi.advanceTimersByTime(SECOND);
    expect(await serverOf(standby.take(target))).toBe(server.port);
  });

  it('ends unused when its session is no longer the one to resume', async () => {
    await connection();
    prepare();
    terms.sessions.drop(sessionPlace(target, null));
    expect(standby.take(target)).toBeNull();
  });

  it('ends when nobody comes for half a minute, and with its tunnel', () => {
    prepare();
    vi.advanceTimersByTime(31 * SECOND);
    expect(standby.take(target)).toBeNull();
    prepare();
    standby.close();
    expect(standby.take(target)).toBeNull();
    prepare();
    expect(standby.take(target)).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not exist for a Unix socket', () => {
    target = { ...target, path: '/run/service' };
    prepare();
    expect(standby.take(target)).toBeNull();
  });
});
