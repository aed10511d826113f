import { expect, test } from 'vitest';
import { helpersFor, placeFor } from './placement.ts';

test.each([
  ['a single connection stays where it was accepted', [0], 0],
  ['also beside threads that have nothing to do', [0, 0], 0],
  ['what comes beside one goes elsewhere', [1, 0], 1],
  ['of equals the first is taken', [2, 2, 2], 0],
  ['the thread with the fewest is taken', [3, 2, 1], 2],
])('%s', (_name, connections, place) => {
  expect(placeFor(connections)).toBe(place);
});

test.each([
  [1, 0],
  [2, 1],
  [3, 2],
  [64, 2],
])('%i processors: %i threads beside the first', (processors, helpers) => {
  expect(helpersFor(processors)).toBe(helpers);
});
