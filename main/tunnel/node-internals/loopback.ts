/** Connections of this process with itself, on which the internals are proven. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export const HOST = '127.0.0.1';

/** Has a socket destroyed when the proof is over, however it ends, and its errors known to somebody. */
export type Keep = <Kept extends Socket>(socket: Kept) => Kept;

/** Runs a proof; rejects with what went wrong. Whatever it keeps is destroyed afterwards. */
export async function withSockets(use: (keep: Keep) => Promise<void>): Promise<void> {
  const kept = new Set<Socket>();
  try {
    await inTime(
      use((socket) => {
        kept.add(socket.on('error', () => undefined));
        return socket;
      }),
    );
  } finally {
    for (const socket of kept) socket.destroy();
  }
}

const PATIENCE_MS = 5000;

async function inTime(promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came of it in ${PATIENCE_MS / 1000} seconds`)), PATIENCE_MS);
    timer.unref();
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Listens on a port of the loopback interface for as long as `use` takes. */
export async function withServer<Result>(server: Server, use: (port: number) => Promise<Result>): Promise<Result> {
  server.listen({ host: HOST, port: 0, exclusive: true });
  await once(server, 'listening');
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

/** A half-open connection to a port of the loopback interface. */
export async function connectTo(port: number, keep: Keep): Promise<Socket> {
  const socket = keep(connect({ host: HOST, port, allowHalfOpen: true }));
  await once(socket, 'connect');
  return socket;
}

export interface Pair {
  /** Paused, and half-open; nobody has asked for its address. */
  readonly accepted: Socket;
  readonly far: Socket;
}

/** Both ends of a connection. */
export function connectedPair(keep: Keep): Promise<Pair> {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true });
  return withServer(server, async (port) => {
    const [[accepted], far] = await Promise.all([
      once(server, 'connection') as Promise<[Socket]>,
      connectTo(port, keep),
    ]);
    return { accepted: keep(accepted), far };
  });
}

/** More than one read brings, and no multiple of a buffer. */
const MESSAGE = Buffer.alloc(100_003, 'all in good order, ');

/** Says something and ends; whoever listens sends it back and ends too. Rejects unless it does. */
export async function hearsItself(socket: Socket): Promise<void> {
  const closed = once(socket, 'close');
  const received: Buffer[] = [];
  socket.on('data', (data: Buffer) => received.push(Buffer.from(data)));
  socket.end(MESSAGE);
  await closed;
  if (!Buffer.concat(received).equals(MESSAGE)) throw new Error('other bytes came back than were sent');
}
