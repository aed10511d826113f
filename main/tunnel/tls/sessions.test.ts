import { expect, it } from 'vitest';
import { SessionCache } from './sessions.ts';

const session = (text: string) => ({ session: Buffer.from(text), chain: [] });
const one = { service: 'server.test:443 server.test', address: '192.0.2.1' };
const two = { ...one, address: '192.0.2.2' };
const get = (cache: SessionCache, place: typeof one, now = 0) => cache.get(place, now)?.session.toString() ?? null;

it('keeps the last session of each address, for five minutes', () => {
  const cache = new SessionCache();
  cache.put(one, session('old'), 0);
  cache.put(one, session('new'), 1000);
  cache.put(two, session('other'), 1000);
  expect(get(cache, one, 2000)).toBe('new');
  expect(get(cache, two, 2000)).toBe('other');
  expect(get(cache, one, 301_000)).toBeNull();
});

it('gives an address that has none the last one of the same name, and of no other', () => {
  const cache = new SessionCache();
  cache.put(one, session('first'), 0);
  cache.put(two, session('second'), 0);
  expect(get(cache, { ...one, address: '192.0.2.3' })).toBe('second');
  expect(get(cache, { ...one, service: 'other.test:443 other.test' })).toBeNull();
});

it('forgets what failed, also what another address of the name had given', () => {
  const cache = new SessionCache();
  cache.put(one, session('x'), 0);
  cache.drop(two);
  expect(get(cache, one)).toBeNull();
  expect(get(cache, two)).toBeNull();
});

it('follows sessionResume, sessionCacheSize and sessionCacheTimeout', () => {
  const never = new SessionCache({ resume: false, size: 0, timeout: 300 });
  never.put(one, session('x'), 0);
  expect(get(never, one)).toBeNull();

  const small = new SessionCache({ resume: true, size: 1, timeout: 2 });
  const literal = { service: '192.0.2.9:443 ', address: '192.0.2.9' };
  small.put(one, session('x'), 0);
  small.put(literal, session('y'), 0);
  expect(get(small, one)).toBeNull();
  expect(get(small, literal, 1999)).toBe('y');
  expect(get(small, literal, 2000)).toBeNull();

  const unlimited = new SessionCache({ resume: true, size: 0, timeout: 300 });
  for (let host = 0; host < 2000; host++) unlimited.put({ ...one, address: String(host) }, session('z'), 0);
  expect(get(unlimited, { ...one, address: '0' })).toBe('z');
});
