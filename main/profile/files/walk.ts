/**
 * What lies behind paths that a person chose or dropped. The caller brings the disk (`node:fs/promises`, and the reader of
 * `main/disk`), because this room touches nothing outside.
 */
import { dirname, join, relative } from 'node:path';
import { importLimits } from '../../../preload/import-limits.ts';
import type { SetFile } from '../../../preload/import-preview.ts';
import { takeOpenvpn } from '../../../preload/openvpn-files.ts';
import { blankPrivateKeys } from '../../../preload/private-keys.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { baseName, relativePath } from '../../conf/paths.ts';
import { isArchiveName } from './archive.ts';
import { type FileSetResult, noteOnFile, tooManyFiles } from './file-set.ts';

interface Stat {
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

export interface Disk {
  stat(path: string): Promise<Stat>;
  lstat(path: string): Promise<Stat>;
  realpath(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  /** The bytes of a regular file, at most `most`; rejects for anything else, whatever it was a moment ago. */
  read(path: string, most: number): Promise<Uint8Array>;
}

/** How deep folders are followed. */
const DEPTH = 8;

/**
 * Reads files and folders: as many and as large as an import takes. What cannot be read beside others, as a key of root's in
 * a folder, is said to be so, and the others are read. Private keys are skipped: nothing of them is in the
 * result, but for those of a VPN, which are its own.
 * Links within a folder are followed to files of the same folder only. Never rejects for what the disk says.
 */
export async function readPaths(paths: readonly string[], disk: Disk): Promise<FileSetResult> {
  const files: SetFile[] = [];
  const notes: Note[] = [];
  let names: readonly string[] = [];
  try {
    for (const path of paths) {
      const stat = await disk.stat(path);
      const name = baseName(path);
      if (stat.isDirectory()) {
        names = [...names, name];
        const prefix = paths.length === 1 ? '' : `${name}/`;
        await readFolder({ root: await disk.realpath(path), files, notes, disk }, path, prefix, DEPTH);
      } else if (stat.isFile()) {
        const isAlone = paths.length === 1;
        if (isAlone) files.push({ path: name, bytes: await readFile(disk, path, name, stat.size) });
        else files.push(await readBeside(disk, path, name, stat.size));
      } else return { ok: false, explanation: noFile(name) };
      if (files.length > importLimits.files) return { ok: false, explanation: tooManyFiles(names[0] ?? null) };
    }
  } catch (error) {
    return { ok: false, explanation: cannotRead(error) };
  }
  const [folder] = names;
  const [first = ''] = paths;
  const isFolder = paths.length === 1 && folder !== undefined;
  // Several files that a dialog gives lie in one folder; folders among them have their own.
  const together = names.length === 0 && paths.every((path) => dirname(path) === dirname(first));
  const directory = isFolder || together ? await directoryOf(disk, isFolder ? first : dirname(first)) : null;
  const known = directory === null ? {} : { directory };
  const { openvpn, rest } = takeOpenvpn(files);
  for (const { path, bytes } of rest) if (bytes !== null && !isArchiveName(path)) blankPrivateKeys(bytes);
  const vpn = openvpn === null ? {} : { openvpn };
  return { ok: true, set: { name: isFolder ? folder : null, ...known, files: rest, notes, ...vpn } };
}

async function directoryOf(disk: Disk, path: string): Promise<string | null> {
  try {
    return await disk.realpath(path);
  } catch {
    return null;
  }
}

interface Walk {
  /** Real path of the folder that was given: nothing outside it is read. */
  readonly root: string;
  readonly files: SetFile[];
  readonly notes: Note[];
  readonly disk: Disk;
}

async function readFolder(walk: Walk, folder: string, prefix: string, depth: number): Promise<void> {
  const { files, notes, disk } = walk;
  for (const name of (await disk.readdir(folder)).sort()) {
    if (files.length > importLimits.files) return;
    const path = join(folder, name);
    const shown = `${prefix}${name}`;
    const entry = await disk.lstat(path);
    if (entry.isDirectory()) {
      // Version control and the like: hidden folders hold no configuration.
      if (name.startsWith('.')) continue;
      if (depth === 0) notes.push(noteOnFile(shown, toSay('note.file.deep')));
      else await readFolder(walk, path, `${shown}/`, depth - 1).catch(() => files.push(unreadable(shown)));
    } else if (entry.isSymbolicLink()) {
      const target = await linkedFile(walk, path);
      if ('id' in target) notes.push(noteOnFile(shown, target));
      else files.push(await readBeside(disk, target.path, shown, target.size));
    } else if (entry.isFile()) {
      files.push(await readBeside(disk, path, shown, entry.size));
    } else notes.push(noteOnFile(shown, toSay('note.file.neither')));
  }
}

const OUTSIDE = toSay('note.file.link.outside');

/** The file of the same folder that a link leads to; for anything else why it is not followed. */
async function linkedFile({ root, disk }: Walk, link: string): Promise<{ path: string; size: number } | Text> {
  try {
    const path = await disk.realpath(link);
    const within = relative(root, path);
    if (within !== '' && relativePath(within) === null) return OUTSIDE;
    const stat = await disk.stat(path);
    return stat.isFile() ? { path, size: stat.size } : toSay('note.file.link.other');
  } catch (error) {
    const { code } = { code: 'UNKNOWN', ...(error instanceof Error ? error : {}) };
    if (code === 'ELOOP') return toSay('note.file.link.circle');
    if (code === 'ENOENT') return toSay('note.file.link.missing');
    return toSay('note.file.link.unreadable', { code });
  }
}

const unreadable = (path: string): SetFile => ({ path, bytes: null, isUnreadable: true });

/** One of several. */
const readBeside = (disk: Disk, path: string, shown: string, size: number): Promise<SetFile> =>
  readFile(disk, path, baseName(shown), size).then(
    (bytes) => ({ path: shown, bytes }),
    () => unreadable(shown),
  );

/** null when the file is too large. */
async function readFile(disk: Disk, path: string, name: string, size: number): Promise<Uint8Array | null> {
  const limit = isArchiveName(name) ? importLimits.archiveBytes : importLimits.fileBytes;
  if (size > limit) return null;
  try {
    return await disk.read(path, limit);
  } catch (error) {
    // A log file may have grown, or a pipe have come in its place: one file is no reason to read none.
    if (error instanceof Error && error.name === 'RefusedFile') return null;
    throw error;
  }
}

const noFile = (name: string): UnsaidExplanation => ({
  what: toSay('refused.device.what', { name }),
  why: toSay('refused.device.why'),
  next: toSay('refused.device.next'),
});

function cannotRead(error: unknown): UnsaidExplanation {
  const { code, path } = { code: 'UNKNOWN', path: '', ...(error instanceof Error ? error : {}) };
  const why: Readonly<Record<string, Text>> = {
    ENOENT: toSay('refused.unreadable.missing'),
    EACCES: toSay('refused.unreadable.forbidden'),
    EPERM: toSay('refused.unreadable.forbidden'),
    ELOOP: toSay('refused.unreadable.circle'),
  };
  return {
    what: toSay('refused.unreadable.what', { name: baseName(String(path)) || 'none' }),
    why: why[code] ?? toSay('refused.unreadable.system', { code }),
    next: toSay('refused.unreadable.next'),
  };
}
