import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StateChange } from '../../preload/app-state.ts';
import { appState, idOf, reachable, view } from '../testing/fixtures.ts';
import { createFigures, rateBetween } from './figures.ts';

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

const patchOf = (received: number): StateChange => ({
  kind: 'traffic',
  profileId: idOf(1),
  traffic: { sent: 0, received, openConnections: 1, totalConnections: 1 },
});

it('shows what goes through each tunnel, and nothing soon after the last byte', () => {
  const figures = createFigures(() => Date.now());
  const rate = () => figures.rate(idOf(1));
  const count = (received: number) => figures.count([patchOf(received)]);
  count(0);
  vi.advanceTimersByTime(250);
  count(100);
  expect(rate()).toBeNull();
  vi.advanceTimersByTime(750);
  count(2000);
  expect(rate()).toEqual({ sent: 0, received: 2000 });
  // Not at each patch: nobody could read it.
  vi.advanceTimersByTime(250);
  count(9000);
  expect(rate()).toEqual({ sent: 0, received: 2000 });
  let told = 0;
  figures.follow(idOf(1), () => {
    told += 1;
  });
  vi.advanceTimersByTime(6000);
  // Of the last bytes, and of the end of the rate.
  expect([rate(), told]).toEqual([null, 2]);
  expect(vi.getTimerCount()).toBe(0);
  // Not the average of the pause.
  count(9100);
  expect(rate()).toBeNull();
});

it('tells those who follow a tunnel of it, and nobody else, no more often than a figure can be read', () => {
  const figures = createFigures(() => Date.now());
  const told: string[] = [];
  const stop = figures.follow(idOf(1), () => told.push('first'));
  figures.follow(idOf(2), () => told.push('second'));
  figures.count([patchOf(5)]);
  expect(told).toEqual(['first']);
  for (const received of [6, 7, 8]) {
    vi.advanceTimersByTime(250);
    figures.count([patchOf(received)]);
  }
  expect([told, figures.traffic(idOf(1))?.received]).toEqual([['first'], 8]);
  vi.advanceTimersByTime(250);
  expect(told).toEqual(['first', 'first']);
  // A whole state is what there is now.
  figures.begin(appState([view(1, {}, reachable())]));
  expect(told).toHaveLength(3);
  stop();
  vi.advanceTimersByTime(1000);
  figures.count([patchOf(9)]);
  expect(told).toHaveLength(3);
});

it.each([
  ['nothing more went through', 2000],
  ['counting has begun anew', 10],
])('takes a rate back when %s', (_when, received) => {
  const figures = createFigures(() => Date.now());
  const count = (all: number) => figures.count([patchOf(all)]);
  count(0);
  vi.advanceTimersByTime(1000);
  count(2000);
  expect(figures.rate(idOf(1))).toEqual({ sent: 0, received: 2000 });
  // Still heard of, so that it is not forgotten for its silence.
  vi.advanceTimersByTime(1000);
  count(received);
  expect(figures.rate(idOf(1))).toBeNull();
});
