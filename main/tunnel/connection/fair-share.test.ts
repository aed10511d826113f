import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { FairShare } from './fair-share.ts';

const MANY = 1024 * 1024;

test('a connection that is alone need not rest', () => {
  const share = new FairShare(() => {});
  expect(share.take(MANY)).toBe(true);
  expect(share.take(MANY)).toBe(true);
  share.leave();
});

test('one of several rests for the remainder of the turn when it has had its share', async () => {
  let rests = 0;
  const share = new FairShare(() => {
    rests += 1;
  });
  const other = new FairShare(() => {});
  expect(share.take(1000)).toBe(true);
  expect(share.take(MANY)).toBe(false);
  expect(other.take(1000)).toBe(true);
  expect(rests).toBe(0);
  await setImmediate();
  expect(rests).toBe(1);
  expect(share.take(1000)).toBe(true);
  await setImmediate();
  expect(rests).toBe(1);
  share.leave();
  expect(other.take(MANY)).toBe(true);
  other.leave();
});
