/** When to try a server again. */
const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * Milliseconds to wait after the `failures`-th failure in a row (1-based): doubling from one second to one minute, of
 * which `random` (0..1) takes up to half off, so that many clients do not come back at the same moment.
 */
export function backoffMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(full * (1 - random / 2));
}
