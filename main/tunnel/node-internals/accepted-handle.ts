/**
 * Accepted connections before Node makes sockets of them.
 *
 * `onread` lets a socket read into the buffers of whoever made it, but sockets that net.createServer makes have no such
 * option, and a socket that is made around a handle is what Node calls private. Needs `onconnection` of a listening
 * handle and `useUserBuffer` of a connection's (node's lib/net.js, src/stream_base.cc).
 */
import { once } from 'node:events';
import { createServer, type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';
import type { Internal } from './internal.ts';
import { connectTo, hearsItself, type Keep, withServer } from './loopback.ts';
import { isProven } from './proven.ts';

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

/** The socket of a connection's handle, paused and half-open, that reads as told; null where that is not proven to work. */
export function socketOver(handle: unknown, onread: OnReadOpts): Socket | null {
  return isProven('own-buffers') && isHandle(handle) ? makeSocket(handle, onread) : null;
}

function makeSocket(handle: object, onread: OnReadOpts): Socket {
  const options: PrivateOptions = { handle, pauseOnCreate: true, allowHalfOpen: true, onread };
  return new Socket(options as object);
}

/** The same with `data` events, as Node's own servers make it. */
export function plainSocketOver(handle: object): Socket {
  const options: PrivateOptions = { handle, pauseOnCreate: true, allowHalfOpen: true };
  return new Socket(options as object);
}

export const ownBuffers: Internal = {
  name: 'own-buffers',
  purpose: 'local connections are read into buffers that are used again',
  instead: 'a new buffer for each read, which costs Electron about a third of the throughput',
  prove,
};

async function prove(keep: Keep): Promise<void> {
  const server = createServer({ allowHalfOpen: true });
  server.on('connection', (socket) => keep(socket).destroy());
  const buffer = Buffer.alloc(4096);
  let misread: Error | null = null;
  await withServer(server, async (port) => {
    let arrived = (_: Socket) => {};
    const arrival = new Promise<Socket>((resolve, reject) => {
      arrived = resolve;
      server.once('connection', () => reject(new Error('the server did not give its handle')));
    });
    arrival.catch(() => undefined);
    takeHandles(Reflect.get(server, '_handle'), (handle) => {
      if (!isHandle(handle)) return false;
      const socket = keep(
        makeSocket(handle, {
          buffer,
          callback: (length, into) => {
            if (into !== buffer) misread = new Error('the bytes came in another buffer');
            socket.write(Buffer.from(buffer.subarray(0, length)));
            return true;
          },
        }),
      );
      arrived(socket);
      return true;
    });
    const far = await connectTo(port, keep);
    const accepted = await arrival;
    accepted.on('end', () => accepted.end());
    accepted.resume();
    await Promise.all([hearsItself(far), once(accepted, 'close')]);
  });
  if (misread !== null) throw misread;
}
