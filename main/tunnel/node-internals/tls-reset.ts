/** Resetting the TCP connection below a TLS connection. */
import type { TLSSocket } from 'node:tls';
import { isEnding } from '../base/tcp-reset.ts';

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
