/**
 * The one way to read a file that somebody named: a profile, a configuration, whoever sent one. It may be a pipe that
 * nobody writes to, a device without an end, or grow while it is read; none of this may hold up a thread.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { constants as system } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Without waiting for who writes to a pipe, and without making a terminal our own. Windows has neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** For a share of the network that has gone: long enough for a disk that has to wake up. */
const PATIENCE_MS = 10_000;

const CHUNK_BYTES = 65_536;

export type Refusal =
  | { readonly kind: 'folder' | 'no-file' | 'device' | 'late' | 'silent' }
  | { readonly kind: 'too-large'; readonly mebibytes: number };

/** In English, for the command line. */
const words: Readonly<Record<Refusal['kind'], (mebibytes: number) => string>> = {
  folder: () => 'a folder',
  'no-file': () => 'not a file, but a pipe, a socket or a device',
  device: () => 'a device',
  late: () => 'no answer within 10 seconds',
  silent: () => 'a pipe that said nothing for a minute',
  'too-large': (mebibytes) => `larger than ${mebibytes} MiB`,
};

/** `code` is a clause, for where the system's code of another error would stand: `it cannot be read (not a file)`. */
export class RefusedFile extends Error {
  readonly refusal: Refusal;
  readonly code: string;
  readonly errno = -system.errno.EINVAL;
  constructor(refusal: Refusal) {
    const code = words[refusal.kind](refusal.kind === 'too-large' ? refusal.mebibytes : 0);
    super(code);
    this.name = 'RefusedFile';
    this.refusal = refusal;
    this.code = code;
  }
}

/** Looked at before the file is opened, because opening a device can do something, and again behind the descriptor. */
function assertReadable(found: Stats, most: number): void {
  if (found.isDirectory()) throw new RefusedFile({ kind: 'folder' });
  if (!found.isFile()) throw new RefusedFile({ kind: 'no-file' });
  if (found.size > most) throw tooLarge(most);
}

const tooLarge = (most: number) => new RefusedFile({ kind: 'too-large', mebibytes: Math.round(most / 1_048_576) });

/** `\\.\…` and the like, which opening alone may act on. */
function assertNoDevice(path: string): void {
  if (process.platform === 'win32' && isWindowsDevice(path)) throw new RefusedFile({ kind: 'device' });
}

/**
 * Names that Windows keeps for devices, in whatever folder and with whatever ending, and what lies where only devices do.
 * Behind `\\?\` a drive or `UNC\` begins the path of a file, which may be a long one; no share is called `pipe`.
 */
export const isWindowsDevice = (path: string): boolean =>
  /^[\\/]{2}(?:\.[\\/]|\?[\\/](?!(?:[a-z]:|UNC)[\\/]))/i.test(path) ||
  /^[\\/]{2}(?:\?[\\/]UNC[\\/])?[^\\/]+[\\/]pipe[\\/]/i.test(path) ||
  /(?:^|[\\/:])(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ .]*(?:[.:][^\\/]*)?$/i.test(path);

/**
 * The bytes of a regular file, at most `most` of them. Rejects with a RefusedFile for anything else, and with the
 * system's error when there is nothing, or it may not be read.
 */
export async function readNamedFile(path: string, most: number): Promise<Buffer> {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new RefusedFile({ kind: 'late' })), PATIENCE_MS);
  });
  try {
    return await Promise.race([read(path, most), patience]);
  } finally {
    clearTimeout(late);
  }
}

async function read(path: string, most: number): Promise<Buffer> {
  assertNoDevice(path);
  assertReadable(await stat(path), most);
  const file = await open(path, FLAGS);
  try {
    assertReadable(await file.stat(), most);
    return await readAll(file, most);
  } finally {
    await file.close();
  }
}

async function readAll(file: FileHandle, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let length = 0; length <= most; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, length);
    if (bytesRead === 0) return Buffer.concat(chunks);
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  throw tooLarge(most);
}

/** How long a pipe may have no writer, as it has between `mkfifo` and the program that fills it. */
const WRITER_MS = 2000;
/** How long a writer may say nothing, as one does that asks for a password first. */
const SILENCE_MS = 60_000;

/**
 * What comes out of a pipe, for where a person named it: `<(command)` of a shell. null when the path is no pipe; otherwise
 * as `readNamedFile`. Opened without waiting, so that no thread hangs in it.
 */
export async function readNamedPipe(path: string, most: number): Promise<Buffer | null> {
  if (!(await stat(path)).isFIFO()) return null;
  const until = performance.now() + WRITER_MS;
  for (;;) {
    const bytes = await drain(await open(path, FLAGS), most);
    if (bytes.length > 0 || performance.now() > until) return bytes;
    await delay(20);
  }
}

/** Until all writers have closed it. */
async function drain(file: FileHandle, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let silentSince = performance.now();
  try {
    for (let length = 0; length <= most; ) {
      const chunk = await file.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, null).catch(nothingYet);
      if (chunk === null) {
        if (performance.now() - silentSince > SILENCE_MS) throw new RefusedFile({ kind: 'silent' });
        await delay(5);
        continue;
      }
      if (chunk.bytesRead === 0) return Buffer.concat(chunks);
      silentSince = performance.now();
      chunks.push(chunk.buffer.subarray(0, chunk.bytesRead));
      length += chunk.bytesRead;
    }
    throw tooLarge(most);
  } finally {
    await file.close();
  }
}

function nothingYet(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return null;
  throw error;
}

/** The same for where nothing else can go on in the meantime. */
export function readNamedFileSync(path: string, most: number): Buffer {
  assertNoDevice(path);
  assertReadable(statSync(path), most);
  const file = openSync(path, FLAGS);
  try {
    assertReadable(fstatSync(file), most);
    const chunks: Buffer[] = [];
    for (let length = 0; length <= most; ) {
      const chunk = Buffer.alloc(CHUNK_BYTES);
      const bytesRead = readSync(file, chunk, 0, CHUNK_BYTES, length);
      if (bytesRead === 0) return Buffer.concat(chunks);
      chunks.push(chunk.subarray(0, bytesRead));
      length += bytesRead;
    }
    throw tooLarge(most);
  } finally {
    closeSync(file);
  }
}

/** In bytes: for certificates, keys and files of pre-shared keys. A bundle of all authorities is a quarter of that. */
export const MOST_BYTES = 4 * 1_048_576;
