/**
 * Two handles that have one descriptor. Each closes it, and between the two the system may give its number to somebody
 * else, in whichever thread: the second handle would close what is theirs.
 *
 * So when the first has closed it, the number is taken again, by a file of our own, before the second may. The system gives
 * away the lowest number that is free (POSIX, open), so that opening files until one has the number, or a higher one, shows
 * who has it. As long as it is somebody else, the second handle stays open; it does nothing.
 *
 * A thread that ends closes what it has, so it may end only when nothing waits here any more (`twinsClosed`). Workers moreover
 * close at their end what they have opened as a file and not closed as one: the file of ours is closed by the second handle,
 * and its number would be closed again, whosever it is by then. The engine's worker is therefore made without
 * `trackUnmanagedFds`; with it Node warns of a descriptor that is “opened in unmanaged mode twice”. Helper threads have no
 * twins: what they are sent is a copy with one handle, so that they may be terminated at any time.
 */
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

export interface Closable {
  /** Closes the descriptor before it returns. */
  close(): void;
}

export interface Twins {
  readonly descriptor: number;
  readonly one: Closable;
  /** Not closed by itself. */
  readonly other: Closable;
}

const alive = new Set<Twins>();
/** Half closed: their number is somebody else's. */
const waiting = new Set<Twins>();
const AGAIN_MS = 1000;
let timer: NodeJS.Timeout | undefined;
let isExitWatched = false;

/** Returns what closes both, the second one perhaps later. A thread that ends by itself, or by an error, does so as well. */
export function holdTwins(twins: Twins): () => void {
  alive.add(twins);
  if (!isExitWatched) process.once('exit', () => alive.forEach(closeTwins));
  isExitWatched = true;
  return () => closeTwins(twins);
}

function closeTwins(twins: Twins): void {
  if (!alive.delete(twins)) return;
  twins.one.close();
  waiting.add(twins);
  closeWaiting();
}

const LOOK_MS = 10;

/**
 * Before a thread ends: resolves when no twin waits for its number, true, or after `patience` milliseconds, false when one
 * still does.
 */
export async function twinsClosed(patience: number): Promise<boolean> {
  for (let waited = 0; waiting.size > 0 && waited < patience; waited += LOOK_MS) {
    await delay(LOOK_MS);
    closeWaiting();
  }
  return waiting.size === 0;
}

function closeWaiting(): void {
  clearTimeout(timer);
  for (const twins of waiting) {
    if (!occupy(twins.descriptor)) continue;
    waiting.delete(twins);
    twins.other.close();
  }
  if (waiting.size > 0) timer = setTimeout(closeWaiting, AGAIN_MS).unref();
}

/** Whether the number is that of a file of ours now. */
function occupy(descriptor: number): boolean {
  const lower: number[] = [];
  try {
    for (;;) {
      const opened = openSync(devNull, 'r');
      if (opened === descriptor) return true;
      lower.push(opened);
      if (opened > descriptor) return false;
    }
  } catch {
    return false; // there are no more to be had
  } finally {
    for (const each of lower) closeSync(each);
  }
}
