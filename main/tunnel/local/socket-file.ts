/**
 * A Unix socket with rights of its own, as the file that programs connect to. bind(2) makes the file with the rights that
 * the umask leaves, and no thread but the first may change that: so the socket is made in a folder that nobody else may
 * enter, gets its rights there, and is moved to its place, whole, in one step. What an ended program has left there goes.
 */
import { chmodSync, lstatSync, mkdtempSync, renameSync, rmSync, type Stats, unlinkSync } from 'node:fs';
import { connect, type Server } from 'node:net';
import path from 'node:path';
import { codeOf } from '../base/errors.ts';

/** Programs answer at once, or the queue of one that hangs is full. */
const KNOCK_MS = 1000;

/** Reading and writing for the owner: to connect takes the right to write (unix(7)). */
const OWNERS_ALONE = 0o600;

/** What can be said of a path before anything is done with it. */
function belongsElsewhere(file: string, platform = process.platform): boolean {
  return file.startsWith('\\\\') ? platform !== 'win32' : platform === 'win32';
}

/** An error as the system would give it. */
const systemError = (code: string, file: string): Error => Object.assign(new Error(`${code} ${file}`), { code });

/**
 * Listens; resolves to what takes the socket away again when the server is closed. Rejects with the system's error:
 * EADDRINUSE when somebody listens there, or something else than a socket has the name; EINVAL for another system's path.
 */
export async function listenOn(server: Server, file: string): Promise<() => void> {
  if (belongsElsewhere(file)) throw systemError('EINVAL', file);
  if (process.platform === 'win32') {
    await listening(server, file);
    return () => undefined;
  }
  const left = statusOf(file);
  if (left !== null && (!left.isSocket() || (await isAnswered(file)))) throw systemError('EADDRINUSE', file);
  const folder = mkdtempSync(path.join(path.dirname(file), '.'));
  const made = path.join(folder, 's');
  try {
    await listening(server, made);
    chmodSync(made, OWNERS_ALONE);
    renameSync(made, file);
  } catch (error) {
    server.close();
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const own = statusOf(file);
  return () => {
    const now = statusOf(file);
    if (now === null || now.ino !== own?.ino || now.dev !== own.dev) return;
    try {
      unlinkSync(file);
    } catch {
      // Who may not do that any more leaves a socket that nobody answers, and the next start replaces it.
    }
  };
}

const listening = (server: Server, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path: file, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });

function statusOf(file: string): Stats | null {
  return lstatSync(file, { throwIfNoEntry: false }) ?? null;
}

/** Whether a program listens. One that may not be asked, or does not answer, counts as one. */
function isAnswered(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: file });
    const timer = setTimeout(() => settle(true), KNOCK_MS);
    const settle = (is: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', (error) => settle(codeOf(error) !== 'ECONNREFUSED'));
  });
}
