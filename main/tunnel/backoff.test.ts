import { expect, it } from 'vitest';
import { backoffMs } from './backoff.ts';

it('doubles from one second to a minute', () => {
  expect([1, 2, 3, 6, 7, 1000].map((failures) => backoffMs(failures, 0))).toEqual([
    1000, 2000, 4000, 32_000, 60_000, 60_000,
  ]);
});

it('takes at most half off, so that it never becomes a busy loop', () => {
  expect(backoffMs(1, 0.999)).toBeGreaterThanOrEqual(500);
  expect(backoffMs(50, 1)).toBe(30_000);
});
