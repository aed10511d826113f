/** Ending a connection so that the other side cannot take it for a clean end. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

type Close = (callback: () => void) => unknown;

/**
 * Destroys the socket with a TCP reset, as stunnel does on errors: a server takes an end without close_notify for an
 * end, and would keep half an upload. Node offers `resetAndDestroy` for TCP sockets only, so this reaches for the TCP
 * handle below, and settles for a plain `destroy` where there is none.
 */
export function resetTls(socket: TLSSocket): void {
  const tcp = isEnding(socket) ? null : tcpHandleOf(socket);
  if (tcp !== null) tcp.close = tcp.reset.bind(tcp);
  socket.destroy();
}

/** The same for a plain TCP connection. */
export function resetTcp(socket: Socket): void {
  // Unix sockets know no reset; Node refuses to make one.
  if (isEnding(socket) || !isTcpHandle(Reflect.get(socket, '_handle'))) socket.destroy();
  else socket.resetAndDestroy();
}

/**
 * libuv refuses to reset a connection whose own end is under way (uv_tcp_close_reset: EINVAL), and Node takes the handle
 * for closed all the same (tcp_wrap.cc): it would stay open for ever, without a `close` event.
 */
const isEnding = (socket: Socket): boolean => socket.writableEnded && !socket.writableFinished;

interface TcpHandle {
  close: Close;
  reset: Close;
}

function tcpHandleOf(socket: TLSSocket): TcpHandle | null {
  const tls: unknown = Reflect.get(socket, '_handle');
  const tcp: unknown = typeof tls === 'object' && tls !== null ? Reflect.get(tls, '_parent') : null;
  return isTcpHandle(tcp) ? tcp : null;
}

function isTcpHandle(handle: unknown): handle is TcpHandle {
  return (
    typeof handle === 'object' &&
    handle !== null &&
    typeof Reflect.get(handle, 'close') === 'function' &&
    typeof Reflect.get(handle, 'reset') === 'function'
  );
}
