/** Resets of TCP connections: so that the other side cannot take what happened for a clean end. */
import type { Socket } from 'node:net';

/** Destroys the socket with a TCP reset; one that knows no resets (a Unix socket) without. */
export function resetTcp(socket: Socket): void {
  if (isEnding(socket)) {
    socket.destroy();
    return;
  }
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}

/**
 * libuv refuses to reset a connection whose own end is under way (uv_tcp_close_reset: EINVAL), and Node takes the handle
 * for closed all the same (tcp_wrap.cc): it would stay open for ever, without a `close` event.
 */
export const isEnding = (socket: Socket): boolean => socket.writableEnded && !socket.writableFinished;

/**
 * Whether what looks like the end of a connection was a reset. libuv calls it an end when the last data and the reset
 * arrive together (uv__stream_io's short cut for POLLHUP), which would pass off half an answer as a whole one. A socket
 * that was reset has no peer any more; one that the other side has ended still has, unless we ended it too. Node keeps
 * the answer, so nobody may ask for the address before. Unix sockets have no address at either end, and no resets.
 */
export function wasReset(socket: Socket): boolean {
  return socket.remoteAddress === undefined && socket.localAddress !== undefined;
}
