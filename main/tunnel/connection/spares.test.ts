/** The order and the age of spares. All else is test/engine/spares*.test.ts, with stunnel at the other end. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, expect, it, vi } from 'vitest';
import { pinned, specification } from '../../../test/engine/specification.ts';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { Turns } from '../base/turns.ts';
import { environment } from '../server/environment.ts';
import { createContext } from '../server/tunnel-context.ts';
import { Spares } from './spares.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('the freshest spare is given first: it is the likeliest to live', async () => {
  const { certificate, key } = await makeSelfSigned({ commonName: 'test', names: ['localhost'], days: 1 });
  const ports: (number | undefined)[] = [];
  const server = createServer({ cert: certificate, key }, (client) => {
    ports.push(client.remotePort);
    client.on('error', () => {}).resume();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const context = await createContext(specification(port, { trust: pinned(certificate) }), environment);
  const wish = { count: 1, lifetime: 3600 };
  const spares = new Spares(context, wish, new Turns());
  // The second is begun when the first is there.
  for (wish.count of [1, 2]) {
    spares.refill();
    await expect.poll(() => ports).toHaveLength(wish.count);
  }
  const given = spares.take();
  expect(given?.socket.localPort).toBe(ports[1]);
  given?.socket.destroy();
  await spares.close();
  server.close();
});

it('a spare that was made before the computer slept is not given away, although no timer has fired', async () => {
  const { certificate, key } = await makeSelfSigned({ commonName: 'test', names: ['localhost'], days: 1 });
  let open = 0;
  const server = createServer({ cert: certificate, key }, (client) => {
    open += 1;
    client.on('close', () => {
      open -= 1;
    });
    client.resume();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const context = await createContext(specification(port, { trust: pinned(certificate) }), environment);
  const spares = new Spares(context, { count: 1, lifetime: 3600 }, new Turns());

  spares.refill();
  const spare = await vi.waitUntil(() => spares.take());
  spare.socket.destroy();
  await expect.poll(() => open).toBe(0);

  spares.refill();
  await expect.poll(() => open).toBe(1);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3601 * 1000 });
  await expect
    .poll(() => {
      expect(spares.take()).toBeNull();
      return open;
    })
    .toBe(0);
  await spares.close();
  server.close();
});
