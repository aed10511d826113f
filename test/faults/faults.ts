/** The table: what goes wrong, and what of it differs from stunnel on purpose. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { startTlsService } from '../engine/tls-peer.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startSink, startSource, startTcpService } from '../peers/tcp.ts';
import type { Client } from './clients.ts';
import { runProgram, type Seen } from './program.ts';

export interface Surroundings {
  readonly certificate: CertificateFiles;
  /** For files of one fault and one client. */
  readonly directory: string;
}

/** A fault's outcome: what the program saw, or any words that both sides are compared by. */
export type Outcome = Seen | string;

export interface Fault {
  readonly name: string;
  run(client: Client, surroundings: Surroundings): Promise<Outcome>;
  /** Where we mean to differ: what ours may do, and why. */
  readonly ours?: { readonly outcomes: readonly Outcome[]; readonly why: string };
}

const MIB = 2 ** 20;
const host = '127.0.0.1';
const at = (port: number) => ({ connect: [{ host, port }] });
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const open = (port: number) => connect({ port, host, allowHalfOpen: true });

/** A stunnel server in front of a service. */
export const serverFor = (
  service: { readonly port: number },
  { certificate }: Surroundings,
  accept?: number | string,
) =>
  startStunnel({
    connect: service.port,
    certificate: certificate.certificate,
    key: certificate.key,
    ...(accept === undefined ? {} : { accept }),
  });

/** A server that treats each TCP connection alike. */
const tcpFault = (name: string, handle: (socket: Socket) => void, busy?: number): Fault => ({
  name,
  run: async (client) => {
    await using server = await startTcpService(handle);
    await using tunnel = await client.open({
      ...at(server.port),
      ...(busy === undefined ? {} : { timeouts: { busy } }),
    });
    return await runProgram(tunnel.port, { send: 'hello', ...(busy === undefined ? {} : { timeoutSeconds: busy }) });
  },
});

/** Waits until a number stays the same for a while; then nothing more is taken. */
async function settled(value: () => number): Promise<number> {
  for (let last = -1; ; await delay(300)) {
    const now = value();
    if (now === last) return now;
    last = now;
  }
}

const SLOW_BYTES = 48 * MIB;
/** What a client may hold of a connection whose reader stands still, above what the kernel holds. */
const BOUND_KIB = 16 * 1024;
/**
 * What a client may have more after any number of connections than before them: a second thread is a quarter of
 * it, and two heaps find their size and stay there. On a busy machine more connections are open at the same time.
 */
const RATE_BOUND_KIB = 128 * 1024;

/**
 * The program does not end its side first: stunnel 5.68 as the server then drops what it has not read of the service yet
 * ("Read socket closed (HUP)" in its log), whoever the client is.
 */
async function slowReader(client: Client, surroundings: Surroundings): Promise<Outcome> {
  await using source = await startSource(SLOW_BYTES);
  await using server = await serverFor(source, surroundings);
  await using tunnel = await client.open(at(server.port));
  const before = await tunnel.rssKib();
  const socket = open(tunnel.port);
  await once(socket, 'connect');
  await delay(1500);
  const grown = (await tunnel.rssKib()) - before;
  const hash = createHash('sha256');
  for await (const chunk of socket) {
    hash.update(chunk);
    if (Math.random() < 0.02) await delay(2);
  }
  return bounded(grown, hash.digest('hex') === source.sha256);
}

async function slowServer(client: Client, surroundings: Surroundings): Promise<Outcome> {
  const go = new AbortController();
  await using sink = await startTcpService(async (socket) => {
    if (!go.signal.aborted) await once(go.signal, 'abort');
    const hash = createHash('sha256');
    for await (const chunk of socket) {
      hash.update(chunk);
      if (Math.random() < 0.02) await delay(2);
    }
    socket.end(hash.digest('hex'));
  });
  await using server = await serverFor(sink, surroundings);
  await using tunnel = await client.open(at(server.port));
  const before = await tunnel.rssKib();
  const data = randomBytes(SLOW_BYTES);
  const socket = open(tunnel.port);
  socket.end(data);
  await once(socket, 'connect');
  await settled(() => socket.bytesWritten - socket.writableLength);
  const grown = (await tunnel.rssKib()) - before;
  go.abort();
  return bounded(grown, (await text(socket)) === sha256(data));
}

const growth = (grownKib: number, limitKib = RATE_BOUND_KIB) =>
  grownKib < limitKib ? 'bounded' : `grew by ${Math.round(grownKib)} KiB`;

const bounded = (grownKib: number, whole: boolean) =>
  `${whole ? 'every byte arrives' : 'WRONG BYTES'}, memory ${growth(grownKib, BOUND_KIB)}`;

/** One request and its reply; the socket stays open. */
export async function exchange(socket: Socket): Promise<boolean> {
  const request = randomBytes(32);
  socket.write(request);
  let reply = Buffer.alloc(0);
  while (reply.length < request.length) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    reply = Buffer.concat([reply, chunk]);
  }
  return reply.equals(request);
}

