/**
 * Paths as text, of this computer's platform or of the one that a file comes from: a configuration of Windows is read on
 * Unix, and an archive made on Windows anywhere. No other place knows a separator. Nothing here looks at the disk.
 */

/** With a drive (`C:\x`), a share (`\\server\share\x`, `\\?\C:\x`) or a root. */
export const isAbsolutePath = (path: string): boolean => /^(?:[/\\]|[a-z]:[/\\])/i.test(path);

/** `C:\x`, `C:/x`, and `C:x`, which begins in the folder that the drive is in; no URI such as `pkcs11:x`. */
export const hasDrive = (path: string): boolean => /^[a-z]:/i.test(path);

/** `\\server\share\x`. */
export const isShare = (path: string): boolean => /^[/\\]{2}/.test(path);

/** Whether a path ends as one of a folder that is told by it. */
export const isFolderPath = (path: string): boolean => /[/\\]$/.test(path);

/** The separator that a path is written with; `/`, which both platforms take, where it does not tell. */
export const separatorOf = (path: string): '/' | '\\' =>
  path.includes('/') ? '/' : path.includes('\\') || hasDrive(path) ? '\\' : '/';

/** The same, as a path that ends as one of a folder. */
export const asFolderPath = (path: string): string => (isFolderPath(path) ? path : path + separatorOf(path));

/** The names between separators of either platform, without empty ones and `.`. A drive is a name. */
export const partsOf = (path: string): string[] => path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');

/** The last name; empty for a root. */
export const baseName = (path: string): string => partsOf(path).at(-1) ?? '';

/** What stands before the last name, as it is written; empty when there is nothing. */
export function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const folder = path.slice(0, Math.max(0, at));
  return at === 0 || /^[a-z]:$/i.test(folder) ? path.slice(0, at + 1) : folder;
}

/** Whether two names are the same on Windows and on macOS, where neither can have two files of which only case tells. */
export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** How many names two paths have in common at their end. */
export function commonEnd(one: string, other: string, isSame = (a: string, b: string): boolean => a === b): number {
  const parts = partsOf(one);
  const others = partsOf(other);
  let count = 0;
  while (
    count < Math.min(parts.length, others.length) &&
    isSame(parts.at(-1 - count) ?? '', others.at(-1 - count) ?? '')
  ) {
    count += 1;
  }
  return count;
}

/**
 * The path from the folder on, written with the folder's separator. What is absolute, or begins in a drive, is left as it
 * is; `..` at its start leads out of the folder, but not over its root.
 */
export function joinPath(folder: string, path: string): string {
  if (isAbsolutePath(path) || hasDrive(path)) return path;
  const separator = separatorOf(folder);
  const parts = partsOf(path);
  const base = folder.split(/[/\\]/);
  while (base.length > 1 && base.at(-1) === '') base.pop();
  // The server and its share are the root of a share.
  const root = isShare(folder) ? 4 : 1;
  const hasRoot = isAbsolutePath(folder) || hasDrive(folder);
  while (parts[0] === '..' && (hasRoot || base.length > root)) {
    parts.shift();
    if (base.length > root) base.pop();
  }
  return [...base, ...parts].join(separator);
}

/**
 * The path within a set of files, with slashes and without `.`; null when it is absolute, leaves the set, or is no path that
 * could be meant.
 */
export function relativePath(path: string): string | null {
  if (isAbsolutePath(path) || hasDrive(path) || path.includes('\0')) return null;
  const parts = partsOf(path);
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}

/** Names that are devices on Windows, with any ending (Microsoft, Naming Files, Paths, and Namespaces). */
const RESERVED = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i;

/** A name that a file may have on every platform: reserved ones get an underscore, blanks and dots at the end go. */
export function portableName(name: string): string {
  const trimmed = name.replace(/[. ]+$/, '');
  return RESERVED.test(trimmed) ? `_${trimmed}` : trimmed;
}
