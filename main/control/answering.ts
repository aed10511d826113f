/** Whether somebody answers at an address. Without what is needed to speak: it is asked at every start of the app. */
import { connect, type Socket } from 'node:net';

/** The kernel, or Windows, connects at once wherever somebody listens; the start of the app waits for it. */
const LONGEST_MS = 2000;

/**
 * Never rejects: whoever cannot be reached does not answer. Somebody who has no time for it is there all the same: a queue that
 * is full (EAGAIN, connect(2)), or a pipe whose every instance is taken.
 * @param longest how long to wait, in milliseconds
 */
export function isAnswering(
  address: string,
  { longest = LONGEST_MS, dial = connect }: { longest?: number; dial?: (address: string) => Socket } = {},
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(address);
    const settle = (isThere: boolean): void => {
      clearTimeout(timer);
      resolve(isThere);
      socket.destroy();
    };
    const timer = setTimeout(() => settle(true), longest);
    socket.once('connect', () => settle(true));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(error.code === 'EAGAIN'));
  });
}
