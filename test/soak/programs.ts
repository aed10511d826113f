/** What local programs do all day. Each checks every byte it gets. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { matches, slice, startOf } from '../bench/pattern.ts';
import { type Task, writeHeader } from '../bench/protocol.ts';

/** `broken`: the connection ended before its time, which is right where somebody shook the tunnel. */
export type Result = 'done' | 'broken';

/** A number from 0 to 1, as Math.random gives. */
export type Random = () => number;

export interface Program {
  readonly name: string;
  run(port: number, random: Random): Promise<Result>;
}

const CHUNK = 64 * 1024;
const LIMIT_MS = 60_000;
const NOTICE_MS = 200;

/** Wrong bytes, or a connection that hangs. */
export class SoakFailure extends Error {}

const someBytes = (random: Random) => Math.floor(2 ** (8 + random() * 15));
const slowly = (random: Random) => (random() < 0.02 ? delay(random() * 30) : null);

/** Runs a connection; whatever ends it early makes it `broken`. */
async function connection(port: number, use: (socket: Socket) => Promise<Result>): Promise<Result> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    socket.destroy();
  }, LIMIT_MS);
  // A connection that has ended well is closed too, perhaps before its program has noticed the end.
  const gone = once(socket, 'close').then(() => delay(NOTICE_MS, 'broken' as const));
  gone.catch(() => undefined);
  try {
    await once(socket, 'connect');
    const result = await Promise.race([use(socket), gone]);
    if (hung) throw new SoakFailure('a connection hung');
    return result;
  } catch (error) {
    if (error instanceof SoakFailure) throw error;
    if (hung) throw new SoakFailure('a connection hung');
    return 'broken';
  } finally {
    clearTimeout(timer);
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

async function send(socket: Socket, start: number, length: number, random: Random): Promise<void> {
  for (let position = 0; position < length; ) {
    const chunk = slice(start, position, Math.min(Math.ceil(random() * CHUNK), length - position));
    position += chunk.length;
    if (!socket.write(chunk)) await once(socket, 'drain');
    await slowly(random);
  }
}

/** Reads to the end; the number of bytes. */
async function receive(
  socket: Socket,
  start: number,
  random: Random,
  onProgress?: (position: number) => void,
): Promise<number> {
  let position = 0;
  for await (const chunk of socket) {
    if (!matches(chunk, start, position)) throw new SoakFailure(`wrong bytes after ${position}`);
    position += chunk.length;
    onProgress?.(position);
    await slowly(random);
  }
  return position;
}

const begin = (socket: Socket, task: Task, start: number, length: number) =>
  socket.write(writeHeader({ task, start, length }));

const upload: Program = {
  name: 'upload',
  run: (port, random) =>
    connection(port, async (socket) => {
      const [start, length] = [startOf(Math.floor(random() * 1000)), someBytes(random)];
      begin(socket, 'sink', start, length);
      await send(socket, start, length, random);
      socket.end();
      let verdict = '';
      for await (const text of socket.setEncoding('latin1')) verdict += text;
      if (verdict.startsWith('wrong')) throw new SoakFailure(`upload: ${verdict}`);
      return verdict === 'ok' ? 'done' : 'broken';
    }),
};

const download: Program = {
  name: 'download',
  run: (port, random) =>
    connection(port, async (socket) => {
      const [start, length] = [startOf(Math.floor(random() * 1000)), someBytes(random)];
      begin(socket, 'source', start, length);
      const received = await receive(socket, start, random);
      if (received > length) throw new SoakFailure('more bytes than were sent');
      return received === length ? 'done' : 'broken';
    }),
};

/**
 * Ends its side when it has got everything: had it ended before, stunnel 5.68 as the server would drop what it has not
 * read of the service by the time that ends too.
 */
const conversation: Program = {
  name: 'conversation',
  run: (port, random) =>
    connection(port, async (socket) => {
      const [start, length] = [startOf(Math.floor(random() * 1000)), someBytes(random)];
      begin(socket, 'echo', 0, 0);
      const [received] = await Promise.all([
        receive(socket, start, random, (position) => {
          if (position === length) socket.end();
        }),
        send(socket, start, length, random),
      ]);
      return received === length ? 'done' : 'broken';
    }),
};

/** Goes away in the middle, in one way or another. */
const deserter: Program = {
  name: 'deserter',
  run: (port, random) =>
    connection(port, async (socket) => {
      if (random() < 0.7) {
        begin(socket, random() < 0.5 ? 'source' : 'echo', 0, 2 ** 24);
        if (random() < 0.5) socket.write(slice(0, 0, CHUNK));
      }
      await delay(random() * 100);
      if (random() < 0.5) socket.resetAndDestroy();
      return 'done';
    }),
};

/** Says nothing for a while and is still served. */
const sleeper: Program = {
  name: 'sleeper',
  run: (port, random) =>
    connection(port, async (socket) => {
      begin(socket, 'echo', 0, 0);
      await delay(random() * 5000);
      socket.write(slice(0, 0, 100));
      const received = await receive(socket, 0, random, (position) => {
        if (position === 100) socket.end();
      });
      return received === 100 ? 'done' : 'broken';
    }),
};

export const programs: readonly Program[] = [upload, download, conversation, deserter, sleeper];
