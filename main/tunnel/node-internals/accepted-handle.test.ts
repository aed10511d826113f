/** What happens where Node's servers are not made as expected. That they are is local-end.test.ts. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { socketOver, takeHandles } from './accepted-handle.ts';
import { trust } from './proven.ts';

const onread = { buffer: () => Buffer.alloc(1), callback: () => true };

describe('takeHandles', () => {
  beforeAll(() => trust(['own-buffers']));

  it.each<[string, number, unknown]>([
    ['a connection that failed', -24, undefined],
    ['a handle of another kind', 0, { readStart: () => 0 }],
  ])("leaves %s to Node's server", (_, status, handle) => {
    const onconnection = vi.fn();
    const listening = { onconnection };
    takeHandles(listening, (offered) => socketOver(offered, onread) !== null);
    listening.onconnection(status, handle);
    expect(onconnection).toHaveBeenCalledExactlyOnceWith(status, handle);
    expect(onconnection.mock.contexts).toEqual([listening]);
  });

  it.each([null, {}, { onconnection: null }])('leaves %j alone', (listening) => {
    const before = { ...listening };
    takeHandles(listening, () => true);
    expect({ ...listening }).toEqual(before);
  });
});
