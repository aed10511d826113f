import { expect, test } from 'vitest';
import { profileSchema } from '../../preload/fields/profile.ts';
import { distinctName } from './distinct-name.ts';

test.each([
  ['ssh', [], 'ssh'],
  ['ssh', ['vnc'], 'ssh'],
  ['ssh', ['ssh'], 'ssh 2'],
  ['ssh', ['ssh', 'ssh 2', 'ssh 4'], 'ssh 3'],
  ['ssh 2', ['ssh 2'], 'ssh 2 2'],
])('%j beside %j is %j', (wanted, others, name) => {
  expect(distinctName(wanted, new Set(others))).toBe(name);
});

test('is no longer than a name may be, with any number', () => {
  const longest = 'n'.repeat(80);
  const others = new Set([longest]);
  for (let count = 0; count < 120; count++) others.add(distinctName(longest, others));
  expect(others.size).toBe(121);
  for (const name of others) expect(profileSchema.shape.name.safeParse(name).success).toBe(true);
});
