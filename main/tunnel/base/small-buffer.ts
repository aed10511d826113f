/** Buffers for connections that have little to say, which are most. */

/** Bytes of one. */
export const SMALL_BUFFER = 2 * 1024;
const SLAB_BYTES = 16 * SMALL_BUFFER;

let slab = Buffer.alloc(0);
let used = 0;

/**
 * Memory of its own for whoever asks, with anything in it. Cut from a larger piece: a piece of memory costs Electron, whose
 * buffers live in V8's memory cage, some tens of microseconds, and a connection needs three.
 */
export function smallBuffer(): Buffer {
  if (used + SMALL_BUFFER > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  used += SMALL_BUFFER;
  return slab.subarray(used - SMALL_BUFFER, used);
}
