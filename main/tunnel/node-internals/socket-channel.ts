/**
 * A way for accepted connections from one thread of this process to another.
 *
 * Node can hand a connection to another process (child_process, `subprocess.send(message, socket)`): both ends of a Unix
 * socket are pipes in IPC mode, and the kernel copies the descriptor (SCM_RIGHTS, unix(7)). This is the same between two
 * threads, with the parts of which child_process is made; Node calls them private. Where they are missing, as on
 * Windows, whose pipes hand over to other processes only, there is no passage and connections stay where they are.
 */
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, Socket, type SocketConstructorOpts } from 'node:net';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { internalError, TunnelFault } from '../base/errors.ts';

interface Handle {
  readonly fd: number;
  open(descriptor: number): number;
  writeUtf8String(request: object, text: string, handle: object): number;
  close(): void;
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

/** What is needed of node's src/pipe_wrap.cc and src/stream_base.cc; null where it is not as expected. */
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
export interface Passage {
  /** Hands over a copy of a connection, paused and unread; the caller's own stays open. Throws the system's error. */
  send(id: number, socket: Socket): void;
  close(): void;
}

/** A passage to which the other thread has not come yet. */
export interface Gate {
  /** For `joinPassage` in the other thread. */
  readonly path: string;
  readonly joined: Promise<Passage>;
  /** For when nobody will come any more. */
  close(): Promise<void>;
}

/** null where the runtime or the system cannot do it. */
export async function openGate(): Promise<Gate | null> {
  const found = parts();
  if (found === null) return null;
  const directory = await mkdtemp(path.join(tmpdir(), 'adit-')); // for nobody but its owner
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
  const listening = once(server, 'listening');
  server.listen(path.join(directory, 'passage'));
  const room = new Room();
  const tooLow: Socket[] = [];
  const close = async () => {
    room.leave();
    for (const socket of tooLow) socket.destroy();
    server.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await listening;
    room.take(ROOM);
  } catch {
    await close();
    return null;
  }
  const joined = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) => {
      if (room.isBelow(descriptorOf(socket))) {
        resolve(socket);
        return;
      }
      // Others were closed since, and left it a number that is too low. Once those are taken the next one is not.
      tooLow.push(socket);
      room.fill();
      socket.on('error', () => undefined);
      socket.end();
    });
  }).then(async (socket) => {
    await close();
    return passageOver(socket, found);
  });
  joined.catch(() => undefined);
  return { path: path.join(directory, 'passage'), joined, close };
}

const handleOf = (socket: Socket): Handle | null => Reflect.get(socket, '_handle');
const descriptorOf = (socket: Socket): number => handleOf(socket)?.fd ?? -1;

function passageOver(accepted: Socket, { Pipe, WriteWrap, ipc }: Parts): Passage {
  const descriptor = descriptorOf(accepted);
  // Servers make pipes without IPC only, so the same descriptor gets a second handle. The first one is never read from.
  const pipe = new Pipe(ipc);
  const failed = descriptor === -1 ? -1 : pipe.open(descriptor);
  if (failed !== 0) {
    accepted.destroy();
    throw new TunnelFault(internalError(systemError(failed)));
  }
  return {
    send: (id, socket) => {
      const request = new WriteWrap();
      request.oncomplete = () => undefined;
      const status = pipe.writeUtf8String(request, `${id}\n`, Reflect.get(socket, '_handle'));
      if (status < 0) throw systemError(status);
    },
    close: () => {
      parked.add({ descriptor, pipe, accepted });
      closeParked();
    },
  };
}

interface Pair {
  readonly descriptor: number;
  readonly pipe: Handle;
  readonly accepted: Socket;
}

/** Pairs that could not be closed yet. */
const parked = new Set<Pair>();
const AGAIN_MS = 1000;
/** Descriptors that other threads would have to open between two system calls that follow one another. */
const ROOM = 64;

/** Descriptors that are kept from everybody else. */
class Room {
  readonly #taken: number[] = [];

  /** Throws the system's error when it has no more. */
  take(count: number): void {
    for (let index = 0; index < count; index++) this.#taken.push(openSync(devNull, 'r'));
  }

  /** Takes what is free below the highest one. */
  fill(): void {
    const highest = Math.max(...this.#taken);
    do this.take(1);
    while ((this.#taken.at(-1) ?? 0) < highest);
  }

  /** Whether there are enough of them below a descriptor. */
  isBelow(descriptor: number): boolean {
    return this.#taken.filter((each) => each < descriptor).length >= ROOM;
  }

  leave(): void {
    for (const descriptor of this.#taken.splice(0)) closeSync(descriptor);
  }
}

/**
 * Two handles close their descriptor twice, and the second time it may be somebody else's. The system gives away the lowest
 * number that is free, so this is safe as long as many lower ones are. `openGate` has seen to it that there were; while
 * there are not, the pair stays open.
 */
function closeParked(): void {
  for (const pair of parked) {
    if (!hasRoomBelow(pair.descriptor)) continue;
    parked.delete(pair);
    pair.pipe.close();
    pair.accepted.destroy();
  }
  if (parked.size > 0) setTimeout(closeParked, AGAIN_MS).unref();
}

function hasRoomBelow(descriptor: number): boolean {
  const room = new Room();
  try {
    room.take(ROOM);
    return room.isBelow(descriptor);
  } catch {
    return false;
  } finally {
    room.leave();
  }
}

/**
 * The end of the thread that takes connections; `onHandle` gets their handles, of which nobody has made sockets. Rejects, or throws in the
 * event loop, when the passage is not as expected.
 */
export async function joinPassage(path: string, onHandle: (id: number, handle: object) => void): Promise<void> {
  const found = parts();
  if (found === null) throw new Error('there is no passage here');
  const channel = channelOver(new found.Pipe(found.ipc), onHandle);
  channel.connect(path);
  await once(channel, 'connect');
  // Ended before anything came through, the gate wants another one.
  channel.once('end', () => (channel.bytesRead === 0 ? void joinPassage(path, onHandle) : null));
  channel.resume();
}

function channelOver(pipe: Handle, onHandle: (id: number, handle: object) => void): Socket {
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
  return Object.assign(new Error(`the system's error ${status}`), { code: 'PASSAGE', errno: status });
}
