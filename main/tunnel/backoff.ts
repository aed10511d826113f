/** When to try a server again. */
const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** Somebody who has just logged in to a network waits for the tunnel. */
export const AT_A_PORTAL_MS = 5000;

/**
 * Milliseconds to wait after the `failures`-th failure in a row (1-based): doubling from one second to one minute, of
 * which `random` (0..1) takes up to half off, so that many clients do not come back at the same moment. `longestMs`: instead of a
 * minute.
 */
export function backoffMs(failures: number, random: number, longestMs = LONGEST_MS): number {
  const full = Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(full * (1 - random / 2));
}
