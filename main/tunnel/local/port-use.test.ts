import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { portUse } from './port-use.ts';

it('says who listens on a port, and of a free one nothing', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const used = await portUse('127.0.0.1', port);
  expect(used).toMatchObject({ kind: 'in-use' });
  // Where the system tells, it is this program.
  if (used?.kind === 'in-use' && used.holder !== null) expect(used.holder.pid).toBe(process.pid);
  server.close();
  await once(server, 'close');
  expect(await portUse('127.0.0.1', port)).toBeNull();
});

it('says nothing of an address that this computer does not have', async () => {
  expect(await portUse('192.0.2.1', 2222)).toBeNull();
});
