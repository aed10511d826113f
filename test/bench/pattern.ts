/** Random-looking bytes that both ends know, so that every byte of a transfer can be checked where it arrives. */
import { createCipheriv } from 'node:crypto';

/** A prime, so that no power of two that a program's buffers have leads back to the same bytes. */
const PERIOD = 1_048_583;
/** The most that `slice` gives at once. */
const LONGEST = 512 * 1024;

const bytes = createCipheriv('aes-128-ctr', Buffer.alloc(16, 'adit'), Buffer.alloc(16)).update(
  Buffer.alloc(PERIOD + LONGEST),
);
bytes.copy(bytes, PERIOD, 0, LONGEST);

/** Each connection's data starts elsewhere, so that bytes of one that end up in another are noticed. */
export const startOf = (connection: number): number => (connection * 65_537) % PERIOD;

/** The bytes of a stream from `position`, as many as asked for and as fit. */
export function slice(start: number, position: number, length: number): Buffer {
  const from = (start + position) % PERIOD;
  return bytes.subarray(from, from + Math.min(length, LONGEST));
}

/** Whether the bytes that came at `position` of a stream are the right ones. */
export function matches(chunk: Uint8Array, start: number, position: number): boolean {
  for (let done = 0; done < chunk.length; ) {
    const expected = slice(start, position + done, chunk.length - done);
    if (expected.compare(chunk, done, done + expected.length) !== 0) return false;
    done += expected.length;
  }
  return true;
}
