import { expect, test } from 'vitest';
import { delayLine } from './delay-line.ts';

const size = { width: 100, height: 22 };
const line = (...all: readonly (number | null)[]) =>
  delayLine(
    all.map((milliseconds, at) => ({ at, milliseconds })),
    20,
    size,
  );

test.each<[string, readonly (number | null)[], string]>([
  ['nothing', [], ''],
  ['one is a dot at the right end', [20], 'M100 1h0.1'],
  ['from left to right, the most at the top', [0, 10, 20], 'M0 21h0.1L50 11L100 1'],
  ['broken where nobody answered', [0, null, 20], 'M0 21h0.1M100 1h0.1'],
  ['no answer at the end', [0, 10, null], 'M0 21h0.1L50 11'],
])('%s', (_name, delays, expected) => {
  expect(line(...delays)).toBe(expected);
});
