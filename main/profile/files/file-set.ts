/** Files that somebody gave together: a folder, an archive, several files. Pure. */

import { importLimits } from '../../../preload/import-limits.ts';
import type { OpenvpnText, SetFile } from '../../../preload/import-preview.ts';
import type { Explanation, Note } from '../../../preload/types.ts';
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
  | { readonly ok: false; readonly explanation: Explanation };

/** A note about a file as a whole. */
export const noteOnFile = (file: string, reason: string): Note => ({
  line: null,
  file: file.slice(0, 1024),
  text: '',
  reason,
});

export const tooManyFiles = (name: string): Explanation => ({
  what: `${name} holds more than ${importLimits.files} files.`,
  why: 'A configuration and its certificates are a few files; this is probably another folder.',
  next: 'Choose the folder that holds stunnel.conf, or that file alone.',
});

/** The file of this name; of several the one whose folders fit best. */
export function byName<File extends { readonly path: string }>(value: string, files: readonly File[]): File | null {
  const name = baseName(value);
  const same = files.filter(({ path }) => isSameName(baseName(path), name));
  return same.toSorted((one, other) => commonEnd(other.path, value) - commonEnd(one.path, value))[0] ?? null;
}
