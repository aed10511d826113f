/** Small TCP services for behind a tunnel: what comes out of the far end is exactly known. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

export interface TcpService extends AsyncDisposable {
  readonly port: number;
  /** Connections accepted so far, and those open now. */
  accepted(): number;
  open(): number;
  close(): Promise<void>;
}

/**
 * A TCP server on a free port of 127.0.0.1. Half-open sockets are allowed: a service decides itself when it ends.
 * Errors of single connections are those of a peer that went away, which is what many tests are about.
 */
export async function startTcpService(handle: (socket: Socket) => void, listenPort = 0): Promise<TcpService> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    handle(socket);
  }).listen(listenPort, '127.0.0.1');
  await once(server, 'listening');
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  };
  return {
    port: (server.address() as AddressInfo).port,
    accepted: () => count,
    open: () => sockets.size,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Joins a socket to a port of 127.0.0.1, both ways; either side that fails ends the other. */
export function forward(socket: Socket, port: number): void {
  const onward = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  pipeline(socket, onward, () => {});
  pipeline(onward, socket, () => {});
}

/** Sends everything back, and ends when the client has ended. */
export const startEcho = () => startTcpService((socket) => pipeline(socket, socket, () => {}));

/** Reads everything; after the client's end it answers `SHA-256 in hex, blank, number of bytes, newline` and ends. */
export const startSink = () =>
  startTcpService((socket) => {
    const hash = createHash('sha256');
    let length = 0;
    socket.on('data', (chunk) => {
      hash.update(chunk);
      length += chunk.length;
    });
    socket.on('end', () => socket.end(`${hash.digest('hex')} ${length}\n`));
  });

/** Sends `bytes` of random data to every client and ends its side; `sha256` is of what it sends. */
export async function startSource(bytes: number): Promise<TcpService & { readonly sha256: string }> {
  const data = randomBytes(bytes);
  const service = await startTcpService((socket) => {
    socket.resume();
    socket.end(data);
  });
  return { ...service, sha256: createHash('sha256').update(data).digest('hex') };
}

/** Greets first, as many servers do (SMTP, SSH), then echoes. */
export const startGreeter = (greeting: string) =>
  startTcpService((socket) => {
    socket.write(greeting);
    pipeline(socket, socket, () => {});
  });

/** Takes connections and ends them at once. */
export const startSlammer = () => startTcpService((socket) => socket.end());

/** Resolves when something listens on the port of 127.0.0.1; it is asked again until it does, for 20 s at most. */
export async function untilListening(port: number): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const listens = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (listens) return;
    if (Date.now() > end) throw new Error(`nobody listens on port ${port}`);
    await setTimeout(20);
  }
}
