import { describe, expect, it } from 'vitest';
import { daysLeft, durationWords, programWords, wayWords } from './words.ts';

it.each([
  [900, '0 s'],
  [59_999, '59 s'],
  [61_000, '1 min'],
  [7_500_000, '2 h 5 min'],
  [-5, '0 s'],
])('%i ms: %s', (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words);
});

describe('the end of a certificate', () => {
  const now = Date.UTC(2026, 10, 29);
  it.each([
    ['2026-12-01T00:00:00.000Z', '2 days left'],
    ['2026-11-30T12:00:00.000Z', '1 day left'],
    ['2026-11-26T00:00:00.000Z', 'expired 3 days ago'],
    ['no date', null],
  ])('%s', (validTo, words) => {
    expect(daysLeft(validTo, now)).toBe(words);
  });
});

it('names the program where the system does', () => {
  const peer = { host: '127.0.0.1', port: 50_000 };
  expect(programWords({ program: { pid: 812, name: 'ssh' }, peer })).toBe('ssh (process 812)');
  expect(programWords({ program: null, peer })).toBe('A program that the system does not name');
  expect(programWords({ program: null, peer: null })).toBe('A program');
});

it('claims no handshake before there was one', () => {
  expect(wayWords(null)).toBe('connecting to the server');
});
