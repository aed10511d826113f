import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { Trust } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { EngineEvent } from './engine.ts';
import type { createContext, EnginePorts, TunnelContext } from './server/tunnel-context.ts';
import type { Threads } from './threads/pool.ts';
import { Tunnel } from './tunnel.ts';

/** Reading the files of a trust takes as long as the test wants. */
let reading: Promise<unknown>;
vi.mock('./server/tunnel-context.ts', async (original) => {
  const actual = await original<{ readonly createContext: typeof createContext }>();
  const slowly: typeof createContext = async (...given) => {
    await reading;
    return actual.createContext(...given);
  };
  return { ...actual, createContext: slowly };
});

const checks = { hosts: [], emails: [], ips: [] };
const specification = (trust: Trust): TunnelSpecification => ({
  id: 'one',
  name: 'one',
  accept: [{ host: '127.0.0.1', port: 0 }],
  // Nobody listens there: what the server answers is of no concern here.
  connect: [{ host: '127.0.0.1', port: 9 }],
  failover: 'prio',
  tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
  trust,
  timeouts: { connect: 10, busy: 10, idle: 0, close: 1 },
});

let tunnel: Tunnel | null = null;
afterEach(() => tunnel?.stop());

/** Resolves when the connection is over. */
const knock = (port: number): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.resume());
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });

test('nobody gets through while a stricter trust is still being read', async () => {
  const events: EngineEvent[] = [];
  const served: TunnelContext[] = [];
  const threads: Pick<Threads, 'serve'> = {
    serve: async ({ local, context }) => {
      served.push(context);
      local.stream.destroy();
      return { kind: 'unreached', error: null };
    },
  };
  reading = Promise.resolve();
  const ports: EnginePorts = { findRoutes: async () => [] };
  tunnel = new Tunnel(specification({ kind: 'none' }), (event) => events.push(event), ports, threads as Threads);
  tunnel.start(specification({ kind: 'none' }));
  const listening = () =>
    events.flatMap((event) => (event.kind === 'status' && event.status.kind === 'on' ? event.status.accept : []))[0];
  await expect.poll(listening).toBeDefined();
  const port = listening()?.port ?? 0;
  await knock(port);
  expect(served).toHaveLength(1);

  let read = (): void => undefined;
  reading = new Promise<void>((resolve) => {
    read = resolve;
  });
  tunnel.start(specification({ kind: 'system', checks }));
  // The wish is taken in its turn; from then on the old trust counts no more.
  await new Promise((resolve) => setImmediate(resolve));
  await knock(port);
  expect(served).toHaveLength(1);

  read();
  await expect
    .poll(async () => {
      await knock(port);
      return served.length;
    })
    .toBeGreaterThan(1);
  expect(served.at(-1)?.specification.trust.kind).toBe('system');
});

test('what is said of a tunnel goes out before its server is dialled', async () => {
  const order: string[] = [];
  const dialled = () => order.push('dialled');
  subscribe('net.client.socket', dialled);
  try {
    reading = Promise.resolve();
    const told = (event: EngineEvent) => {
      if (event.kind === 'status' && event.status.kind === 'on') setImmediate(() => order.push('told'));
    };
    tunnel = new Tunnel(specification({ kind: 'none' }), told, { findRoutes: async () => [] }, {} as Threads);
    tunnel.start(specification({ kind: 'none' }));
    await vi.waitFor(() => expect(order).toContain('dialled'));
    // On, and that its server is looked for.
    expect(order.slice(0, 3)).toEqual(['told', 'told', 'dialled']);
  } finally {
    unsubscribe('net.client.socket', dialled);
  }
});
