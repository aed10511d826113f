import { describe, expect, it } from 'vitest';
import { dial, inOrder, mostTelling, openTcp } from './dialer.ts';

describe('dial', () => {
  it('does not wait for names when it is given up', async () => {
    const abort = new AbortController();
    const dialing = dial(
      {
        connect: [{ host: 'host.invalid', port: 1 }],
        failover: 'prio',
        turn: 0,
        connectSeconds: 0,
        signal: abort.signal,
      },
      openTcp,
    );
    abort.abort();
    await expect(dialing).rejects.toMatchObject({ reason: { kind: 'dns', code: 'ABORTED' } });
  });
});

describe('inOrder', () => {
  it('starts with the first for prio, and anywhere for rr; every entry once', () => {
    expect(inOrder(['a', 'b', 'c'], 'prio', 7)).toEqual(['a', 'b', 'c']);
    expect(inOrder(['a', 'b', 'c'], 'rr', 7)).toEqual(['b', 'c', 'a']);
    expect(inOrder([], 'rr', 7)).toEqual([]);
  });
});

describe('mostTelling', () => {
  it('prefers an answer to a missing route', () => {
    const refused = { kind: 'refused', host: 'h', port: 1 } as const;
    const noRoute = { kind: 'unreachable', host: 'h', port: 1, code: 'ENETUNREACH' } as const;
    expect(mostTelling([refused, noRoute])).toBe(refused);
    expect(mostTelling([noRoute])).toBe(noRoute);
    expect(mostTelling([])).toMatchObject({ kind: 'internal' });
  });
});
