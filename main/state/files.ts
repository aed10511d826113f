/** What sharing, exporting and backups need of the file system and its dialogs; the desktop room brings it. */

import type { Result } from '../../preload/contract.ts';
import { portableName } from '../conf/paths.ts';

export interface Destination {
  /** Absolute. */
  readonly directory: string;
  /** File name. */
  readonly name: string;
  /** Both. */
  readonly path: string;
}

export interface FileToWrite {
  /** File name, without a directory. */
  readonly name: string;
  readonly text: string;
}

export interface SaveQuestion {
  readonly title: string;
  readonly suggestedName: string;
  readonly kind: 'configuration' | 'shared' | 'backup' | 'certificate' | 'log';
}

export interface Files {
  /** Asks where to save; null when the person cancelled. */
  askDestination(question: SaveQuestion): Promise<Destination | null>;
  /** Writes them for their owner alone. The person was asked about the first one; the others overwrite nothing. */
  write(directory: string, files: readonly [FileToWrite, ...FileToWrite[]]): Promise<Result<undefined>>;
  /** Asks for a backup; null when the person cancelled. */
  askBackup(): Promise<Result<{ readonly name: string; readonly text: string } | null>>;
  /** As PEM text, of a file or of a directory as OpenSSL reads it; null when it cannot be read. */
  readCertificates(path: string): Promise<string | null>;
  /** PEM bundle of the authorities that this system trusts, as a path. */
  systemRoots(): string;
}

/** A file name that every system takes. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._()-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .replace(/^[ .]+|[ .]+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'profile' : portableName(plain);
}
