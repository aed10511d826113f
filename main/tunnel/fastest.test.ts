import { expect, test } from 'vitest';
import { type Delays, fastestOf, typical, withDelay } from './fastest.ts';

/** Rounds of measurements, each of the servers a, b, … in turn; what is first after each. */
function firsts(...rounds: readonly (readonly (number | null)[])[]): string {
  let delays: Delays = new Map();
  let current: string | null = null;
  return rounds
    .map((round, at) => {
      for (const [index, milliseconds] of round.entries()) {
        delays = withDelay(delays, 'abc'[index] ?? '', { at, milliseconds });
      }
      current = fastestOf(delays, current);
      return current ?? '-';
    })
    .join('');
}

test.each<[string, readonly (readonly (number | null)[])[], string]>([
  ['the fastest of the first round', [[30, 10, 20]], 'b'],
  ['nobody answers: the order of the profile', [[null, null]], '-'],
  ['the first does not answer', [[null, 40]], 'b'],
  [
    'a little faster is no reason',
    [
      [20, 30],
      [20, 18],
      [20, 17],
      [20, 17],
      [20, 17],
    ],
    'aaaaa',
  ],
  [
    'a few milliseconds are none, whatever part they are',
    [
      [6, 8],
      [6, 2],
      [6, 2],
      [6, 2],
      [6, 2],
    ],
    'aaaaa',
  ],
  [
    'clearly faster, and for some time',
    [
      [20, 30],
      [20, 10],
      [20, 10],
      [20, 10],
    ],
    'aaab',
  ],
  ['one that is measured later proves itself first', [[20], [20], [20], [20, 5], [20, 5], [20, 5]], 'aaaaab'],
  [
    'two that take turns in being faster',
    [
      [20, 25],
      [30, 10],
      [10, 30],
      [30, 10],
      [10, 30],
      [30, 10],
    ],
    'aaaaaa',
  ],
  [
    'one outlier',
    [
      [20, 30],
      [20, 30],
      [500, 30],
      [20, 30],
    ],
    'aaaa',
  ],
  [
    'slow for good',
    [
      [20, 40],
      [20, 40],
      [90, 40],
      [90, 40],
      [90, 40],
    ],
    'aaaab',
  ],
  [
    'the present one does not answer: the next at once',
    [
      [20, 40, 30],
      [null, 40, 30],
    ],
    'ac',
  ],
  [
    'one that comes back must prove itself',
    [
      [20, 40],
      [null, 40],
      [20, 40],
      [20, 40],
      [20, 40],
    ],
    'abbba',
  ],
  [
    'one that comes and goes',
    [
      [20, 40],
      [null, 40],
      [20, 40],
      [null, 40],
      [20, 40],
      [null, 40],
    ],
    'abbbbb',
  ],
  [
    'all are away for a while: nothing changes',
    [
      [20, 40],
      [null, null],
      [20, 40],
    ],
    'aaa',
  ],
])('%s', (_name, rounds, expected) => {
  expect(firsts(...rounds)).toBe(expected);
});

test('what is typical is the median of the last five, and nothing after a failure', () => {
  const of = (...all: readonly (number | null)[]) => typical(all.map((milliseconds, at) => ({ at, milliseconds })));
  expect([of(), of(9), of(900, 1, 2, 3, 4, 5), of(1, null), of(1, null, 3)]).toEqual([null, 9, 3, null, 1]);
});

test('what is old is forgotten', () => {
  let delays: Delays = new Map();
  for (let at = 0; at < 100; at += 1) delays = withDelay(delays, 'a', { at, milliseconds: 1 });
  expect(delays.get('a')).toHaveLength(60);
  expect(delays.get('a')?.at(-1)?.at).toBe(99);
});
