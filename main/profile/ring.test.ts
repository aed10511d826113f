import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../preload/types.ts';
import { type Linked, ringOf } from './ring.ts';

const endpoint = (text: string): Endpoint => {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
};
const tunnel = (name: string, accept: string, connect: string, more: Partial<Linked> = {}): Linked => ({
  id: name,
  name,
  accept: accept.split(' ').map(endpoint),
  connect: connect.split(' ').map(endpoint),
  ...more,
});
const ring = (first: Linked, others: readonly Linked[] = [], own: readonly string[] = []) =>
  ringOf(first, others, () => new Set(own))?.map(({ name }) => name) ?? null;

describe('a tunnel connects to itself', () => {
  test.each([
    ['127.0.0.1:443', '127.0.0.1:443'],
    ['127.0.0.1:443', 'localhost:443'],
    ['localhost:443', '::1:443'],
    ['localhost:443', '127.0.0.1:443'],
    ['127.0.0.1:443', '127.1:443'],
    ['127.0.0.1:443', '::ffff:127.0.0.1:443'],
    ['0.0.0.0:443', '127.0.0.1:443'],
    ['0.0.0.0:443', '127.0.0.53:443'],
    [':::443', '::1:443'],
    [':::443', '127.0.0.1:443'],
    ['127.0.0.1:443', 'a.example:443 127.0.0.1:443'],
    ['127.0.0.1:80 127.0.0.1:443', 'LOCALHOST.:443'],
    ['192.168.1.5:443', '192.168.1.5:443'],
    ['box.example:443', 'BOX.example:443'],
    ['0.0.0.0:443', '0.0.0.0:443'],
  ])('that listens on %s and connects to %s', (accept, connect) => {
    expect(ring(tunnel('a', accept, connect))).toEqual(['a']);
  });

  test.each([
    ['127.0.0.1:443', '127.0.0.1:444'],
    ['127.0.0.1:443', '127.0.0.2:443'],
    ['127.0.0.1:443', '::1:443'],
    ['0.0.0.0:443', '::1:443'],
    ['0.0.0.0:443', '192.168.1.5:443'],
    ['127.0.0.1:443', 'a.example:443'],
    ['127.0.0.1:443', '127.a.example:443'],
  ])('not one that listens on %s and connects to %s', (accept, connect) => {
    expect(ring(tunnel('a', accept, connect))).toBeNull();
  });

  test('that listens on ::1 beside 127.0.0.1', () => {
    expect(ring(tunnel('a', '127.0.0.1:443', '::1:443', { acceptIpv6: true }))).toEqual(['a']);
  });

  test('through another address of this computer', () => {
    expect(ring(tunnel('a', '0.0.0.0:443', '192.168.1.5:443'), [], ['192.168.1.5'])).toEqual(['a']);
    expect(ring(tunnel('a', '127.0.0.1:443', '192.168.1.5:443'), [], ['192.168.1.5'])).toBeNull();
  });

  test('by its proxy, which is what it connects to', () => {
    const proxy = { kind: 'http', host: 'localhost', port: 3128, username: null } as const;
    expect(ring(tunnel('a', '127.0.0.1:3128', 'b.example:443', { proxy }))).toEqual(['a']);
    expect(ring(tunnel('a', '127.0.0.1:443', '127.0.0.1:443', { proxy }))).toBeNull();
    expect(ring(tunnel('a', '127.0.0.1:443', '127.0.0.1:443', { proxy: { kind: 'system' } }))).toEqual(['a']);
  });
});

describe('a ring of several', () => {
  const a = tunnel('a', '127.0.0.1:1', '127.0.0.1:2');
  const b = tunnel('b', '127.0.0.1:2', 'localhost:3');
  const c = tunnel('c', '0.0.0.0:3', '127.0.0.1:1');

  test('is found from each of them, in its order', () => {
    expect(ring(a, [b, c])).toEqual(['a', 'b', 'c']);
    expect(ring(c, [a, b])).toEqual(['c', 'a', 'b']);
  });

  test('is none while one is missing, or leads elsewhere', () => {
    expect(ring(a, [b])).toBeNull();
    expect(ring(a, [b, tunnel('c', '0.0.0.0:3', 'out.example:1')])).toBeNull();
  });

  test('is not that of tunnels which only lead into one', () => {
    expect(ring(tunnel('d', '127.0.0.1:9', '127.0.0.1:1'), [a, b, c])).toBeNull();
  });

  test('is the shortest there is', () => {
    expect(ring(tunnel('a', '127.0.0.1:1', '127.0.0.1:2 127.0.0.1:3'), [b, c])).toEqual(['a', 'c']);
  });

  test('of thousands of tunnels is found', () => {
    const long = Array.from({ length: 2000 }, (_, index) =>
      tunnel(`t${index}`, `127.0.0.1:${index + 1}`, `127.0.0.1:${((index + 1) % 2000) + 1}`),
    );
    expect(ring(long[0] as Linked, long.slice(1))).toHaveLength(2000);
  });
});

test('the system is asked for its addresses where they decide, and once', () => {
  let asked = 0;
  const own = () => {
    asked += 1;
    return new Set(['192.168.1.5']);
  };
  const away = tunnel('away', '127.0.0.1:2222', 'vpn.example.org:443');
  const local = tunnel('local', '127.0.0.1:3333', '127.0.0.1:2222');
  const lan = tunnel('lan', '127.0.0.1:4444', '192.168.1.5:2222');
  expect([ringOf(local, [away], own), ringOf(lan, [away], own)]).toEqual([null, null]);
  expect(asked).toBe(0);
  const here = tunnel('here', '0.0.0.0:443 0.0.0.0:444', '192.168.1.5:444 192.168.1.5:443');
  expect(ringOf(here, [away], own)).toEqual([here]);
  expect(asked).toBe(1);
});
