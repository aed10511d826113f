/** The central directory of a zip (APPNOTE 4.3.12), for what the entries themselves do not say. Pure. */

const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_END = 0x06054b50;
/** Of the fixed part of an entry, and of the record behind the last one. */
const ENTRY_LENGTH = 46;
const END_LENGTH = 22;
/** The longest comment behind that record. */
const LONGEST_COMMENT = 0xffff;

/** Systems whose external attributes have the mode of a file in their upper half (APPNOTE 4.4.2). */
const WITH_MODES: ReadonlySet<number> = new Set([3, 19]);
const TYPE_BITS = 0xf000;
const SYMBOLIC_LINK = 0xa000;
const UTF8 = 0x800;

export interface ZipDirectory {
  readonly links: ReadonlySet<string>;
}

/** null when the archive ends before its directory does. */
export function readZipDirectory(bytes: Uint8Array): ZipDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const links = new Set<string>();
  // Where it begins is counted back from its end, so that bytes in front of the archive do not matter.
  let at = end - view.getUint32(end + 12, true);
  while (at >= 0 && at + ENTRY_LENGTH <= end && view.getUint32(at, true) === DIRECTORY_ENTRY) {
    const nameLength = view.getUint16(at + 28, true);
    const mode = view.getUint16(at + 40, true);
    if (WITH_MODES.has(view.getUint8(at + 5)) && (mode & TYPE_BITS) === SYMBOLIC_LINK) {
      const name = bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength);
      links.add(decoded(name, (view.getUint16(at + 8, true) & UTF8) !== 0));
    }
    at += ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { links };
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at;
  }
  return null;
}

/** As the entries' names are: without the mark for UTF-8 every byte is a character. */
const decoded = (name: Uint8Array, isUtf8: boolean): string =>
  isUtf8 ? new TextDecoder().decode(name) : Array.from(name, (byte) => String.fromCharCode(byte)).join('');
