/** Faults of the network and of its names. They need a network namespace of their own (namespace.ts). */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../peers/free-port.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startGreeter, startSink } from '../peers/tcp.ts';
import type { Client, TunnelEnd } from './clients.ts';
import type { NameServer } from './dns-server.ts';
import { type FarNetwork, startFarNetwork } from './far-network.ts';
import { exchange, type Fault, type Outcome, type Surroundings, serverFor } from './faults.ts';
import { runProgram } from './program.ts';
import { wording } from './table.ts';

/** Addresses of the namespace from which nothing ever comes back. */
export const silentAddresses = { ipv4: '10.99.0.2', ipv6: 'fd99::2' };

/** What only the namespace has. */
export interface Network {
  readonly names: NameServer;
}

export interface NetworkFault extends Omit<Fault, 'run'> {
  run(client: Client, surroundings: Surroundings, network: Network): Promise<Outcome>;
}

const MIB = 2 ** 20;
const host = '127.0.0.1';
/** A name of one client's own, because all clients ask the same server at the same time. */
const nameFor = (what: string, { name }: Client) => `${what}.${name.toLowerCase()}.test`;
const open = (port: number) => connect({ port, host, allowHalfOpen: true });

/** Sends one byte to a sink and waits for its answer. */
const oneByte = {
  send: 'x',
  end: true,
  text: `${createHash('sha256').update('x').digest('hex')} 1\n`,
} as const;

const blackHole: NetworkFault = {
  name: 'black hole: SYN dropped (TIMEOUTconnect)',
  run: async (client) => {
    const endpoints = [{ host: silentAddresses.ipv4, port: 443 }];
    await using tunnel = await client.open({ connect: endpoints, timeouts: { connect: 1 } });
    return await runProgram(tunnel.port, { send: 'hello', timeoutSeconds: 1 });
  },
};

const silentIpv6: NetworkFault = {
  name: 'IPv6 first and silent: IPv4 after TIMEOUTconnect',
  run: async (client, surroundings) => {
    await using sink = await startSink();
    await using server = await serverFor(sink, surroundings);
    const endpoints = [
      { host: silentAddresses.ipv6, port: 443 },
      { host, port: server.port },
    ];
    await using tunnel = await client.open({ connect: endpoints, timeouts: { connect: 1 } });
    return await runProgram(tunnel.port, { ...oneByte, timeoutSeconds: 1 });
  },
};

const silentIpv6OfName: NetworkFault = {
  name: 'a name with IPv6 first and silent: its IPv4 after TIMEOUTconnect',
  run: async (client, surroundings, { names }) => {
    await using sink = await startSink();
    await using server = await serverFor(sink, surroundings);
    const name = nameFor('both', client);
    names.set(name, [silentAddresses.ipv6, host]);
    const endpoints = [{ host: name, port: server.port }];
    await using tunnel = await client.open({ connect: endpoints, timeouts: { connect: 1 } });
    return await runProgram(tunnel.port, { ...oneByte, timeoutSeconds: 1 });
  },
};

const nameAppears: NetworkFault = {
  name: 'DNS name that starts to resolve later',
  run: async (client, surroundings, { names }) => {
    await using sink = await startSink();
    await using server = await serverFor(sink, surroundings);
    const name = nameFor('late', client);
    await using tunnel = await client.open({ connect: [{ host: name, port: server.port }] });
    const before = await runProgram(tunnel.port, { send: 'hello' });
    names.set(name, [host]);
    const after = await runProgram(tunnel.port, oneByte);
    return `first ${wording(before)}; then ${wording(after)}`;
  },
};

/** Two servers at two addresses; an open connection is used throughout. */
const answerChanges =
  (stunnelDelays: boolean): NetworkFault['run'] =>
  async (client, surroundings, { names }) => {
    await using services = new AsyncDisposableStack();
    const [first, second] = [services.use(await startGreeter('first ')), services.use(await startGreeter('second'))];
    const server = services.use(await serverFor(first, surroundings));
    services.use(await serverFor(second, surroundings, `127.0.0.2:${server.port}`));
    const name = nameFor(`changing-${stunnelDelays}`, client);
    names.set(name, [host]);
    await using tunnel = await client.open({ connect: [{ host: name, port: server.port }], delay: stunnelDelays });
    const old = open(tunnel.port);
    const before = await greeting(old);
    names.set(name, ['127.0.0.2']);
    const late = open(tunnel.port);
    const after = await greeting(late);
    const lives = await exchange(old);
    old.destroy();
    late.destroy();
    return `the ${before} server, then the ${after}; the open connection ${lives ? 'lives' : 'is dead'}`;
  };

async function greeting(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return String(chunk).trim();
}

const silentNames: NetworkFault = {
  name: 'DNS server that never answers',
  run: async (client, _surroundings, { names }) => {
    const name = nameFor('silent', client);
    names.set(name, 'silent');
    await using tunnel = await client.open({ connect: [{ host: name, port: 443 }], timeouts: { connect: 1 } });
    return await runProgram(tunnel.port, { send: 'hello', timeoutSeconds: 1 });
  },
};

