import { describe, expect, it } from 'vitest';
import { connectionId, readLogId } from './log-id.ts';

describe('logId', () => {
  it.each([
    [null, 'sequential'],
    ['sequential', 'sequential'],
    ['Unique', 'unique'],
    ['thread', 'thread'],
    ['PROCESS', 'process'],
  ])('reads logId = %s', (value, expected) => {
    expect(readLogId(value)).toBe(expected);
  });

  it('counts connections, or gives each a name that no other has', () => {
    expect([0, 1, 2].map((count) => connectionId('sequential', count))).toEqual(['0', '1', '2']);
    const unique = Array.from({ length: 1000 }, (_, count) => connectionId('unique', count));
    expect(new Set(unique).size).toBe(unique.length);
    for (const id of unique) expect(id).toMatch(/^[0-9a-zA-Z]{22}$/);
    // Every character there is turns up among 22,000, or something is wrong with how they are drawn.
    expect(new Set(unique.join('')).size).toBe(62);
  });

  it.each(['thread', 'process'] as const)('names the process for %s', (kind) => {
    expect([0, 7].map((count) => connectionId(kind, count))).toEqual([String(process.pid), String(process.pid)]);
  });
});
