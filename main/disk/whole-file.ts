/** Writes a file whole or not at all, whatever happens meanwhile: a full disk, the end of the process, a power cut. */
import { closeSync, fchownSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Whether a file of this name in a folder is one that was being written when the process ended. */
export const isDraft = (name: string): boolean => /\.tmp-[\da-f]{16}$/.test(name);

/** Not from `node:crypto`, which takes its time to load: this file is there before the window. */
const someHex = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex');

/** Windows lets nobody replace a file that another program, a virus scanner say, looks at in this moment. */
const BUSY = new Set(['EACCES', 'EBUSY', 'EPERM']);
export const PAUSE_MS = 20;
const MOST_PAUSES = process.platform === 'win32' ? 50 : 0;

/** Whether it is worth it to try again to put a file in another's place, after so many pauses. */
export const maySucceedLater = (thrown: unknown, pauses: number): boolean =>
  pauses < MOST_PAUSES && BUSY.has((thrown as NodeJS.ErrnoException).code ?? '');

/** Where a file is written before it takes its place. */
export const draftOf = (file: string): string => join(dirname(file), `${basename(file)}.tmp-${someHex()}`);

/**
 * Writes beside the file first, then takes its place; whoever reads finds the old text or the new one. Its owner stays who
 * it was. Throws the system's error, and then the old file is as it was and nothing lies beside it.
 */
export function writeWholeFile(file: string, content: string | Uint8Array, mode: number): void {
  const draft = draftOf(file);
  try {
    const descriptor = openSync(draft, 'wx', mode);
    try {
      // Until all of it is written: on a disk that is nearly full, one write takes a part and reports no error.
      writeFileSync(descriptor, content);
      keepOwner(file, descriptor);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    replace(draft, file);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw thrown;
  }
}

/** A start as the administrator takes nobody's profiles away. */
export function keepOwner(file: string, descriptor: number): void {
  const before = statSync(file, { throwIfNoEntry: false });
  if (before === undefined || process.geteuid === undefined || before.uid === process.geteuid()) return;
  try {
    fchownSync(descriptor, before.uid, before.gid);
  } catch {
    // Only the administrator may give a file away; whoever else writes here is its owner from now on.
  }
}

function replace(draft: string, file: string): void {
  for (let pause = 0; ; pause += 1) {
    try {
      renameSync(draft, file);
      return;
    } catch (thrown) {
      if (!maySucceedLater(thrown, pause)) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
