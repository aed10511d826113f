/** A zip or tar as the files it holds, in memory: nothing is ever written, links are not followed. */
// The other entry declares `require` for its workers, which the build of main does too.
import { Gunzip, Unzip, UnzipInflate } from 'fflate/browser';
import { unpackTar } from 'modern-tar';
import { importLimits } from '../../../preload/import-limits.ts';
import type { SetFile } from '../../../preload/import-preview.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { relativePath } from '../../conf/paths.ts';
import { type FileSetResult, noteOnFile, tooManyFiles } from './file-set.ts';
import { readZipDirectory } from './zip-directory.ts';

/** Whether a file of this name may be larger than a configuration. */
export const isArchiveName = (name: string): boolean => /\.(?:zip|tar|tgz|gz)$/i.test(name);

/** By what it holds: names are often wrong. */
export function isArchive(bytes: Uint8Array): boolean {
  return isZip(bytes) || isGzip(bytes) || isTar(bytes);
}

const startsWith = (bytes: Uint8Array, ...start: readonly number[]) =>
  start.every((byte, index) => bytes[index] === byte);
/** Also an empty one, which is its own end. */
const isZip = (bytes: Uint8Array) =>
  startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06);
const isGzip = (bytes: Uint8Array) => startsWith(bytes, 0x1f, 0x8b, 0x08);
const isTar = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(257, 262)) === 'ustar';

/** What was packed is at most this much altogether, so that a small archive cannot fill the memory. */
const MOST_UNPACKED = 4 * importLimits.archiveBytes;
/** Unpacked piece by piece, so that it can be stopped. */
const PIECE = 16_384;

class TooMuch extends Error {}

interface Findings {
  readonly files: SetFile[];
  readonly notes: Note[];
}

const OUTSIDE = toSay('note.file.outside');
const LINK = toSay('note.file.link');
const SPECIAL = toSay('note.file.special');
const CUT = toSay('note.file.cut');
const INCOMPLETE = toSay('note.file.incomplete');

/** Reads an archive within the limits of an import. Never rejects: what cannot be read is explained. */
export async function readArchive(name: string, bytes: Uint8Array): Promise<FileSetResult> {
  const found: Findings = { files: [], notes: [] };
  try {
    if (isZip(bytes)) readZip(name, bytes, found);
    else {
      const plain = isGzip(bytes) ? gunzip(bytes) : bytes;
      if (isTar(plain)) await readTar(name, plain, found);
      // A single file, packed.
      else take(name.replace(/\.gz$/i, ''), plain, found);
    }
  } catch (error) {
    return { ok: false, explanation: error instanceof TooMuch ? tooLarge(name) : damaged(name) };
  }
  if (found.files.length > importLimits.files) return { ok: false, explanation: tooManyFiles(name) };
  if (found.files.length === 0) return { ok: false, explanation: explainNothing(name, found.notes) };
  return { ok: true, set: { name, ...found } };
}

/** False when it is not taken; then a note says why. */
function accepts(path: string, size: number, { files, notes }: Findings): boolean {
  // One more than the limit shows that there are too many.
  if (files.length > importLimits.files) return false;
  if (relativePath(path) === null) {
    notes.push(noteOnFile(path, OUTSIDE));
    return false;
  }
  if (size > importLimits.fileBytes) {
    files.push({ path: relativePath(path) ?? path, bytes: null });
    return false;
  }
  return true;
}

function take(path: string, bytes: Uint8Array, found: Findings): void {
  if (accepts(path, bytes.length, found)) found.files.push({ path: relativePath(path) ?? path, bytes });
}

function readZip(name: string, bytes: Uint8Array, found: Findings): void {
  const directory = readZipDirectory(bytes);
  let unpacked = 0;
  const unzip = new Unzip((file) => {
    if (file.name.endsWith('/')) return;
    if (directory?.links.has(file.name)) {
      found.notes.push(noteOnFile(file.name, LINK));
      return;
    }
    const parts: Uint8Array[] = [];
    let size = 0;
    if (!accepts(file.name, file.originalSize ?? 0, found)) return;
    file.ondata = (error, part, final) => {
      if (error !== null) throw error;
      parts.push(part);
      size += part.length;
      unpacked += part.length;
      if (unpacked > MOST_UNPACKED) throw new TooMuch();
      if (size > importLimits.fileBytes) {
        file.terminate();
        accepts(file.name, size, found);
      } else if (final) take(file.name, joined(parts, size), found);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  inPieces(bytes, (piece, final) => unzip.push(piece, final));
  if (directory === null) found.notes.push(noteOnFile(name, INCOMPLETE));
}

function gunzip(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((part) => {
    parts.push(part);
    size += part.length;
    if (size > MOST_UNPACKED) throw new TooMuch();
  });
  inPieces(bytes, (piece, final) => stream.push(piece, final));
  return joined(parts, size);
}

function inPieces(bytes: Uint8Array, push: (piece: Uint8Array, final: boolean) => void): void {
  for (let start = 0; start < bytes.length; start += PIECE) {
    push(bytes.subarray(start, start + PIECE), start + PIECE >= bytes.length);
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}

async function readTar(archive: string, bytes: Uint8Array, found: Findings): Promise<void> {
  const entries = await unpackTar(bytes, {
    filter({ name, type = 'file', size }) {
      if (type === 'file') return accepts(name, size, found);
      if (type !== 'directory') {
        found.notes.push(noteOnFile(name, type === 'symlink' || type === 'link' ? LINK : SPECIAL));
      }
      return false;
    },
  });
  for (const { header, data } of entries) {
    if (data === undefined) continue;
    // A configuration without its end may well read like a whole one.
    if (data.length < header.size) found.notes.push(noteOnFile(header.name, CUT));
    else take(header.name, data, found);
  }
  if (!hasEnd(bytes)) found.notes.push(noteOnFile(archive, INCOMPLETE));
}

/** Of a tar, in bytes: its end is marked by blocks of zeros (POSIX pax, “ustar Interchange Format”). */
const BLOCK = 512;

function hasEnd(bytes: Uint8Array): boolean {
  const end = bytes.length - (bytes.length % BLOCK);
  return bytes.subarray(Math.max(0, end - BLOCK), end).every((byte) => byte === 0);
}

/** No file is left, and perhaps it was said of each why. */
function explainNothing(name: string, notes: readonly Note[]): UnsaidExplanation {
  const said = (reason: Text) => notes.some((note) => note.reason.id === reason.id);
  if (said(INCOMPLETE) || notes.length === 0) return damaged(name);
  return {
    what: toSay('refused.nothing.what', { name }),
    why: [
      ...(said(OUTSIDE) ? [toSay('refused.nothing.outside')] : []),
      ...(said(LINK) ? [toSay('refused.nothing.links')] : []),
      ...(said(SPECIAL) ? [toSay('refused.nothing.special')] : []),
    ].reduce((one, other) => toSay('reading.both', { one, other })),
    next: toSay('refused.nothing.next'),
  };
}

const damaged = (name: string): UnsaidExplanation => ({
  what: toSay('refused.damaged.what', { name }),
  why: toSay('refused.damaged.why'),
  next: toSay('refused.damaged.next'),
});

const tooLarge = (name: string): UnsaidExplanation => ({
  what: toSay('refused.unpacked.what', { name }),
  why: toSay('refused.unpacked.why'),
  next: toSay('refused.unpacked.next'),
});
