import { expect, it } from 'vitest';
import { AT_A_PORTAL_MS, backoffMs } from './backoff.ts';

it('doubles from one second to a minute', () => {
  expect([1, 2, 3, 6, 7, 1000].map((failures) => backoffMs(failures, 0))).toEqual([
    1000, 2000, 4000, 32_000, 60_000, 60_000,
  ]);
});

it('takes at most half off, so that it never becomes a busy loop', () => {
  expect(backoffMs(1, 0.999)).toBeGreaterThanOrEqual(500);
  expect(backoffMs(50, 1)).toBe(30_000);
});

it('stays short where somebody has just logged in to a network', () => {
  expect(backoffMs(1000, 0, AT_A_PORTAL_MS)).toBe(5000);
});
