/** Files that somebody gave together: a folder, an archive, several files. Pure. */

import type { SetFile } from '../../../preload/import-preview.ts';
import { importLimits } from '../../../preload/import-schemas.ts';
import type { Explanation, Note } from '../../../preload/types.ts';

export interface FileSet {
  /** Of the folder or archive; null for files without one. */
  readonly name: string | null;
  /** Where the paths of the files begin, as an absolute path of this computer; left out when nobody knows. */
  readonly directory?: string;
  readonly files: readonly SetFile[];
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

/**
 * The path within the set, with slashes and without `.`; null when it is absolute, leaves the set, or is no path that
 * could be meant.
 */
export function safePath(path: string): string | null {
  const slashed = path.replace(/\\/g, '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed) || slashed.includes('\0')) return null;
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}

export const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';

/** The file of this name; of several the one whose folders fit best. */
export function byName<File extends { readonly path: string }>(value: string, files: readonly File[]): File | null {
  const wanted = value.split(/[/\\]/).filter((part) => part !== '');
  const name = baseName(value).toLowerCase();
  const inCommon = ({ path }: File) => {
    const parts = path.split('/');
    let count = 0;
    while (count < parts.length && parts.at(-1 - count) === wanted.at(-1 - count)) count += 1;
    return count;
  };
  const same = files.filter(({ path }) => baseName(path).toLowerCase() === name);
  return same.toSorted((one, other) => inCommon(other) - inCommon(one))[0] ?? null;
}
