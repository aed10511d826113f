/** Each fault through our engine and through stunnel as the client: what do the program and the server see? */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startSlammer, startTcpService } from '../peers/tcp.ts';
import { findTool, hasTool } from '../peers/tools.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { portOf, specification } from './specification.ts';
import { startTlsService } from './tls-peer.ts';

interface Server extends AsyncDisposable {
  readonly port: number;
}

interface Fault {
  readonly name: string;
  /** `seen` takes notes of what the server sees of the program's connection. */
  readonly server: (seen: (what: string) => void) => Promise<Server>;
  /** What the program does; by default it says hello and waits. */
  readonly program?: (socket: Socket) => void;
  readonly needs?: string;
  /** Where we differ on purpose: stunnel 5.68 passes off a reset as an end, and half a file as a whole one. */
  readonly ours?: string;
}

const TIMEOUTS = { connect: 2, busy: 2, idle: 3, close: 1 };
const PAYLOAD = 'x'.repeat(100_000);
const setup = prepared();

const tls = (handle: (socket: TLSSocket, raw: Socket) => void) => startTlsService(setup.certificate, handle);

/** Answers the first data; connections that say nothing (a probe) are let be. */
const onHello = (answer: (socket: TLSSocket, raw: Socket) => void) => () =>
  tls((socket, raw) => socket.once('data', () => answer(socket, raw)));

/** Takes no connections and answers no SYN once its queue is full: a black hole that needs no firewall. */
const BLACK_HOLE = `
import socket, sys, time
listener = socket.socket(); listener.bind(('127.0.0.1', 0)); listener.listen(0)
port = listener.getsockname()[1]; queue = []
for _ in range(3):
    filler = socket.socket(); filler.setblocking(False); filler.connect_ex(('127.0.0.1', port)); queue.append(filler)
time.sleep(0.2); print(port, flush=True); sys.stdin.read()
`;

async function startBlackHole(): Promise<Server> {
  const python = spawn(findTool('python3') ?? 'python3', ['-c', BLACK_HOLE], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(python.stdout, 'data');
  return {
    port: Number(String(line)),
    [Symbol.asyncDispose]: async () => {
      python.stdin.end();
      await once(python, 'exit');
    },
  };
}

const faults: readonly Fault[] = [
  {
    name: 'connection refused',
    server: async () => ({ port: await freePort(), [Symbol.asyncDispose]: async () => undefined }),
  },
  { name: 'black hole', server: startBlackHole, needs: 'python3' },
  { name: 'accepted and closed before TLS', server: () => startSlammer() },
  { name: 'accepted and reset before TLS', server: () => startTcpService((socket) => socket.resetAndDestroy()) },
  { name: 'never answers TLS', server: () => startTcpService((socket) => socket.resume()) },
  {
    name: 'garbage instead of TLS',
    server: () => startTcpService((socket) => socket.once('data', () => socket.write(Buffer.alloc(1024, 0x2a)))),
  },
  {
    name: 'closed in the middle of the handshake',
    server: () => startTcpService((socket) => socket.once('data', () => socket.end(Buffer.from('160303004a', 'hex')))),
  },
  {
    name: 'reset in the middle of a transfer',
    server: onHello((socket, raw) => socket.write(PAYLOAD, () => setTimeout(() => raw.resetAndDestroy(), 200))),
    ours: '100000 bytes, ECONNRESET',
  },
  {
    name: 'end without close_notify',
    server: onHello((socket, raw) => socket.write(PAYLOAD, () => raw.end())),
  },
  { name: 'an orderly end', server: onHello((socket) => socket.end(PAYLOAD)) },
  {
    name: 'a reply after the program has ended its side',
    server: () =>
      tls((socket) => {
        let asked = false;
        socket.on('data', () => {
          asked = true;
        });
        socket.on('end', () => (asked ? socket.end(PAYLOAD) : socket.end()));
      }),
    program: (socket) => socket.end('hello'),
  },
  {
    name: 'data after the server has ended its side',
    server: (seen) =>
      tls((socket) => {
        let text = '';
        socket.on('data', (data) => {
          if (text === '') socket.end('bye');
          text += data;
        });
        socket.on('end', () => text !== '' && seen(text));
      }),
    program: (socket) => {
      socket.write('hello');
      socket.once('end', () => socket.end(' and more'));
    },
  },
  {
    name: 'the program resets in the middle of an upload',
    server: (seen) =>
      tls((socket, raw) => {
        let asked = false;
        socket.on('data', () => {
          asked = true;
          socket.write('.');
        });
        raw.on('error', (error: NodeJS.ErrnoException) => asked && seen(String(error.code)));
        socket.on('end', () => asked && seen(raw.remoteAddress === undefined ? 'ECONNRESET' : 'end'));
      }),
    program: (socket) => {
      socket.write('hello');
      socket.once('data', () => socket.resetAndDestroy());
    },
    ours: '1 bytes, closed',
  },
  { name: 'silence on both sides (TIMEOUTidle)', server: () => tls((socket) => socket.resume()) },
  {
    name: 'a server that does not follow the program (TIMEOUTclose)',
    server: () => tls((socket) => socket.resume()),
    program: (socket) => socket.end('hello'),
  },
];

/** What a program sees: how many bytes, and whether they ended or were cut off. */
function outcome(port: number, program: Fault['program']): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  return new Promise((resolve) => {
    let length = 0;
    socket.on('data', (data) => {
      length += data.length;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(`${length} bytes, ${error.code}`));
    socket.on('end', () => setTimeout(() => resolve(`${length} bytes, end`), 50));
    socket.on('close', () => resolve(`${length} bytes, closed`));
    if (program === undefined) socket.write('hello');
    else program(socket);
  });
}

/** Runs one fault with one client, and gives what both ends saw. */
async function observe(fault: Fault, client: (port: number) => Promise<AsyncDisposable & { readonly port: number }>) {
  const notes: string[] = [];
  await using server = await fault.server((what) => notes.push(what));
  await using tunnel = await client(server.port);
  const program = await outcome(tunnel.port, fault.program);
  if (notes.length === 0) await new Promise((resolve) => setTimeout(resolve, 200));
  return notes.length === 0 ? program : `${program}; server: ${notes.join(', ')}`;
}

async function stunnelClient(port: number) {
  const { connect: connecting, busy, idle, close } = TIMEOUTS;
  return startStunnel({
    connect: port,
    extra: [
      'client = yes',
      `TIMEOUTconnect = ${connecting}`,
      `TIMEOUTbusy = ${busy}`,
      `TIMEOUTidle = ${idle}`,
      `TIMEOUTclose = ${close}`,
    ].join('\n'),
  });
}

describe.each(runtimes)('$name beside stunnel', (runtime) => {
  const table: { readonly fault: string; readonly ours: string; readonly stunnel: string }[] = [];
  afterAll(() => console.table(table));

  const ours = async (port: number) => {
    const running = await startEngine(runtime, setup.child.file);
    running.engine.start(specification(port, { timeouts: TIMEOUTS }));
    const status = await running.until('tunnel', ({ kind }) => kind === 'on');
    return { port: portOf(status), [Symbol.asyncDispose]: running.close };
  };

  for (const fault of faults) {
    const missing = runtime.executable === null || !hasTool('stunnel') || (fault.needs && !hasTool(fault.needs));
    it.skipIf(missing)(fault.name, async () => {
      const [mine, reference] = await Promise.all([observe(fault, ours), observe(fault, stunnelClient)]);
      table.push({ fault: fault.name, ours: mine, stunnel: reference });
      expect(mine).toBe(fault.ours ?? reference);
    });
  }
});
