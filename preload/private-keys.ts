/** Private keys in files that somebody gives: they are recognised, skipped, and go no further than where they were read. */

const BEGIN = '-----BEGIN ';
const END = '-----END ';
/** The first line of a private key (RFC 7468, and the older names before “PRIVATE KEY”). */
const FIRST_LINE = /^-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----/;
/** Longer than any first line. */
const LONGEST = 80;

const SPACE = 0x20;
const isLineEnd = (byte: number | undefined) => byte === 0x0a || byte === 0x0d;
const isBlank = (byte: number | undefined) => byte === SPACE || byte === 0x09;

/**
 * Overwrites every private key of PEM text with spaces, in place: of a key its first line and the ends of its lines are
 * left, so that what stands behind it keeps its line and an archive its structure. Nothing of a key is decoded. A key
 * whose last line is missing ends where another block begins, or with the file. Returns the same bytes.
 */
export function blankPrivateKeys(bytes: Uint8Array): Uint8Array {
  let inKey = false;
  let start = 0;
  while (start < bytes.length) {
    let end = start;
    while (end < bytes.length && !isLineEnd(bytes[end])) end += 1;
    inKey = blankLine(bytes, start, end, inKey);
    start = end + 1;
  }
  return bytes;
}

/** Whether a key goes on in the next line. */
function blankLine(bytes: Uint8Array, start: number, end: number, goesOn: boolean): boolean {
  let inKey = goesOn;
  let at = start;
  while (at < end && isBlank(bytes[at])) at += 1;
  while (at < end) {
    if (hasAt(bytes, at, end, BEGIN)) {
      const first = FIRST_LINE.exec(String.fromCharCode(...bytes.subarray(at, Math.min(end, at + LONGEST))))?.[0];
      if (first === undefined) return false;
      inKey = true;
      at += first.length;
    } else {
      if (!inKey) return false;
      // Where the line end between two blocks is missing, the next one begins in the middle.
      const next = find(bytes, at, end, BEGIN) ?? end;
      if (find(bytes, at, next, END) !== null) inKey = false;
      bytes.fill(SPACE, at, next);
      at = next;
    }
  }
  return inKey;
}

function hasAt(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (start + text.length > end) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

function find(bytes: Uint8Array, from: number, end: number, text: string): number | null {
  for (let start = bytes.indexOf(0x2d, from); start >= 0 && start < end; start = bytes.indexOf(0x2d, start + 1)) {
    if (hasAt(bytes, start, end, text)) return start;
  }
  return null;
}
