import { expect, test } from 'vitest';
import { createTrafficHistories } from './traffic-history.ts';

const id = 'a';
const traffic = (sent: number, received: number) => ({ sent, received, openConnections: 1, totalConnections: 1 });

/** Histories, and the clock that they see. */
function setUp(stored = {}) {
  const clock = { at: new Date(2026, 10, 29, 23, 59, 58) };
  return { clock, histories: createTrafficHistories(() => clock.at, stored) };
}
const later = (clock: { at: Date }, seconds: number) => {
  clock.at = new Date(clock.at.getTime() + seconds * 1000);
};

test('bytes belong to the second and the day in which they went through', () => {
  const { clock, histories } = setUp();
  histories.count(id, traffic(10, 100));
  histories.count(id, traffic(15, 100));
  later(clock, 3);
  histories.count(id, traffic(15, 160));
  const { sent, received, days } = histories.of(id);
  expect(sent.slice(-4)).toEqual([15, 0, 0, 0]);
  expect(received.slice(-4)).toEqual([100, 0, 0, 60]);
  expect(days).toEqual([
    { day: '2026-11-29', sent: 15, received: 100 },
    { day: '2026-11-30', sent: 0, received: 60 },
  ]);
});

test('a tunnel that is switched on again counts from nothing', () => {
  const { clock, histories } = setUp();
  histories.count(id, traffic(10, 100));
  later(clock, 1);
  histories.count(id, traffic(4, 20));
  expect(histories.of(id).received.slice(-2)).toEqual([100, 20]);
});

test('what is older than five minutes and thirty-one days is forgotten, and days go on in the next run', () => {
  const days = Array.from({ length: 31 }, (_, index) => ({
    day: `2026-10-${String(index + 1).padStart(2, '0')}`,
    sent: 1,
    received: 1,
  }));
  const { clock, histories } = setUp({ [id]: days });
  histories.count(id, traffic(1, 1));
  later(clock, 301);
  expect(Math.max(...histories.of(id).sent)).toBe(0);
  expect(histories.of(id).days).toHaveLength(31);
  expect(histories.totals()[id]?.[0]?.day).toBe('2026-10-02');
  histories.forget(id);
  expect(histories.totals()).toEqual({});
});
