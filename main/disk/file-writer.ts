/** Writes a file again and again, whole or not at all each time, and nobody waits for the disk. */
import { open, rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { draftOf, keepOwner, maySucceedLater, PAUSE_MS, writeWholeFile } from './whole-file.ts';

/**
 * Returns how to write. One write at a time: of what comes meanwhile only the last is written. What is not written yet when
 * the process exits is written then, while all else waits.
 */
export function createFileWriter(
  file: string,
  mode: number,
  failed: (thrown: unknown) => void,
): (content: string) => void {
  /** What the file does not hold yet; also while it is being written. */
  let due: string | null = null;
  let isWriting = false;

  const finish = (): void => {
    try {
      if (due !== null) writeWholeFile(file, due, mode);
    } catch (thrown) {
      failed(thrown);
    }
  };

  const write = async (): Promise<void> => {
    process.on('exit', finish);
    // What else this turn has to say.
    await null;
    while (due !== null) {
      const content: string = due;
      await writeAside(file, content, mode).catch(failed);
      if (due === content) due = null;
    }
    process.off('exit', finish);
    isWriting = false;
  };

  return (content) => {
    due = content;
    if (isWriting) return;
    isWriting = true;
    void write();
  };
}

/** As `writeWholeFile`, in other threads. */
async function writeAside(file: string, content: string, mode: number): Promise<void> {
  const draft = draftOf(file);
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(content);
      keepOwner(file, handle.fd);
      await handle.sync();
    } finally {
      await handle.close();
    }
    for (let pause = 0; ; pause += 1) {
      try {
        await rename(draft, file);
        return;
      } catch (thrown) {
        if (!maySucceedLater(thrown, pause)) throw thrown;
        await delay(PAUSE_MS);
      }
    }
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}
