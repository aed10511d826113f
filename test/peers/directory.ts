import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryDirectory extends AsyncDisposable {
  readonly path: string;
  close(): Promise<void>;
}

/** A directory of its own, without symbolic links in its name (macOS's /tmp is one, and sshd minds). */
export async function temporaryDirectory(prefix = 'adit-test-'): Promise<TemporaryDirectory> {
  const directory = await mkdtemp(path.join(await realpath(tmpdir()), prefix));
  // A program that was just ended may still make a file in it.
  const close = () => rm(directory, { recursive: true, force: true, maxRetries: 10 });
  return { path: directory, close, [Symbol.asyncDispose]: close };
}
