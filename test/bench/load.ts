/** The load generator, in a process of its own: carries out one order after the other and answers with figures. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { askPackets } from './packets.ts';
import { matches, slice, startOf } from './pattern.ts';
import { type Task, writeHeader } from './protocol.ts';

export type Order =
  /** Bytes to or from the backend over connections at the same time; answers with milliseconds. */
  | {
      readonly kind: 'transfer';
      readonly direction: 'up' | 'down';
      readonly port: number;
      readonly connections: number;
      readonly bytes: number;
    }
  /** One new connection, request and reply every so many milliseconds; answers with milliseconds of each. */
  | { readonly kind: 'connects'; readonly port: number; readonly count: number; readonly everyMs: number }
  /** Requests and replies over one connection; answers with milliseconds of each. */
  | { readonly kind: 'ping-pong'; readonly port: number; readonly forMs: number }
  /** The same, one every so many milliseconds. */
  | { readonly kind: 'paced'; readonly port: number; readonly count: number; readonly everyMs: number }
  /** Packets both ways at once, so many each way; answers with milliseconds of all, then of each until its acknowledgement. */
  | { readonly kind: 'packets'; readonly port: number; readonly packets: number }
  /** A download until `stop`; answers with bytes. */
  | { readonly kind: 'background'; readonly port: number }
  | { readonly kind: 'stop' }
  /** Connections that have said one word each; kept until `drop`. Answers with their number. */
  | { readonly kind: 'hold'; readonly port: number; readonly count: number }
  | { readonly kind: 'drop' };

export type Answer = { readonly figures: readonly number[] } | { readonly failure: string };

const CHUNK = 256 * 1024;
const REQUEST = Buffer.alloc(64, 'request ');
let held: Socket[] = [];
let background: Promise<number> | null = null;
let stopping = false;

/** Errors are for whoever waits for something; nobody may be waiting when a client is ended. */
const open = (port: number) =>
  connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }).on('error', () => undefined);

async function start(port: number, task: Task, from: number, length: number): Promise<Socket> {
  const socket = open(port);
  await once(socket, 'connect');
  socket.write(writeHeader({ task, start: from, length }));
  return socket;
}

async function upload(port: number, connection: number, bytes: number): Promise<void> {
  const from = startOf(connection);
  const socket = await start(port, 'sink', from, bytes);
  let verdict = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    verdict += text;
  });
  const ended = once(socket, 'end');
  // Whoever waits for something else first gets the same error from there.
  ended.catch(() => undefined);
  for (let position = 0; position < bytes; ) {
    const chunk = slice(from, position, Math.min(CHUNK, bytes - position));
    position += chunk.length;
    if (!socket.write(chunk)) await once(socket, 'drain');
  }
  socket.end();
  await ended;
  if (verdict !== 'ok') throw new Error(`upload: ${verdict || 'ended without a verdict'}`);
}

/** `goOn` false ends it early. */
function download(port: number, connection: number, bytes: number, goOn = () => true): Promise<number> {
  const from = startOf(connection);
  return new Promise((resolve, reject) => {
    let position = 0;
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: Buffer.allocUnsafeSlow(CHUNK),
        callback: (length, buffer) => {
          if (!matches(buffer.subarray(0, length), from, position)) {
            socket.destroy(new Error(`download: wrong bytes after ${position}`));
            return false;
          }
          position += length;
          if (goOn()) return true;
          socket.destroy();
          return false;
        },
      },
    });
    socket.on('connect', () => socket.write(writeHeader({ task: 'source', start: from, length: bytes })));
    socket.on('error', reject);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      if (position === bytes || !goOn()) resolve(position);
      else reject(new Error(`download: ${position} bytes instead of ${bytes}`));
    });
  });
}

async function transfer(order: Order & { kind: 'transfer' }): Promise<number[]> {
  const each = Math.floor(order.bytes / order.connections);
  const run = order.direction === 'up' ? upload : download;
  const started = performance.now();
  await Promise.all(Array.from({ length: order.connections }, (_, index) => run(order.port, index, each)));
  return [performance.now() - started];
}

/** Sends a request and waits for as many bytes. */
async function exchange(socket: Socket): Promise<void> {
  socket.write(REQUEST);
  let received = 0;
  while (received < REQUEST.length) received += ((await once(socket, 'data')) as [Buffer])[0].length;
}

async function connects({ port, count, everyMs }: Order & { kind: 'connects' }): Promise<number[]> {
  const one = async (): Promise<number> => {
    const started = performance.now();
    const socket = open(port);
    socket.write(writeHeader({ task: 'echo', start: 0, length: 0 }));
    await exchange(socket);
    const taken = performance.now() - started;
    socket.end();
    return taken;
  };
  const running: Promise<number>[] = [];
  const begin = performance.now();
  for (let index = 0; index < count; index++) {
    running.push(one());
    await delay(Math.max(0, begin + (index + 1) * everyMs - performance.now()));
  }
  return Promise.all(running);
}

async function pingPong({ port, forMs }: Order & { kind: 'ping-pong' }): Promise<number[]> {
  const socket = await start(port, 'echo', 0, 0);
  await exchange(socket);
  const times: number[] = [];
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    const started = performance.now();
    await exchange(socket);
    times.push(performance.now() - started);
  }
  socket.destroy();
  return times;
}

async function paced({ port, count, everyMs }: Order & { kind: 'paced' }): Promise<number[]> {
  const socket = await start(port, 'echo', 0, 0);
  await exchange(socket);
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    await delay(everyMs);
    const started = performance.now();
    await exchange(socket);
    times.push(performance.now() - started);
  }
  socket.destroy();
  return times;
}

async function packets(order: Order & { kind: 'packets' }): Promise<number[]> {
  const from = startOf(1);
  const socket = await start(order.port, 'packets', from, order.packets);
  const started = performance.now();
  const times = await askPackets(socket, { packets: order.packets, sends: from, receives: from + 1 });
  return [performance.now() - started, ...times];
}

async function hold({ port, count }: Order & { kind: 'hold' }): Promise<number[]> {
  const holding = held;
  for (let index = 0; index < count; index++) {
    const socket = await start(port, 'echo', 0, 0);
    if (held !== holding) {
      socket.destroy();
      throw new Error('dropped meanwhile');
    }
    await exchange(socket);
    held.push(socket);
  }
  return [held.length];
}

async function carryOut(order: Order): Promise<number[]> {
  switch (order.kind) {
    case 'transfer':
      return transfer(order);
    case 'connects':
      return connects(order);
    case 'ping-pong':
      return pingPong(order);
    case 'paced':
      return paced(order);
    case 'packets':
      return packets(order);
    case 'background':
      stopping = false;
      background = download(order.port, 1, 2 ** 40, () => !stopping);
      background.catch(() => undefined);
      return [];
    case 'stop':
      stopping = true;
      return [(await background) ?? 0];
    case 'hold':
      return hold(order);
    case 'drop':
      for (const socket of held) socket.destroy();
      held = [];
      return [];
  }
}

process.on('message', (order: Order) => {
  carryOut(order).then(
    (figures) => process.send?.({ figures } satisfies Answer),
    (error: unknown) => process.send?.({ failure: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
