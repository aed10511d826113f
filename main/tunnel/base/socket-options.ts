/** Options of sockets that Node can set (stunnel's `socket`, socket(7), tcp(7)). */
import { Socket } from 'node:net';
import type { SocketOptions } from '../../specification.ts';

/** Node's own defaults of setKeepAlive, for when only one of the two is set. */
const KEEP_INTERVAL_SECONDS = 1;
const KEEP_COUNT = 10;

/** Sets what is given; Unix sockets and older versions of Node ignore what they do not know. */
export function applySocketOptions(socket: Socket, options: SocketOptions): void {
  const { noDelay, keepAlive, keepIdle, keepInterval, keepCount, typeOfService } = options;
  if (noDelay !== undefined) socket.setNoDelay(noDelay);
  if (keepAlive !== undefined || keepIdle !== undefined) {
    const idleMs = (keepIdle ?? 0) * 1000;
    const probes =
      keepInterval === undefined && keepCount === undefined
        ? []
        : [(keepInterval ?? KEEP_INTERVAL_SECONDS) * 1000, keepCount ?? KEEP_COUNT];
    socket.setKeepAlive(keepAlive ?? true, idleMs, ...probes);
  }
  if (typeOfService !== undefined && canSetTypeOfService) setTypeOfService(socket, typeOfService);
}

/** Since Node 24.15. */
export const canSetTypeOfService = 'setTypeOfService' in Socket.prototype;

/** Since Node 24.19; before, the function had two parameters and ignored the others. */
export const canSetKeepAliveProbes = Socket.prototype.setKeepAlive.length > 2;

function setTypeOfService(socket: Socket, value: number): void {
  try {
    socket.setTypeOfService(value);
  } catch {
    // The system has no such option for this kind of socket; the connection works all the same.
  }
}
