import { describe, expect, it } from 'vitest';
import { logLine, readLevel } from './log.ts';

describe('log', () => {
  it('has the format of stunnel, one line a message whatever is in it', () => {
    const at = new Date(2026, 0, 2, 3, 4, 5);
    expect(logLine(at, 5, 'ui', 'Configuration successful')).toBe(
      '2026.01.02 03:04:05 LOG5[ui]: Configuration successful',
    );
    expect(logLine(at, 3, '12', 'a\nb\u001b[0m')).toBe('2026.01.02 03:04:05 LOG3[12]: a.b.[0m');
  });

  it.each([
    [null, 5],
    ['7', 7],
    ['0', 0],
    ['Warning', 4],
    ['daemon.info', 6],
    ['local0.err', 3],
  ])('reads the level of debug = %s', (value, expected) => {
    expect(readLevel(value)).toBe(expected);
  });
});
