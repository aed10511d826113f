/** Paths that a configuration names. stunnel takes relative ones from where it is started, mostly where the file lies. */
import { hasPlaceholder } from '../../conf/placeholder.ts';

/** The longest path that a profile keeps. */
const LONGEST_PATH = 4096;

export const isAbsolutePath = (path: string): boolean => /^(?:[/\\]|[a-z]:[/\\])/i.test(path);

/** Whether a profile can keep the text as the path of a file. */
export const isPath = (text: string): boolean =>
  text !== '' && text.length <= LONGEST_PATH && !hasPlaceholder(text) && !text.includes('\0');

/** The path from the root where the configuration's folder is known, otherwise as it is. */
export function placePath(path: string, directory: string | null): string {
  if (directory === null || isAbsolutePath(path)) return path;
  const separator = directory.includes('\\') && !directory.includes('/') ? '\\' : '/';
  const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
  const base = directory.split(/[/\\]/);
  while (base.length > 1 && base.at(-1) === '') base.pop();
  while (parts[0] === '..' && base.length > 1) {
    parts.shift();
    base.pop();
  }
  return [...base, ...parts].join(separator);
}

/** What was assumed of a relative path, as a sentence to go on with; empty when nothing was. */
export const placedReason = (path: string, directory: string | null): string =>
  directory === null || isAbsolutePath(path)
    ? ''
    : ' It is taken from beside the configuration; stunnel takes it from the folder in which it is started.';
