/** Reads what a person chose or opened from outside: files, folders, archives. */
import * as disk from 'node:fs/promises';
import type { Result } from '../../preload/contract.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import { readPaths } from '../profile/files/walk.ts';
import { failure, success } from '../state/result.ts';

export async function readGiven(paths: readonly string[]): Promise<Result<FileSet>> {
  const read = await readPaths(paths, disk);
  return read.ok ? success(read.set) : failure('import', read.explanation);
}
