/** Files that somebody gave together: a folder, an archive, several files. Pure. */

import { importLimits } from '../../../preload/import-limits.ts';
import type { OpenvpnText, SetFile } from '../../../preload/import-preview.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { baseName, commonEnd, isSameName } from '../../conf/paths.ts';

export interface FileSet {
  /** Of the folder or archive; null for files without one. */
  readonly name: string | null;
  /** Where the paths of the files begin, as an absolute path of this computer; left out when nobody knows. */
  readonly directory?: string;
  readonly files: readonly SetFile[];
  /** What the server's host is, when whoever brought them knows. */
  readonly host?: string;
  /** The configuration of a VPN that came with them, which is none of `files`. */
  readonly openvpn?: OpenvpnText;
  /** What was left out, and why. */
  readonly notes: readonly Note[];
}

export type FileSetResult =
  | { readonly ok: true; readonly set: FileSet }
  | { readonly ok: false; readonly explanation: UnsaidExplanation };

/** A note about a file as a whole. */
export const noteOnFile = (file: string, reason: Text): Note => ({
  line: null,
  file: file.slice(0, 1024),
  text: '',
  reason,
});

export const tooManyFiles = (name: string | null): UnsaidExplanation => ({
  what:
    name === null
      ? toSay('refused.files.what', { count: importLimits.files })
      : toSay('refused.files.whatOf', { name, count: importLimits.files }),
  why: toSay('refused.files.why'),
  next: toSay('refused.files.next'),
});

/** The file of this name; of several the one whose folders fit best. */
export function byName<File extends { readonly path: string }>(value: string, files: readonly File[]): File | null {
  const name = baseName(value);
  const same = files.filter(({ path }) => isSameName(baseName(path), name));
  return same.toSorted((one, other) => commonEnd(other.path, value) - commonEnd(one.path, value))[0] ?? null;
}
