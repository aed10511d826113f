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

/** A tunnel whose way is asked of `findRoutes`, and what it has asked and dialled. */
function setUpLooking() {
  const ways: string[] = [];
  const events: EngineEvent[] = [];
  let then = (): void => undefined;
  const dialled = () => ways.push('dialled');
  subscribe('net.client.socket', dialled);
  reading = Promise.resolve();
  const plan: TunnelSpecification = { ...specification({ kind: 'none' }), proxy: { kind: 'system' } };
  const told = (event: EngineEvent) => {
    events.push(event);
    // Behind what is being done now, and before the next turn of the loop.
    if (event.kind === 'status' && event.status.kind === 'on' && event.status.server.kind === 'checking')
      queueMicrotask(then);
  };
  const findRoutes: EnginePorts['findRoutes'] = async () => {
    ways.push('asked');
    return [{ kind: 'direct' }];
  };
  tunnel = new Tunnel(plan, told, { findRoutes }, {} as Threads);
  tunnel.start(plan);
  const statuses = () => events.flatMap((event) => (event.kind === 'status' ? [event.status] : []));
  const isAway = (): void =>
    expect(statuses().at(-1)).toMatchObject({
      kind: 'on',
      server: { kind: 'unreachable', error: { kind: 'refused' } },
    });
  return {
    ways,
    statuses,
    tunnel,
    plan,
    /** Once, when it is next said that the server is looked for. */
    whenLooking(act: () => void) {
      then = () => {
        then = () => undefined;
        act();
      };
    },
    isAway: () => vi.waitFor(isAway),
    [Symbol.dispose]: () => unsubscribe('net.client.socket', dialled),
  };
}

/** Whatever waits for a turn of the loop has had several. */
const someTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

test('who switches off before the server is dialled leaves nothing behind, no question either', async () => {
  using looking = setUpLooking();
  const stopped = new Promise<void>((resolve) =>
    looking.whenLooking(() => void looking.tunnel.stop().then(() => resolve())),
  );
  await stopped;
  await someTurns();
  expect(looking.ways).toEqual([]);
  expect(looking.statuses().map(({ kind }) => kind)).toEqual(['starting', 'on', 'on', 'off']);
});

test.each<[string, (looking: ReturnType<typeof setUpLooking>) => void]>([
  ['after sleep', ({ tunnel }) => tunnel.refresh('resume')],
  ['in another network', ({ tunnel }) => tunnel.refresh('network-change')],
  ['with other settings', ({ tunnel, plan }) => tunnel.start({ ...plan, timeouts: { ...plan.timeouts, connect: 9 } })],
])('a server that is looked for anew, %s, before it was dialled is dialled once', async (_name, act) => {
  using looking = setUpLooking();
  looking.whenLooking(() => act(looking));
  await looking.isAway();
  expect(looking.ways).toEqual(['asked', 'dialled']);
});

test('who does not want further tries stops the one whose time has just come', async () => {
  // The next try is a timer of the test's; so is every other one, and none is needed for a server that refuses.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    using looking = setUpLooking();
    await looking.isAway();
    looking.ways.length = 0;
    vi.runOnlyPendingTimers();
    looking.tunnel.hold(true);
    await someTurns();
    // Nor is it what a person wants when this computer wakes up, or is somewhere else.
    looking.tunnel.refresh('resume');
    looking.tunnel.refresh('network-change');
    await someTurns();
    expect(looking.ways).toEqual([]);
    expect(looking.statuses().at(-1)).toMatchObject({ server: { kind: 'unreachable', retryAt: null } });
    looking.tunnel.check();
    await vi.waitFor(() => expect(looking.ways).toEqual(['asked', 'dialled']));
  } finally {
    vi.useRealTimers();
  }
});
