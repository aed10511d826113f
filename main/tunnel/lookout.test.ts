import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProbeResult } from './engine.ts';
import { Lookout } from './lookout.ts';

const result: ProbeResult = { reached: null, chain: [], systemTrusts: false, error: null };
const MINUTES = 60_000;

let finish: ((found: ProbeResult) => void)[];
let signals: AbortSignal[];
let learned: number;
let lookout: Lookout;

beforeEach(() => {
  vi.useFakeTimers();
  finish = [];
  signals = [];
  learned = 0;
  lookout = new Lookout(
    (signal) => {
      signals.push(signal);
      return new Promise((resolve) => finish.push(resolve));
    },
    () => {
      learned += 1;
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
});

describe('Lookout', () => {
  it('looks once at a time', async () => {
    lookout.look();
    lookout.look();
    expect(finish).toHaveLength(1);
    finish[0]?.(result);
    await vi.advanceTimersByTimeAsync(0);
    expect(learned).toBe(1);
    lookout.look();
    expect(finish).toHaveLength(2);
  });

  it('looks again after a while that grows, from the start after `forget`', () => {
    const first = lookout.lookAgain();
    expect(first.failures).toBe(1);
    vi.advanceTimersByTime(first.delayMs);
    expect(finish).toHaveLength(1);
    lookout.stop();
    const later = Array.from({ length: 10 }, () => lookout.lookAgain());
    expect(later.at(-1)?.failures).toBe(11);
    expect(later.at(-1)?.delayMs).toBeGreaterThan(first.delayMs);
    lookout.forget();
    expect(lookout.lookAgain().failures).toBe(1);
  });

  it('waits for one other look at most, however often it failed', () => {
    lookout.lookAgain();
    lookout.lookAgain();
    expect(vi.getTimerCount()).toBe(1);
    lookout.look();
    vi.advanceTimersByTime(60 * MINUTES);
    expect(finish).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up a look that is under way, and does not hear how it ends', async () => {
    lookout.look();
    lookout.stop();
    expect(signals[0]?.aborted).toBe(true);
    finish[0]?.(result);
    await vi.advanceTimersByTimeAsync(60 * MINUTES);
    expect([learned, finish.length]).toEqual([0, 1]);
  });

  it('looks later when there is nothing to look at now', () => {
    let isThere = false;
    const looks: boolean[] = [];
    const waiting = new Lookout(
      () => {
        looks.push(isThere);
        return isThere ? Promise.resolve(result) : null;
      },
      () => undefined,
    );
    waiting.look();
    isThere = true;
    waiting.look();
    expect(looks).toEqual([false, true]);
  });
});
