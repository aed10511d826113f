/** What the engine reports while a tunnel's settings change. All else is test/engine, on both runtimes. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
