import { expect, it } from 'vitest';
import { SMALL_BUFFER, smallBuffer } from './small-buffer.ts';

it('no byte belongs to two', () => {
  const buffers = Array.from({ length: 100 }, smallBuffer);
  for (const [index, buffer] of buffers.entries()) buffer.fill(index);
  for (const [index, buffer] of buffers.entries()) expect(buffer.equals(Buffer.alloc(SMALL_BUFFER, index))).toBe(true);
});
