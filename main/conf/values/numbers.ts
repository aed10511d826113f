/** Numbers as stunnel reads them. */

/** strtol, complete and cast to an int; null for what is no number. */
export function readInt(text: string): number | null {
  if (!/^[ \t\v\f]*[+-]?\d+$/.test(text)) return null;
  const limit = 2n ** 63n;
  const value = BigInt(text.trim().replace(/^\+/, ''));
  const clamped = value >= limit ? limit - 1n : value < -limit ? -limit : value;
  return Number(BigInt.asIntN(32, clamped));
}

export function readIntWithin(text: string, lowest: number, highest: number): number | null {
  const number = readInt(text);
  return number !== null && number >= lowest && number <= highest ? number : null;
}

/** As many seconds as a timer takes (2^31 milliseconds). */
const MOST_SECONDS = 2_147_483;

/** null also for less than none, which stunnel takes and which means nothing. */
export function readSeconds(text: string): number | null {
  const number = readInt(text);
  return number === null || number < 0 ? null : Math.min(number, MOST_SECONDS);
}