/** As many connections, some at a time; all are used before and after a rest. */
export const idleConnections = (count: number): Fault => ({
  name: `${count} idle connections`,
  run: async (client, surroundings) => {
    await using echo = await startEcho();
    await using server = await serverFor(echo, surroundings);
    await using tunnel = await client.open(at(server.port));
    const sockets: Socket[] = [];
    let right = 0;
    while (sockets.length < count) {
      const some = Array.from({ length: Math.min(25, count - sockets.length) }, () => open(tunnel.port));
      right += (await Promise.all(some.map(exchange))).filter(Boolean).length;
      sockets.push(...some);
    }
    right += (await Promise.all(sockets.map(exchange))).filter(Boolean).length;
    for (const socket of sockets) socket.destroy();
    return right === 2 * count ? 'all of them answer, twice' : `${right} right answers of ${2 * count}`;
  },
});

/** New connections at a steady pace, each with a request and a reply. */
export const connectionRate = (perSecond: number, seconds: number): Fault => ({
  name: `${perSecond} connections a second for ${seconds} s`,
  run: async (client, surroundings) => {
    await using echo = await startEcho();
    await using server = await serverFor(echo, surroundings);
    await using tunnel = await client.open(at(server.port));
    const count = perSecond * seconds;
    const before = await tunnel.rssKib();
    const started = performance.now();
    const all: Promise<boolean>[] = [];
    for (let index = 0; index < count; index++) {
      const socket = open(tunnel.port);
      all.push(
        exchange(socket)
          .catch(() => false)
          .finally(() => socket.destroy()),
      );
      await delay(Math.max(0, started + ((index + 1) * 1000) / perSecond - performance.now()));
    }
    const right = (await Promise.all(all)).filter(Boolean).length;
    const grown = (await tunnel.rssKib()) - before;
    return right === count ? `all are served, memory ${growth(grown)}` : `${right} of ${count} are served`;
  },
});

const refused: Fault = {
  name: 'connection refused',
  run: async (client) => {
    await using tunnel = await client.open(at(await freePort()));
    return await runProgram(tunnel.port, { send: 'hello' });
  },
};

const dies: Fault = {
  name: 'server dies in the middle of a transfer',
  ours: {
    outcomes: [
      { end: 'RST', data: 'some', when: 'at once' },
      { end: 'FIN', data: 'some', when: 'at once' },
    ],
    why: 'the system ends the connections of a killed server with RST or FIN, as it happens; a reset is passed on',
  },
  run: async (client, surroundings) => {
    await using source = await startTcpService((socket) => {
      const chunk = Buffer.alloc(65_536);
      const send = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', send);
      send();
    });
    await using server = await serverFor(source, surroundings);
    await using tunnel = await client.open(at(server.port));
    return await runProgram(tunnel.port, { send: 'hello', onData: () => server.signal('SIGKILL') });
  },
};

/** stunnel 5.68 takes the reset for an end: it logs "TLS socket closed (SSL_read)" and ends the program's side. */
const passedOff = 'half an answer must not look like a whole one';

const resetTogether: Fault = {
  name: 'RST right behind data',
  ours: { outcomes: ['RST at once'], why: passedOff },
  run: async (client, { certificate }) => {
    await using server = await startTlsService(certificate, (socket, raw) => {
      socket.once('data', () => socket.write('half of it', () => raw.resetAndDestroy()));
    });
    await using tunnel = await client.open(at(server.port));
    const { end, when } = await runProgram(tunnel.port, { send: 'hello' });
    // A reset may overtake data, so what arrived says nothing.
    return `${end} ${when}`;
  },
};

const reset: Fault = {
  name: 'RST in the middle of a transfer',
  ours: { outcomes: [{ end: 'RST', data: 'some', when: 'at once' }], why: passedOff },
  run: async (client, { certificate }) => {
    await using server = await startTlsService(certificate, (socket, raw) => {
      socket.once('data', () => socket.write('half of it', () => setTimeout(() => raw.resetAndDestroy(), 300)));
    });
    await using tunnel = await client.open(at(server.port));
    return await runProgram(tunnel.port, { send: 'hello', text: 'all of it' });
  },
};

const truncated: Fault = {
  name: 'FIN without close_notify',
  run: async (client, { certificate }) => {
    await using server = await startTlsService(certificate, (socket, raw) => {
      socket.once('data', () => socket.write('all of it', () => raw.end()));
    });
    await using tunnel = await client.open(at(server.port));
    return await runProgram(tunnel.port, { send: 'hello', text: 'all of it' });
  },
};

const programEnds: Fault = {
  name: 'half-close: the program ends first, the reply follows',
  run: async (client, surroundings) => {
    await using sink = await startSink();
    await using server = await serverFor(sink, surroundings);
    await using tunnel = await client.open(at(server.port));
    const data = randomBytes(MIB);
    return await runProgram(tunnel.port, { send: data, end: true, text: `${sha256(data)} ${MIB}\n` });
  },
};

