/** Private keys in files that somebody gives: they are recognised, skipped, and go no further than where they were read. */
import { headAt } from './der.ts';

const BEGIN = '-----BEGIN ';
const END = '-----END ';
/** The first line of a private key (RFC 7468, and the older names before “PRIVATE KEY”). */
const FIRST_LINE = /^-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----/;
/** Longer than any first line. */
const LONGEST = 80;

const SPACE = 0x20;
const isLineEnd = (byte: number | undefined) => byte === 0x0a || byte === 0x0d;
const isBlank = (byte: number | undefined) => byte === SPACE || byte === 0x09;

/** The same behind a last line of another file that had no end. */
const AT_END = /\S-----BEGIN (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)?-----[ \t]*$/;

/**
 * Overwrites every private key, in place, also PKCS#12 files and keys in DER form, of which the first bytes are left. Of a
 * key in PEM text its first line and the ends of its lines are left, so that what stands behind it keeps its line and an
 * archive its structure. Nothing of a key is decoded. A key whose last line is missing ends where another block begins, or
 * with the file. Returns the same bytes.
 */
export function blankPrivateKeys(bytes: Uint8Array): Uint8Array {
  const binary = binaryKeyOf(bytes);
  if (binary !== null) return bytes.fill(0, binary.length);
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
      if (!inKey) return isKeyAtEnd(bytes, at, end);
      // Where the line end between two blocks is missing, the next one begins in the middle.
      const next = find(bytes, at, end, BEGIN) ?? end;
      if (find(bytes, at, next, END) !== null) inKey = false;
      bytes.fill(SPACE, at, next);
      at = next;
    }
  }
  return inKey;
}

const isComment = (byte: number | undefined) => byte === 0x3b || byte === 0x23;

/** Whether a key begins at the end of the line that starts with other text, and not with a comment. */
function isKeyAtEnd(bytes: Uint8Array, at: number, end: number): boolean {
  if (isComment(bytes[at])) return false;
  return AT_END.test(String.fromCharCode(...bytes.subarray(Math.max(at, end - LONGEST), end)));
}

export interface BinaryKey {
  /** `store`: a PKCS#12 file, which holds certificates and most often a key. */
  readonly kind: 'key' | 'store';
  /** Of the first bytes that tell what it is, and hold nothing secret. */
  readonly length: number;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTETS = 0x04;
const OBJECT = 0x06;
/** Object identifiers, as far as they are compared: PKCS #7, PKCS #5, and the ciphers of PKCS #12. */
const PKCS7 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
const PKCS5 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

/**
 * A file that is a private key in DER form (PKCS#8 as RFC 5958 has it, also encrypted; PKCS#1, RFC 8017; RFC 5915) or a
 * PKCS#12 file (RFC 7292), by how it begins; null for everything else.
 */
export function binaryKeyOf(bytes: Uint8Array): BinaryKey | null {
  const first = inside(bytes, 0, SEQUENCE);
  if (first === null) return null;
  const algorithm = inside(bytes, first, SEQUENCE);
  if (algorithm !== null) {
    const id = inside(bytes, algorithm, OBJECT);
    if (id === null || !(isAt(bytes, id, PKCS5) || isAt(bytes, id, PKCS12))) return null;
    return { kind: 'key', length: id + PKCS12.length };
  }
  const version = bytes[first + 2];
  if (!isAt(bytes, first, [INTEGER, 1]) || version === undefined) return null;
  const second = first + 3;
  const content = inside(bytes, second, SEQUENCE);
  if (version === 3) {
    const id = content === null ? null : inside(bytes, content, OBJECT);
    return id === null || !isAt(bytes, id, PKCS7) ? null : { kind: 'store', length: id + PKCS7.length };
  }
  if (version > 1) return null;
  if (content !== null) return bytes[content] === OBJECT ? { kind: 'key', length: content + 1 } : null;
  const number = inside(bytes, second, version === 1 ? OCTETS : INTEGER) ?? inside(bytes, second, INTEGER);
  return number === null ? null : { kind: 'key', length: number };
}

/** A PKCS#12 file by its version, an INTEGER 3 (RFC 7292 4): also one whose rest is damaged. */
export function isPkcs12(bytes: Uint8Array): boolean {
  const first = inside(bytes, 0, SEQUENCE);
  return first !== null && isAt(bytes, first, [INTEGER, 1, 3]);
}

/** Where the content of the element at `at` begins, when it has this tag. */
function inside(bytes: Uint8Array, at: number, tag: number): number | null {
  const head = headAt(bytes, at);
  return head?.tag === tag ? head.content : null;
}

const isAt = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, index) => bytes[at + index] === byte);

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
