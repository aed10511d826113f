import { expect, it } from 'vitest';
import { profileSchema } from '../../preload/schemas.ts';
import { idOf, profile } from '../testing/fixtures.ts';
import { duplicateOf } from './duplicate.ts';

it('has an id, a name and local ports of its own, and is not started by itself', () => {
  const original = profile(1, { startWithApp: true });
  const others = [original, profile(2, { name: 'Office server 2', accept: [{ host: '127.0.0.1', port: 2223 }] })];
  const duplicate = duplicateOf(original, others, idOf(3));
  expect(duplicate).toEqual({
    ...original,
    id: idOf(3),
    name: 'Office server 3',
    accept: [{ host: '127.0.0.1', port: 2224 }],
    startWithApp: false,
  });
});

it('is a valid profile even with the longest name and the last port', () => {
  const original = profile(1, { name: 'n'.repeat(80), accept: [{ host: '127.0.0.1', port: 65_535 }] });
  expect(profileSchema.safeParse(duplicateOf(original, [original], idOf(2))).success).toBe(true);
});
