import { once } from 'node:events';
import { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pinned, specification } from '../../../test/engine/specification.ts';
import { type DemoServer, startDemoServer } from '../demo-server.ts';
import { trust } from '../node-internals/proven.ts';
import type { Target } from './dialer.ts';
import { environment } from './environment.ts';
import { reach } from './handshake.ts';
import { open, type Prepared, sessionPlace } from './plan.ts';
import { Standby } from './standby.ts';
import { createContext, type TunnelContext } from './tunnel-context.ts';

let server: DemoServer;
let context: TunnelContext;
let target: Target;
let standby: Standby;

/** Every TLS socket that was made. */
const sockets = vi.hoisted((): TLSSocket[] => []);
vi.mock(import('./plan.ts'), async (original) => {
  const plan = await original();
  const recording =
    (make: typeof plan.open): typeof plan.open =>
    (...args) => {
      const made = make(...args);
      sockets.push(made.socket);
      return made;
    };
  return { ...plan, open: recording(plan.open), prepare: recording(plan.prepare) };
});

beforeEach(async () => {
  // Elsewhere programs get connections over TCP sockets of ours.
  trust(['tls-reset']);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  server = await startDemoServer();
  const { host, port, certificate } = server;
  context = await createContext(specification(port, { trust: pinned(certificate) }), environment);
  target = { host, port, address: host };
  standby = new Standby(context);
  sockets.length = 0;
});

afterEach(async () => {
  await standby.close();
  await server.close();
  vi.useRealTimers();
});

const SECOND = 1000;
const REQUEST = 'GET / HTTP/1.0\r\n\r\n';

/** A connection as programs get it, used until the server has sent what the next one can resume. */
async function connection(): Promise<{ readonly wasWaiting: boolean; readonly resumed: boolean }> {
  const taking = vi.spyOn(standby, 'take');
  const { socket, incoming } = await reach({ context, turn: 0, signal: new AbortController().signal, standby });
  const answered = new Promise<void>((resolve) => incoming.whenReceived(resolve));
  socket.resume();
  socket.write(REQUEST);
  await answered;
  const wasWaiting = taking.mock.results.at(-1)?.value?.socket === socket;
  const resumed = socket.isSessionReused();
  socket.destroy();
  return { wasWaiting, resumed };
}

/** Makes one, and gives back its socket. */
function prepare(): TLSSocket {
  standby.prepare(target, 'TLSv1.2');
  vi.advanceTimersByTime(SECOND);
  const made = sockets.at(-1);
  if (made === undefined) throw new Error('nothing was made');
  return made;
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

  it('is made once for each connection, when the session is there', async () => {
    await connection();
    expect(sockets).toHaveLength(1); // the connection's own
    vi.advanceTimersByTime(20);
    expect(sockets).toHaveLength(2);
    standby.prepare(target, 'TLSv1.3');
    vi.advanceTimersByTime(SECOND);
    expect(sockets).toHaveLength(2);
  });

  it('in TLS 1.3 waits some time for the session, which may not come', () => {
    standby.prepare(target, 'TLSv1.3');
    vi.advanceTimersByTime(20);
    expect(standby.take(target)).toBeNull();
    vi.advanceTimersByTime(SECOND);
    expect(standby.take(target)).not.toBeNull();
    sockets.at(-1)?.destroy();
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
    ['address', { address: '127.0.0.9' }],
    ['source address', { localAddress: '127.0.0.2' }],
  ])('is not given away for another %s, and goes on waiting', async (_, other) => {
    prepare();
    expect(standby.take({ ...target, ...other })).toBeNull();
    expect(await serverOf(standby.take(target))).toBe(server.port);
  });

  it('is not used, and replaced, when its session is no longer the one to resume', async () => {
    await connection();
    const old = prepare();
    context.sessions.drop(sessionPlace(target, null));
    expect(standby.take(target)).toBeNull();
    expect(prepare()).not.toBe(old);
    expect(old.destroyed).toBe(true);
  });

  it('ends when nobody comes for half a minute', () => {
    const socket = prepare();
    vi.advanceTimersByTime(31 * SECOND);
    expect(socket.destroyed).toBe(true);
    expect(standby.take(target)).toBeNull();
  });

  it('ends with its tunnel, and there is no other one', async () => {
    const socket = prepare();
    await standby.close();
    expect(socket.closed).toBe(true);
    standby.prepare(target, 'TLSv1.2');
    vi.advanceTimersByTime(SECOND);
    expect(sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
    await standby.close();
  });

  it('does not exist for a Unix socket', () => {
    standby.prepare({ ...target, path: '/run/service' }, 'TLSv1.2');
    vi.advanceTimersByTime(SECOND);
    expect(sockets).toHaveLength(0);
  });

  it('is nothing when it cannot be made: the connection itself will tell why', () => {
    target = { ...target, localAddress: 'no address' };
    standby.prepare(target, 'TLSv1.2');
    vi.advanceTimersByTime(SECOND);
    expect(standby.take(target)).toBeNull();
  });
});

it('a socket connects also when Node asks for its address later', async () => {
  const begin = Socket.prototype.connect;
  const late = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args: unknown[]) {
    process.nextTick(() => Reflect.apply(begin, this, args));
    return this;
  });
  const opened = open(context, target);
  expect(late).toHaveBeenCalledOnce();
  late.mockRestore();
  expect(await serverOf(opened)).toBe(server.port);
});
