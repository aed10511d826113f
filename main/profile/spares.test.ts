import { expect, it } from 'vitest';
import { applicationSchema } from '../../preload/fields/application.ts';
import { sparesSchema } from '../../preload/fields/spares.ts';
import { sparesOf } from './spares.ts';

it('keeps spares for applications that connect often and whose servers wait for the first word', () => {
  const some = applicationSchema.options.filter((application) => sparesOf({ application }) !== null);
  expect(some).toEqual(['http', 'redis', 'mongodb']);
  for (const application of some) expect(sparesSchema.safeParse(sparesOf({ application })).success).toBe(true);
});

it('does what the profile says, also when that is none', () => {
  const three = { count: 3, lifetime: 20 };
  expect(sparesOf({ application: 'ssh', spares: three })).toEqual(three);
  expect(sparesOf({ application: 'http', spares: { count: 0, lifetime: 10 } })?.count).toBe(0);
});
