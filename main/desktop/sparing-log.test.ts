import { expect, test } from 'vitest';
import { sparing } from './sparing-log.ts';

function setUp() {
  const lines: string[] = [];
  const write = (text: string) => void lines.push(text);
  let time = 0;
  const log = sparing({ error: write, warn: write, info: write, debug: write }, () => time);
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { lines, log, pass };
}

test('many warnings are some lines and a count, and what went wrong is always said', () => {
  const { lines, log, pass } = setUp();
  for (let count = 0; count < 100_000; count += 1) log.warn('Refused.');
  expect(lines).toHaveLength(200);
  log.error('Something else.');
  expect(lines.at(-1)).toBe('Something else.');
  pass(60_000);
  log.warn('Refused later.');
  expect(lines.slice(-2)).toEqual(['99800 more warnings like the last ones were left out.', 'Refused later.']);
});

test('few warnings are all there, however long it takes', () => {
  const { lines, log, pass } = setUp();
  for (let count = 0; count < 1000; count += 1) {
    log.warn(`${count}`);
    pass(1000);
  }
  expect(lines).toHaveLength(1000);
});
