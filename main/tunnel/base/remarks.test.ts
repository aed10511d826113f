import { expect, it } from 'vitest';
import { Remarks } from './remarks.ts';

it('a remark is news once an hour, another one at once', () => {
  const remarks = new Remarks();
  const minuteMs = 60_000;
  expect(remarks.isNews('no answer', 0)).toBe(true);
  expect(remarks.isNews('no answer', 59 * minuteMs)).toBe(false);
  expect(remarks.isNews('a wrong answer', 59 * minuteMs)).toBe(true);
  expect(remarks.isNews('no answer', 60 * minuteMs)).toBe(true);
  expect(remarks.isNews('a wrong answer', 60 * minuteMs)).toBe(false);
  expect(new Remarks().isNews('no answer', 60 * minuteMs)).toBe(true);
});
