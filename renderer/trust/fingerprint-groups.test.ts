import { expect, it } from 'vitest';
import { fingerprint } from '../testing/fixtures.ts';
import { fingerprintGroups } from './fingerprint-groups.ts';

it('the groups joined are the fingerprint, letter for letter', () => {
  const groups = fingerprintGroups(fingerprint(1));
  expect(groups.map(({ text }) => text).join('')).toBe(fingerprint(1));
  expect(groups.map(({ text }) => text.length)).toEqual([24, 24, 24, 23]);
});
