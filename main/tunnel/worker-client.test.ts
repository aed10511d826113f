import { once } from 'node:events';
import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, test } from 'vitest';
import type { TunnelSpecification } from '../specification.ts';
import type { EngineEvent } from './engine.ts';
import { environment } from './server/environment.ts';
import { createWorkerEngine } from './worker-client.ts';

const specification: TunnelSpecification = {
  id: 'a',
  name: 'a',
  accept: [{ host: '127.0.0.1', port: 0 }],
  connect: [{ host: '127.0.0.1', port: 1 }],
  failover: 'prio',
  tls: { sni: { kind: 'none' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
  trust: { kind: 'none' },
  timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
};

const start = () => new Worker(new URL('./worker.ts', import.meta.url));

function collect() {
  const events: EngineEvent[] = [];
  const listeners = new Set<() => void>();
  return {
    events,
    listener: (event: EngineEvent) => {
      events.push(event);
      for (const listener of listeners) listener();
    },
    seen: (condition: (event: EngineEvent) => boolean) =>
      new Promise<EngineEvent>((resolve) => {
        const look = () => {
          const found = events.find(condition);
          if (found !== undefined) resolve(found);
        };
        listeners.add(look);
        look();
      }),
  };
}

const isOn = (event: EngineEvent) => event.kind === 'status' && event.status.kind === 'on';
const isUnreachable = (event: EngineEvent) =>
  event.kind === 'status' && event.status.kind === 'on' && event.status.server.kind === 'unreachable';
const isBlocked = (event: EngineEvent) => event.kind === 'status' && event.status.kind === 'blocked';

describe('createWorkerEngine', () => {
  it('carries starts, checks, events and stops', async () => {
    const { listener, seen } = collect();
    const engine = createWorkerEngine(start, listener, environment);
    engine.start(specification);
    await seen(isOn);
    engine.check('a');
    expect(await seen(isUnreachable)).toMatchObject({ status: { server: { error: { kind: 'refused' } } } });
    await engine.stop('a');
    await seen((event) => event.kind === 'status' && event.status.kind === 'off');
    await engine.close();
  });

  it('reports a worker that dies, and makes a new one for the next start', async () => {
    const { listener, seen } = collect();
    const workers: Worker[] = [];
    const engine = createWorkerEngine(
      () => {
        const worker = start();
        workers.push(worker);
        return worker;
      },
      listener,
      environment,
    );
    engine.start(specification);
    await seen(isOn);
    await workers[0]?.terminate();
    expect(await seen(isBlocked)).toMatchObject({
      status: { error: { kind: 'internal', code: 'WORKER_EXIT' }, remedy: { kind: 'retry' } },
    });
    engine.start({ ...specification, id: 'b' });
    await seen((event) => isOn(event) && event.kind === 'status' && event.id === 'b');
    expect(workers).toHaveLength(2);
    await engine.close();
  });
});

it('frees the port before stop resolves', async () => {
  const { listener, seen } = collect();
  const engine = createWorkerEngine(start, listener, environment);
  engine.start(specification);
  const on = await seen(isOn);
  const port = on.kind === 'status' && on.status.kind === 'on' ? (on.status.accept[0]?.port ?? 0) : 0;
  await engine.stop('a');
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
  await engine.close();
});

test.each(['stop', 'close'] as const)(
  'whatever a tunnel says until its end is known before %s resolves',
  async (end) => {
    const { listener, seen, events } = collect();
    const engine = createWorkerEngine(start, listener, environment);
    engine.start(specification);
    await seen(isOn);
    // Its words of the way there and its last ones come close together.
    engine.start({
      ...specification,
      accept: [
        { host: '127.0.0.1', port: 0 },
        { host: '127.0.0.1', port: 0 },
      ],
    });
    await (end === 'stop' ? engine.stop('a') : engine.close());
    const kinds = events.flatMap((event) => (event.kind === 'status' ? [event.status.kind] : []));
    expect(kinds.filter((kind) => kind === 'off')).toEqual(['off']);
    expect(kinds.at(-1)).toBe('off');
    await engine.close();
  },
);
