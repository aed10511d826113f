/** What `include = DIRECTORY` finds (stunnel man page, GLOBAL OPTIONS): relative folders begin where the command was started. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { getSystemErrorMap } from 'node:util';
import { importLimits } from '../../preload/import-schemas.ts';
import type { IncludedFolder } from '../conf/strict/verdict.ts';

/** All files of the folder, hidden ones and links to files as well, in the order of their names. Never throws. */
export function readIncludedFolder(directory: string): IncludedFolder {
  let names: string[];
  try {
    names = readdirSync(directory).sort();
  } catch (error) {
    return { kind: 'unreadable', reason: systemMessage(error) };
  }
  const paths = names.map((name) => `${directory}/${name}`).filter(isFile);
  return { kind: 'files', files: paths.map((path) => ({ path, text: textOf(path) })) };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** null when it cannot be opened, or is too large for a configuration. */
function textOf(path: string): string | null {
  try {
    if (statSync(path).size > importLimits.fileBytes) return null;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path));
  } catch {
    return null;
  }
}

/** `No such file or directory (2)`, as C libraries say it. */
export function systemMessage(error: unknown): string {
  const errno = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
  const [, message = 'unknown error'] = getSystemErrorMap().get(errno) ?? [];
  return `${message[0]?.toUpperCase()}${message.slice(1)} (${-errno})`;
}
