/** What happens where Node's servers are not made as expected. That they are is intake.test.ts. */
import { describe, expect, it, vi } from 'vitest';
import { takeHandles } from './listener.ts';

describe('takeHandles', () => {
  it.each<[string, number, unknown]>([
    ['a connection that failed', -24, undefined],
    ['a handle of another kind', 0, { readStart: () => 0 }],
  ])("leaves %s to Node's server", (_, status, handle) => {
    const onconnection = vi.fn();
    const listening = { onconnection };
    const take = vi.fn();
    takeHandles(listening, take);
    listening.onconnection(status, handle);
    expect(take).not.toHaveBeenCalled();
    expect(onconnection).toHaveBeenCalledExactlyOnceWith(status, handle);
    expect(onconnection.mock.contexts).toEqual([listening]);
  });

  it.each([null, {}, { onconnection: null }])('leaves %j alone', (listening) => {
    const before = { ...listening };
    takeHandles(listening, () => undefined);
    expect({ ...listening }).toEqual(before);
  });
});
