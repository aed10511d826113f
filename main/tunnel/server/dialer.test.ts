import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { dial, inOrder, mostTelling, openTcp } from './dialer.ts';

describe('dial', () => {
  it('does not wait for names when it is given up', async () => {
    const abort = new AbortController();
    const dialing = dial(
      {
        connect: [{ host: 'host.invalid', port: 1 }],
        failover: 'prio',
        turn: 0,
        connectSeconds: 0,
        signal: abort.signal,
      },
      openTcp,
    );
    abort.abort();
    await expect(dialing).rejects.toMatchObject({ reason: { kind: 'dns', code: 'ABORTED' } });
  });
});

describe('dial with addresses that are held', () => {
  const dialHeld = (host: string, port: number, addresses: readonly string[]) =>
    dial(
      {
        connect: [{ host, port }],
        held: [{ host: 'vpn.invalid', port, addresses }],
        failover: 'prio',
        turn: 0,
        connectSeconds: 5,
        signal: new AbortController().signal,
      },
      openTcp,
    );

  it('asks nobody for the name, and tries one after the other', async () => {
    await using server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { socket, target } = await dialHeld('vpn.invalid', port, ['::1', '127.0.0.1']);
    socket.destroy();
    expect(target).toMatchObject({ host: 'vpn.invalid', address: '127.0.0.1' });
  });

  it.each(['localhost', '127.0.0.1'])('dials no other host: %s', async (host) => {
    await using server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(dialHeld(host, port, ['127.0.0.1'])).rejects.toMatchObject({ reason: { kind: 'vpn-address', host } });
  });
});

describe('inOrder', () => {
  it('starts with the first for prio, and anywhere for rr; every entry once', () => {
    expect(inOrder(['a', 'b', 'c'], 'prio', 7)).toEqual(['a', 'b', 'c']);
    expect(inOrder(['a', 'b', 'c'], 'rr', 7)).toEqual(['b', 'c', 'a']);
    expect(inOrder([], 'rr', 7)).toEqual([]);
  });
});

describe('mostTelling', () => {
  it('prefers an answer to a missing route', () => {
    const refused = { kind: 'refused', host: 'h', port: 1 } as const;
    const noRoute = { kind: 'unreachable', host: 'h', port: 1, code: 'ENETUNREACH' } as const;
    expect(mostTelling([refused, noRoute])).toBe(refused);
    expect(mostTelling([noRoute])).toBe(noRoute);
    expect(mostTelling([])).toMatchObject({ kind: 'internal' });
  });
});