/** The name resolves until the tunnel has been used once; then so many look-ups fail, a second between them. */
const failingNames = (failures: number, seconds: number): NetworkFault => ({
  name: `DNS server that cannot answer ${failures} times in a row (SERVFAIL)`,
  run: async (client, surroundings, { names }) => {
    await using sink = await startSink();
    await using server = await serverFor(sink, surroundings);
    const name = nameFor(`failing-${failures}`, client);
    names.set(name, [host]);
    await using tunnel = await client.open({ connect: [{ host: name, port: server.port }], delay: true });
    const before = await runProgram(tunnel.port, oneByte);
    names.fail(name, failures * QUESTIONS);
    const after = await runProgram(tunnel.port, { ...oneByte, timeoutSeconds: seconds });
    return `first ${wording(before)}; then ${wording(after)}`;
  },
});

/** Of one look-up: for IPv4 and for IPv6. */
const QUESTIONS = 2;

let links = 0;

interface Linked {
  readonly far: FarNetwork;
  readonly tunnel: TunnelEnd;
  /** A new echo server at the far end, at the same address and port. */
  serve(): Promise<Stunnel>;
}

/** A tunnel to an echo server behind a link of its own. */
async function linked(
  client: Client,
  { certificate }: Surroundings,
  use: (linked: Linked) => Promise<Outcome>,
): Promise<Outcome> {
  await using stack = new AsyncDisposableStack();
  links += 1;
  const far = stack.use(await startFarNetwork(links));
  const port = await freePort();
  const serve = async () =>
    stack.use(
      await startStunnel({
        connect: null,
        accept: `${far.address}:${port}`,
        certificate: certificate.certificate,
        key: certificate.key,
        extra: 'exec = /bin/cat\nexecArgs = cat',
        prefix: far.prefix(),
      }),
    );
  await serve();
  const connectTo = [{ host: far.address, port }];
  const tunnel = stack.use(await client.open({ connect: connectTo, timeouts: { connect: 5 } }));
  return await use({ far, tunnel, serve });
}

const linkInTransfer: NetworkFault = {
  name: 'suspend/resume: link down and up in the middle of a transfer',
  run: (client, surroundings) =>
    linked(client, surroundings, async ({ far, tunnel }) => {
      const data = randomBytes(24 * MIB);
      const socket = open(tunnel.port);
      socket.write(data);
      await once(socket, 'data').then(([chunk]) => socket.unshift(chunk as Buffer));
      socket.pause();
      await far.down();
      await delay(500);
      await far.up();
      let position = 0;
      let right = true;
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        right &&= chunk.equals(data.subarray(position, position + chunk.length));
        position += chunk.length;
        if (position >= data.length) break;
      }
      return right && position === data.length ? 'every byte arrives' : `WRONG after ${position} bytes`;
    }),
};

/** What the program hears on its own within some seconds, and what after it has written. */
async function fateOf(socket: Socket): Promise<string> {
  const hears = () => {
    const waiting = new AbortController();
    const { signal } = waiting;
    return Promise.race([
      once(socket, 'end', { signal }).then(
        () => 'FIN',
        () => 'RST',
      ),
      delay(1500, 'nothing'),
    ]).finally(() => {
      waiting.abort();
    });
  };
  const first = await hears();
  if (first !== 'nothing') return first;
  socket.write('is anybody there?');
  return `nothing; when it writes: ${await hears()}`;
}

const whyRefresh = 'the app hears of it from the system, and a dead connection should not look alive for hours';

const forgotten: NetworkFault = {
  name: 'suspend/resume: link down and up, the server has forgotten the connection',
  ours: { outcomes: ['the program hears RST; a new connection is served'], why: whyRefresh },
  run: (client, surroundings) =>
    linked(client, surroundings, async ({ far, tunnel, serve }) => {
      const socket = open(tunnel.port);
      socket.on('error', () => undefined);
      await exchange(socket);
      socket.resume();
      await far.down();
      await far.renew();
      await serve();
      await far.up();
      tunnel.refresh('resume');
      const fate = await fateOf(socket);
      socket.destroy();
      return `the program hears ${fate}; a new connection is ${await served(tunnel)}`;
    }),
};

const moved: NetworkFault = {
  name: 'another network: the address that a connection leaves from is gone',
  ours: { outcomes: ['the program hears RST; a new connection is served'], why: whyRefresh },
  run: (client, surroundings) =>
    linked(client, surroundings, async ({ far, tunnel }) => {
      const socket = open(tunnel.port);
      socket.on('error', () => undefined);
      await exchange(socket);
      socket.resume();
      await far.move();
      tunnel.refresh('network-change');
      const fate = await fateOf(socket);
      socket.destroy();
      return `the program hears ${fate}; a new connection is ${await served(tunnel)}`;
    }),
};

async function served({ port }: TunnelEnd): Promise<string> {
  const socket = open(port);
  try {
    return (await Promise.race([exchange(socket), delay(8000, false)])) ? 'served' : 'not served';
  } catch {
    return 'broken';
  } finally {
    socket.on('error', () => undefined);
    socket.destroy();
  }
}

export const networkFaults: readonly NetworkFault[] = [
  blackHole,
  silentIpv6,
  silentIpv6OfName,
  nameAppears,
  {
    name: 'DNS answer that changes',
    ours: {
      outcomes: ['the first server, then the second; the open connection lives'],
      why: 'names are resolved for each connection; stunnel does that with delay = yes only',
    },
    run: answerChanges(false),
  },
  { name: 'DNS answer that changes (stunnel with delay = yes)', run: answerChanges(true) },
  silentNames,
  failingNames(2, 2),
  failingNames(5, 3),
  linkInTransfer,
  forgotten,
  moved,
];
