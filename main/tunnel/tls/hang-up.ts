/** Ending a connection that nobody needs any more. */
import type { TLSSocket } from 'node:tls';

/** A goodbye goes into the system's buffer at once, unless something else fills it. */
const CLOSE_MS = 1000;

/** Says goodbye, so that the server logs no error, and does not wait for the answer. Resolves when the socket is closed. */
export function hangUp(socket: TLSSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) {
      resolve();
      return;
    }
    const timer = setTimeout(() => socket.destroy(), CLOSE_MS);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    if (socket.destroyed) return;
    socket.once('finish', () => socket.destroySoon());
    socket.resume();
    socket.end();
  });
}
