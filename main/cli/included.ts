/** What `include = DIRECTORY` finds (stunnel man page, GLOBAL OPTIONS): relative folders begin where the command was started. */
import { readdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { getSystemErrorMap } from 'node:util';
import { importLimits } from '../../preload/import-limits.ts';
import type { IncludedFolder } from '../conf/strict/verdict.ts';
import { readNamedFileSync } from '../disk/named-file.ts';

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

/** The same where nobody says that the files are here: a folder that cannot be read is not looked into. */
export function readIncludedFolderIfThere(directory: string): IncludedFolder {
  const folder = readIncludedFolder(directory);
  return folder.kind === 'unreadable' ? { kind: 'unread' } : folder;
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
    const bytes = readNamedFileSync(path, importLimits.fileBytes);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const numbers: Readonly<Record<string, number>> = constants.errno;

/** `No such file or directory (2)`, as C libraries say it. libuv has numbers of its own on Windows. */
export function systemMessage(error: unknown): string {
  const { code, errno } = { code: '', errno: 0, ...(error instanceof Error ? error : {}) };
  const [, message = 'unknown error'] = getSystemErrorMap().get(Number(errno)) ?? [];
  return `${message[0]?.toUpperCase()}${message.slice(1)} (${numbers[code] ?? Math.abs(Number(errno))})`;
}
