import { expect, it } from 'vitest';
import { SessionCache } from './sessions.ts';

const session = (text: string) => ({ session: Buffer.from(text), chain: [] });

it('keeps the last session of each address, for five minutes', () => {
  const cache = new SessionCache();
  cache.put('192.0.2.1:443', session('old'), 0);
  cache.put('192.0.2.1:443', session('new'), 1000);
  cache.put('192.0.2.2:443', session('other'), 1000);
  expect(cache.get('192.0.2.1:443', 2000)?.session.toString()).toBe('new');
  expect(cache.get('192.0.2.1:443', 301_000)).toBeNull();
});

it('forgets what failed', () => {
  const cache = new SessionCache();
  cache.put('192.0.2.1:443', session('x'), 0);
  cache.drop('192.0.2.1:443');
  expect(cache.get('192.0.2.1:443', 1)).toBeNull();
});
