/** What the engine reports while a tunnel's settings change. All else is test/engine, on both runtimes. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import { isReachable, pinned, specification } from '../../test/engine/specification.ts';
import type { TunnelSpecification } from '../specification.ts';
import { makeSelfSigned } from '../trust/self-signed.ts';
import { createEngine } from './in-process.ts';

let server: Server;
let running: TunnelSpecification;
beforeAll(async () => {
  const { certificate, key } = await makeSelfSigned({ commonName: 'test', names: ['localhost'], days: 1 });
  server = createServer({ cert: certificate, key }, (client) => client.on('error', () => {}).resume());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  running = specification((server.address() as AddressInfo).port, { trust: pinned(certificate) });
});
afterAll(() => server.close());

/** The kinds of status that a change of a tunnel that is on leads to, until the server is reached with it. */
async function statusesAfter(change: Partial<TunnelSpecification>): Promise<readonly TunnelStatus['kind'][]> {
  const statuses: TunnelStatus[] = [];
  const engine = createEngine((event) => void (event.kind === 'status' && statuses.push(event.status)));
  const reached = () => expect.poll(() => statuses.some(isReachable)).toBe(true);
  try {
    engine.start(running);
    await reached();
    statuses.length = 0;
    engine.start({ ...running, ...change });
    await reached();
    return [...new Set(statuses.map(({ kind }) => kind))];
  } finally {
    await engine.close();
  }
}

it('a tunnel stays on while its settings change', async () => {
  expect(await statusesAfter({ timeouts: { connect: 5, busy: 60, idle: 60, close: 5 } })).toEqual(['on']);
});

it('a tunnel starts anew where it has to listen elsewhere', async () => {
  expect(await statusesAfter({ accept: [{ host: '127.0.0.2', port: 0 }] })).toEqual(['starting', 'on']);
});

/** A port that nobody has at the moment. */
async function unusedPort(): Promise<number> {
  const probe = createTcpServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

describe('a tunnel whose server turns out to be a listener of this program', () => {
  it.each([
    ['itself', 1],
    ['another one, which leads back', 2],
    ['the second of three', 3],
  ])('is switched off with a sentence: %s', async (_, count) => {
    const ports = await Promise.all(Array.from({ length: count }, unusedPort));
    const blocked = new Map<string, TunnelStatus>();
    const engine = createEngine((event) => {
      if (event.kind === 'status' && event.status.kind === 'blocked') blocked.set(event.id, event.status);
    });
    try {
      for (const [index, port] of ports.entries()) {
        const [accept, to] = [{ host: '127.0.0.1', port }, ports[(index + 1) % count] ?? port];
        const id = `${index}`;
        engine.start({
          ...running,
          id,
          name: `tunnel ${id}`,
          accept: [accept],
          connect: [{ host: 'localhost', port: to }],
        });
      }
      await expect.poll(() => blocked.size, { timeout: 20_000 }).toBeGreaterThan(0);
      const [first] = blocked.values();
      expect(first).toMatchObject({ error: { kind: 'ring' } });
      expect(first?.kind === 'blocked' && first.error.kind === 'ring' ? first.error.names : []).toHaveLength(count);
    } finally {
      await engine.close();
    }
  });
});

it('a flood of connections to one tunnel does not hold up the probe of another', async () => {
  const ENOUGH = 600;
  let [reachable, port, answered] = [0, 0, 0];
  const engine = createEngine((event) => {
    if (event.kind !== 'status' || event.status.kind !== 'on') return;
    if (event.id === 'flooded') port = event.status.accept[0]?.port ?? 0;
    if (event.id === 'other' && event.status.server.kind === 'reachable') reachable += 1;
  });
  const knock = () =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('x'));
      socket.on('error', () => undefined).resume();
      socket.on('close', () => resolve());
      setImmediate(() => socket.end());
    });
  try {
    engine.start({ ...running, id: 'flooded' });
    engine.start({ ...running, id: 'other' });
    await expect.poll(() => port > 0 && reachable > 0, { timeout: 20_000 }).toBe(true);
    const before = reachable;
    let left = ENOUGH;
    let atProbe = 0;
    const caller = async () => {
      while (left > 0) {
        left -= 1;
        if (left === ENOUGH - 100) engine.check('other');
        await knock();
        answered += 1;
        if (atProbe === 0 && reachable > before) atProbe = answered;
      }
    };
    await Promise.all(Array.from({ length: 40 }, caller));
    expect(atProbe).toBeGreaterThan(0);
    expect(atProbe).toBeLessThan(ENOUGH);
  } finally {
    await engine.close();
  }
}, 60_000);
