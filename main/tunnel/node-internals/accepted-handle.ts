/**
 * Accepted connections before Node makes sockets of them.
 *
 * `onread` lets a socket read into the buffers of whoever made it, but sockets that net.createServer makes have no such
 * option, and a socket that is made around a handle is what Node calls private.
 */
import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';

interface ListeningHandle {
  onconnection: (status: number, handle: unknown) => void;
}

const isListening = (value: unknown): value is ListeningHandle =>
  typeof value === 'object' && value !== null && 'onconnection' in value && typeof value.onconnection === 'function';

/**
 * Takes connections from the handle of a server before Node makes a socket of each, which would have to be thrown away for
 * one that reads into our buffers. What `take` does not want (false), and what is not as expected, goes Node's way: the
 * server emits it.
 */
export function takeHandles(listening: unknown, take: (handle: unknown) => boolean): void {
  if (!isListening(listening)) return;
  const { onconnection } = listening;
  listening.onconnection = (status, handle) => {
    // One that failed has no handle.
    if (!take(handle)) onconnection.call(listening, status, handle);
  };
}

interface Handle {
  useUserBuffer(buffer: Uint8Array): void;
}

/** What net.createServer itself gives to the sockets it makes. */
interface PrivateOptions extends Omit<SocketConstructorOpts, 'handle'> {
  readonly handle: object;
  readonly pauseOnCreate: boolean;
}

const isHandle = (value: unknown): value is Handle =>
  typeof value === 'object' && value !== null && 'useUserBuffer' in value && typeof value.useUserBuffer === 'function';

/** The socket of a connection's handle, paused and half-open, that reads as told; null where it is not as expected. */
export function socketOver(handle: unknown, onread: OnReadOpts): Socket | null {
  if (!isHandle(handle)) return null;
  const options: PrivateOptions = { handle, pauseOnCreate: true, allowHalfOpen: true, onread };
  return new Socket(options as object);
}

/** The same with `data` events, as Node's own servers make it. */
export function plainSocketOver(handle: object): Socket {
  const options: PrivateOptions = { handle, pauseOnCreate: true, allowHalfOpen: true };
  return new Socket(options as object);
}
