import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('counts on, and first hands out again what was given back', () => {
  const turns = new Turns(5);
  expect([turns.next(), turns.next(), turns.next()]).toEqual([6, 7, 8]);
  turns.giveBack(8);
  turns.giveBack(6);
  expect([turns.peek(), turns.next(), turns.next(), turns.peek(), turns.next()]).toEqual([6, 6, 8, 9, 9]);
});
