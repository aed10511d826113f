/** Listening on ::1 beside 127.0.0.1: the same port, a favour, and never in place of the address that was asked for. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TunnelFault } from '../base/errors.ts';
import { freePort } from './free-port.ts';
import { Listener } from './listener.ts';
import { localAddresses } from './local-addresses.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function occupy(host: string, port = 0): Promise<number> {
  const server: Server = createServer().listen({ host, port, exclusive: true });
  await once(server, 'listening');
  open.push(server);
  return (server.address() as AddressInfo).port;
}

async function listen(port: number, onIpv6: boolean) {
  const came: unknown[] = [];
  const accept = [{ host: '127.0.0.1', port }];
  const listener = await Listener.open(accept, ({ stream }) => void came.push(stream.destroy()), {}, onIpv6);
  open.push(listener);
  const places = listener.bound.map((address) =>
    'host' in address ? `${address.host} ${address.port}` : address.path,
  );
  return { listener, places, came };
}

describe.skipIf(!localAddresses().has('::1'))('on a computer with ::1', () => {
  it('takes connections on both addresses, with the port that the system chose for the first', async () => {
    const { places, came } = await listen(0, true);
    const port = Number(places[0]?.split(' ')[1]);
    expect(places).toEqual([`127.0.0.1 ${port}`, `::1 ${port}`]);
    for (const host of ['127.0.0.1', '::1']) await once(connect({ host, port }), 'close');
    expect(came).toHaveLength(2);
  });

  it('stays off ::1 unless it is asked for', async () => {
    expect((await listen(0, false)).places).toHaveLength(1);
  });

  it('is there without ::1 when somebody has the port, and says so', async () => {
    const port = await freePort(['127.0.0.1', '::1']);
    await occupy('::1', port);
    const { listener, places } = await listen(port, true);
    expect(places).toEqual([`127.0.0.1 ${port}`]);
    expect(listener.failures).toMatchObject([{ kind: 'port-in-use', host: '::1', port }]);
  });

  it('does not do with ::1 alone', async () => {
    const port = await occupy('127.0.0.1', await freePort(['127.0.0.1', '::1']));
    await expect(listen(port, true)).rejects.toThrow(TunnelFault);
    await occupy('::1', port);
  });

  it('finds a port that is free on both', async () => {
    const first = await freePort(['127.0.0.1', '::1'], 20_000);
    await occupy('::1', first);
    expect(await freePort(['127.0.0.1'], first)).toBe(first);
    expect(await freePort(['127.0.0.1', '::1'], first)).toBeGreaterThan(first);
  });
});

it('does not mind an address that this computer lacks, except as the first', async () => {
  const port = await freePort(['127.0.0.1', '2001:db8::1'], 20_100);
  expect(port).toBeGreaterThanOrEqual(20_100);
  await expect(freePort(['2001:db8::1'], 20_100)).rejects.toThrow(/EADDRNOTAVAIL|EAFNOSUPPORT/);
});
