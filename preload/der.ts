/** Where an element of DER or BER begins and ends (X.690 8.1.2 and 8.1.3). Written for every process: no Node. */

export interface ElementHead {
  readonly tag: number;
  /** Where its content begins. */
  readonly content: number;
  /** Where it ends, which may lie behind the bytes that are there; null for an indefinite length, which DER has not. */
  readonly end: number | null;
}

/** Longer lengths are nobody's: four octets are 4 GiB. */
const MOST_OCTETS = 4;

/** How many octets behind the first one of a length hold it; 0 where that is the length itself, or there is none. */
export function lengthOctets(first: number): number {
  return first > 0x80 ? first - 0x80 : 0;
}

/** The number that octets are, the first being the highest. */
export const unsigned = (octets: Uint8Array): number => octets.reduce((sum, octet) => sum * 256 + octet, 0);

/** The element at `at`, of which the content need not be there; null where its tag and length are not, or unusable. */
export function headAt(bytes: Uint8Array, at = 0): ElementHead | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) return null;
  const octets = lengthOctets(first);
  const content = at + 2 + octets;
  if (octets > MOST_OCTETS || content > bytes.length) return null;
  if (first === 0x80) return { tag, content, end: null };
  return { tag, content, end: content + (octets === 0 ? first : unsigned(bytes.subarray(at + 2, content))) };
}
