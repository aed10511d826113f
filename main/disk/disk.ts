/** The disk as an import reads it: folders and links as they are, files by the one reader for what somebody named. */
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { readNamedFile } from './named-file.ts';

export const disk = { stat, lstat, realpath, readdir, read: readNamedFile } as const;
