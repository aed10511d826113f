/** Paths that a configuration names. stunnel takes relative ones from where it is started, mostly where the file lies. */
import { type Text, toSay } from '../../../preload/words/text.ts';
import { isAbsolutePath, joinPath } from '../../conf/paths.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';

/** The longest path that a profile keeps. */
const LONGEST_PATH = 4096;

/** Whether a profile can keep the text as the path of a file. */
export const isPath = (text: string): boolean =>
  text !== '' && text.length <= LONGEST_PATH && !hasPlaceholder(text) && !text.includes('\0');

/** The path from the root where the configuration's folder is known, otherwise as it is. */
export const placePath = (path: string, directory: string | null): string =>
  directory === null ? path : joinPath(directory, path);

/** What was assumed of a relative path, as a sentence to go on with; empty when nothing was. */
export const placedReason = (path: string, directory: string | null): Text | '' =>
  directory === null || isAbsolutePath(path) ? '' : toSay('reason.beside');