const serverEnds: Fault = {
  name: 'half-close: the server ends first, the program still sends',
  run: async (client, surroundings) => {
    let deliver: (words: string) => void;
    const delivered = new Promise<string>((resolve) => {
      deliver = resolve;
    });
    await using service = await startTcpService(async (socket) => {
      socket.end('bye');
      const words = await text(socket).catch(() => 'an error');
      if (words !== '') deliver(words);
    });
    await using server = await serverFor(service, surroundings);
    await using tunnel = await client.open(at(server.port));
    const socket = open(tunnel.port);
    const heard = await text(socket);
    socket.end('one more thing');
    const last = await Promise.race([delivered, delay(10_000, 'nothing')]);
    return `the program hears "${heard}", the server "${last}"`;
  },
};

const silentSide: Fault = {
  name: 'half-close: the server never follows (TIMEOUTclose)',
  run: async (client, { certificate }) => {
    await using server = await startTlsService(certificate, (socket) => socket.resume());
    await using tunnel = await client.open({ ...at(server.port), timeouts: { close: 1 } });
    return await runProgram(tunnel.port, { send: 'hello', end: true, timeoutSeconds: 1 });
  },
};

const idle: Fault = {
  name: 'nothing is said for TIMEOUTidle',
  run: async (client, { certificate }) => {
    await using server = await startTlsService(certificate, (socket) => socket.resume());
    await using tunnel = await client.open({ ...at(server.port), timeouts: { idle: 1 } });
    return await runProgram(tunnel.port, { send: 'hello', timeoutSeconds: 1 });
  },
};

const givesUp: Fault = {
  name: 'the program goes away before the handshake ends',
  run: async (client) => {
    const started = performance.now();
    await using server = await startTcpService((socket) => {
      socket.resume();
      socket.on('end', () => socket.end());
    });
    await using tunnel = await client.open({ ...at(server.port), timeouts: { busy: 2 } });
    const socket = open(tunnel.port);
    socket.write('hello');
    await delay(300);
    socket.destroy();
    while (server.open() > 0 && performance.now() - started < 10_000) await delay(50);
    return server.open() === 0 ? 'the server sees the end within TIMEOUTbusy' : 'the server sees no end';
  },
};

const changedCertificate: Fault = {
  name: 'certificate that changes between connections',
  run: async (client, surroundings) => {
    let heard = '';
    await using echo = await startTcpService((socket) => {
      socket.on('data', (data) => {
        heard += data;
        socket.write(data);
      });
      socket.on('end', () => socket.end());
    });
    const first = await serverFor(echo, surroundings);
    await using tunnel = await client.open({ ...at(first.port), pin: surroundings.certificate });
    const before = open(tunnel.port);
    const trusted = await exchange(before);
    before.destroy();
    await first.close();
    const other = await makeCertificate(surroundings.directory, `other-${client.name}`, { commonName: 'tunnel.test' });
    await using _second = await serverFor(echo, { ...surroundings, certificate: other }, first.port);
    const { end } = await runProgram(tunnel.port, { send: 'secret' });
    // In TLS 1.3 the server may take the handshake for done and open its connection to the service; nothing goes through.
    const reached = heard.includes('secret') ? 'the service heard the program' : 'the service heard nothing';
    return `first ${trusted ? 'served' : 'not served'}, then ${end}; ${reached}`;
  },
};

const deadIpv6: Fault = {
  name: 'IPv6 first and refused',
  run: async (client, surroundings) => {
    await using sink = await startSink();
    await using server = await serverFor(sink, surroundings);
    const dead = await freePort('::1');
    await using tunnel = await client.open({ connect: [{ host: '::1', port: dead }, ...at(server.port).connect] });
    return await runProgram(tunnel.port, { send: 'x', end: true, text: `${sha256(Buffer.from('x'))} 1\n` });
  },
};

export const faults: readonly Fault[] = [
  refused,
  tcpFault('TCP accepted, no TLS (TIMEOUTbusy)', (socket) => socket.resume(), 1),
  tcpFault('garbage instead of TLS', (socket) => socket.once('data', () => socket.write(Buffer.alloc(512, 0x5a)))),
  tcpFault('closed (FIN) before the handshake ends', (socket) => socket.once('data', () => socket.end())),
  tcpFault('closed (RST) before the handshake ends', (socket) => socket.once('data', () => socket.resetAndDestroy())),
  dies,
  reset,
  resetTogether,
  truncated,
  programEnds,
  serverEnds,
  silentSide,
  idle,
  givesUp,
  { name: 'slow reader: the program (48 MiB)', run: slowReader },
  { name: 'slow reader: the service (48 MiB)', run: slowServer },
  changedCertificate,
  deadIpv6,
];
