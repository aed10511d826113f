/**
 * A way for accepted connections from one thread of this process to another.
 *
 * Node can hand a connection to another process (child_process, `subprocess.send(message, socket)`): both ends of a Unix
 * socket are pipes in IPC mode, and the kernel copies the descriptor (SCM_RIGHTS, unix(7)). This is the same between two
 * threads. Needs `process.binding`, `Pipe` with its mode IPC, `WriteWrap` and `pendingHandle` (node's src/pipe_wrap.cc,
 * src/stream_base.cc). On Windows there is none: its pipes hand over to other processes only.
 */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket, type SocketConstructorOpts } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { internalError, TunnelFault } from '../base/errors.ts';
import { plainSocketOver } from './accepted-handle.ts';
import type { Internal } from './internal.ts';
import { connectedPair, hearsItself, type Keep } from './loopback.ts';
import { type Closable, holdTwins } from './twins.ts';

interface Handle extends Closable {
  readonly fd: number;
  open(descriptor: number): number;
  writeUtf8String(request: object, text: string, handle: object): number;
  /** What came with the bytes that were read last. */
  pendingHandle?: object | null;
}

/** What node's lib/net.js gives to the sockets that it makes itself. */
interface PrivateOptions extends Omit<SocketConstructorOpts, 'handle'> {
  readonly handle: Handle;
  readonly manualStart: boolean;
}

interface Parts {
  readonly Pipe: new (mode: number) => Handle;
  readonly WriteWrap: new () => { oncomplete?: () => void };
  readonly ipc: number;
}

/** null where they are not as expected. */
function parts(): Parts | null {
  if (process.platform === 'win32') return null;
  try {
    const binding = Reflect.get(process, 'binding') as (name: string) => Record<string, unknown>;
    const { Pipe, constants } = binding.call(process, 'pipe_wrap');
    const { WriteWrap } = binding.call(process, 'stream_wrap');
    const ipc: unknown = Reflect.get(constants as object, 'IPC');
    const fits = typeof Pipe === 'function' && typeof WriteWrap === 'function' && typeof ipc === 'number';
    return fits ? { Pipe: Pipe as Parts['Pipe'], WriteWrap: WriteWrap as Parts['WriteWrap'], ipc } : null;
  } catch {
    return null;
  }
}

/** The end of the thread that gives connections away. */
export interface ChannelSender {
  /** Hands over a copy of a connection, paused and unread; the caller's own stays open. Throws the system's error. */
  send(id: number, socket: Socket): void;
  close(): void;
}

/** A channel to which the other thread has not come yet. */
export interface OpenChannel {
  /** For `joinChannel` in the other thread. */
  readonly path: string;
  readonly joined: Promise<ChannelSender>;
  /** For when nobody will come any more. */
  close(): Promise<void>;
}

/** null where the runtime or the system cannot do it. */
export async function openChannel(): Promise<OpenChannel | null> {
  const found = parts();
  if (found === null) return null;
  const directory = await mkdtemp(path.join(tmpdir(), 'adit-')); // for nobody but its owner
  const file = path.join(directory, 'channel');
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
  const close = async () => {
    server.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    server.listen(file);
    await once(server, 'listening');
  } catch {
    await close();
    return null;
  }
  const joined = once(server, 'connection').then(async ([socket]: Socket[]) => {
    await close();
    if (socket === undefined) throw new Error('nobody came');
    return senderOver(socket, found);
  });
  joined.catch(() => undefined);
  return { path: file, joined, close };
}

const handleOf = (socket: Socket): Handle | null => Reflect.get(socket, '_handle');

function senderOver(accepted: Socket, { Pipe, WriteWrap, ipc }: Parts): ChannelSender {
  const descriptor = handleOf(accepted)?.fd ?? -1;
  // Servers make pipes without IPC only, so the same descriptor gets a second handle. The first one is never read from.
  const pipe = new Pipe(ipc);
  const failed = descriptor === -1 ? -1 : pipe.open(descriptor);
  if (failed !== 0) {
    accepted.destroy();
    throw new TunnelFault(internalError(systemError(failed)));
  }
  const close = holdTwins({ descriptor, one: pipe, other: { close: () => void accepted.destroy() } });
  return {
    send: (id, socket) => {
      const request = new WriteWrap();
      request.oncomplete = () => undefined;
      const status = pipe.writeUtf8String(request, `${id}\n`, handleOf(socket) ?? {});
      if (status < 0) throw systemError(status);
    },
    close,
  };
}

/**
 * The end of the thread that takes connections; `onHandle` gets their handles, of which nobody has made sockets. Rejects,
 * or throws in the event loop, when the channel is not as expected. The returned socket keeps the channel open.
 */
export async function joinChannel(file: string, onHandle: (id: number, handle: object) => void): Promise<Socket> {
  const found = parts();
  if (found === null) throw new Error('connections cannot be handed over here');
  const channel = receiverOver(new found.Pipe(found.ipc), onHandle);
  channel.connect(file);
  await once(channel, 'connect');
  channel.resume();
  return channel;
}

/** A connection to a Unix socket that descriptors may come through, paused; null where there are no such. */
export async function connectForDescriptors(file: string): Promise<Socket | null> {
  const found = parts();
  if (found === null) return null;
  const options: PrivateOptions = { handle: new found.Pipe(found.ipc), manualStart: true, allowHalfOpen: true };
  const socket = new Socket(options as object);
  socket.connect(file);
  await once(socket, 'connect');
  return socket;
}

function receiverOver(pipe: Handle, onHandle: (id: number, handle: object) => void): Socket {
  const options: PrivateOptions = {
    handle: pipe,
    // It is not connected yet.
    manualStart: true,
    onread: {
      buffer: Buffer.alloc(64),
      // The system ends a read after the bytes that a descriptor came with.
      callback: (length, buffer) => {
        const text = Buffer.from(buffer.buffer, buffer.byteOffset, length).toString('latin1');
        const handle = pipe.pendingHandle;
        pipe.pendingHandle = null;
        if (!/^\d+\n$/.test(text) || !handle) throw new Error('a connection got lost between two threads');
        onHandle(Number(text), handle);
        return true;
      },
    },
  };
  return new Socket(options as object);
}

function systemError(status: number): Error {
  return Object.assign(new Error(`the system's error ${status}`), { code: 'CHANNEL', errno: status });
}

export const socketChannel: Internal = {
  name: 'socket-channel',
  purpose: 'connections that are open at once are spread over several threads',
  instead: 'one thread serves them all, and each may have to wait for another',
  prove,
};

/** Both ends of a channel in this thread. */
async function prove(keep: Keep): Promise<void> {
  const channel = await openChannel();
  if (channel === null) throw new Error('the runtime or the system has no such pipes');
  try {
    let arrived = (_: Socket) => {};
    const arrival = new Promise<Socket>((resolve) => {
      arrived = resolve;
    });
    keep(await joinChannel(channel.path, (_, handle) => arrived(keep(plainSocketOver(handle)))));
    const sender = await channel.joined;
    try {
      const { accepted, far } = await connectedPair(keep);
      sender.send(1, accepted);
      const copy = await arrival;
      copy.pipe(copy);
      // The system ends a connection when its last copy is closed.
      const release = once(copy, 'close').then(() => accepted.destroy());
      await Promise.all([hearsItself(far), release]);
    } finally {
      sender.close();
    }
  } finally {
    await channel.close();
  }
}
