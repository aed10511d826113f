import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { idOf } from '../testing/fixtures.ts';
import { createRates, rateBetween } from './rates.ts';
import { nothingYet, type WindowData } from './state.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a rate', () => {
  const before = { at: 1000, sent: 100, received: 2000 };
  it.each([
    ['of half a second', { at: 1500, sent: 150, received: 3000 }, { sent: 100, received: 2000 }],
    ['where nothing went through', { at: 1500, sent: 100, received: 2000 }, null],
    ['after counting has begun anew', { at: 1500, sent: 0, received: 10 }, null],
    ['of no time', { at: 1000, sent: 200, received: 2000 }, null],
  ])('%s', (_name, now, rate) => {
    expect(rateBetween(before, now)).toEqual(rate);
  });

  it('is unknown at first', () => {
    expect(rateBetween(undefined, before)).toBeNull();
  });
});

it('shows what goes through each tunnel, and nothing soon after the last byte', () => {
  let data: WindowData = nothingYet;
  const set = (change: Partial<WindowData>) => {
    data = { ...data, ...change };
  };
  const cell = { get: () => data, set };
  const rates = createRates(cell, () => Date.now());
  const count = (received: number) =>
    rates.count([
      {
        kind: 'traffic',
        profileId: idOf(1),
        traffic: { sent: 0, received, openConnections: 1, totalConnections: 1 },
      },
    ]);
  count(0);
  vi.advanceTimersByTime(250);
  count(100);
  expect(data.rates.size).toBe(0);
  vi.advanceTimersByTime(750);
  count(2000);
  expect(data.rates.get(idOf(1))).toEqual({ sent: 0, received: 2000 });
  // Not at each patch: nobody could read it.
  vi.advanceTimersByTime(250);
  const shown = data.rates;
  count(9000);
  expect(data.rates).toBe(shown);
  vi.advanceTimersByTime(6000);
  expect(data.rates.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
  // Not the average of the pause.
  count(9100);
  expect(data.rates.size).toBe(0);
});
