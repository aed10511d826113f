/** What is measured of a client. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from './clients.ts';
import { PACKET_BYTES } from './packets.ts';
import { type LoadGenerator, memoryKib, type Processor, processorSeconds } from './processes.ts';

export interface Sizes {
  /** Of one connection, and of all of many together. */
  readonly bytes: number;
  readonly connects: number;
  /** Each way. */
  readonly packets: number;
  readonly pingPongMs: number;
  readonly idleConnections: number;
}

export interface Bench {
  readonly load: LoadGenerator;
  /** A second generator, for what goes on beside. */
  readonly beside: LoadGenerator;
  readonly sizes: Sizes;
}

/** Name of a figure to its value; one name has one unit and one better direction. */
export type Figures = Readonly<Record<string, number>>;

export interface Measure {
  readonly name: string;
  /** Left out: it fits every client. */
  readonly fits?: (client: Client) => boolean;
  run(client: Client, bench: Bench): Promise<Figures>;
}

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const EVERY_MS = 20;

async function transfer(
  { port, pid }: Client,
  { load, sizes: { bytes } }: Bench,
  direction: 'up' | 'down',
  connections: number,
): Promise<Figures> {
  const prefix = connections === 1 ? direction : `${direction} ×${connections}`;
  const before = pid === 0 ? null : processorSeconds(pid);
  const [milliseconds = 0] = await load.carryOut({ kind: 'transfer', direction, port, connections, bytes });
  const rate = { [`${prefix} MiB/s`]: bytes / MIB / (milliseconds / 1000) };
  return { ...rate, ...(await costOf(pid, before, prefix, bytes)) };
}

/** The processor time since `before`; nothing for the direct way. */
async function costOf(pid: number, before: Processor | null, prefix: string, bytes: number): Promise<Figures> {
  if (before === null) return {};
  await delay(30); // children that have just ended are counted once they are waited for
  const after = processorSeconds(pid);
  const user = ((after.user - before.user) * GIB) / bytes;
  const system = ((after.system - before.system) * GIB) / bytes;
  return { [`${prefix} CPU s/GiB`]: user + system, [`${prefix} system s/GiB`]: system };
}

const packets: Measure = {
  name: 'packets',
  run: async ({ port, pid }, { load, sizes }) => {
    const before = pid === 0 ? null : processorSeconds(pid);
    const [milliseconds = 0, ...times] = await load.carryOut({ kind: 'packets', port, packets: sizes.packets });
    const bytes = 2 * sizes.packets * PACKET_BYTES;
    return {
      'packets MiB/s': bytes / MIB / (milliseconds / 1000),
      ...(await costOf(pid, before, 'packets', bytes)),
      'packets ping p50 ms': quantile(times, 0.5),
      'packets ping p99 ms': quantile(times, 0.99),
    };
  },
};

/** The value that a share (0..1) of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const throughput: readonly Measure[] = ([1, 64] as const).flatMap((connections) =>
  (['up', 'down'] as const).map((direction) => ({
    name: connections === 1 ? direction : `${direction} ×${connections}`,
    run: (client, bench) => transfer(client, bench, direction, connections),
  })),
);

async function paced(port: number, { load, sizes }: Bench): Promise<readonly number[]> {
  // The first connections of a client make the session that the others resume, and the first spares.
  await load.carryOut({ kind: 'connects', port, count: 3, everyMs: EVERY_MS });
  return load.carryOut({ kind: 'connects', port, count: sizes.connects, everyMs: EVERY_MS });
}

const connects: Measure = {
  name: 'connects',
  run: async ({ port }, bench) => {
    const times = await paced(port, bench);
    return { 'connect p50 ms': quantile(times, 0.5), 'connect p99 ms': quantile(times, 0.99) };
  },
};

const spares: Measure = {
  name: 'spares',
  fits: ({ sparesPort }) => sparesPort !== undefined,
  run: async ({ port, sparesPort = port }, bench) => {
    const times = await paced(sparesPort, bench);
    return { 'spares p50 ms': quantile(times, 0.5), 'spares p99 ms': quantile(times, 0.99) };
  },
};

const pingPong: Measure = {
  name: 'ping-pong',
  run: async ({ port }, { load, beside, sizes }) => {
    await beside.carryOut({ kind: 'background', port });
    await delay(100);
    const times = await load.carryOut({ kind: 'ping-pong', port, forMs: sizes.pingPongMs });
    await beside.carryOut({ kind: 'stop' });
    return { 'ping p50 ms': quantile(times, 0.5), 'ping p99 ms': quantile(times, 0.99) };
  },
};

/** What is left of a connection with a spare when everything is connected: nothing can be faster than this. */
const steady: Measure = {
  name: 'paced',
  run: async ({ port }, { load, sizes }) => {
    const times = await load.carryOut({ kind: 'paced', port, count: sizes.connects, everyMs: EVERY_MS });
    return { 'paced p50 ms': quantile(times, 0.5) };
  },
};

export const measures: readonly Measure[] = [...throughput, packets, connects, spares, steady, pingPong];
/** Those that mean something without a tunnel. */
export const untunnelled: ReadonlySet<Measure> = new Set([...throughput, packets, connects, steady]);

/** Needs a client that was just started, because memory once used is used again. */
export async function idleMemory({ port, pid }: Client, { load, sizes }: Bench): Promise<Figures> {
  try {
    await load.carryOut({ kind: 'hold', port, count: 10 });
    await delay(200);
    const before = memoryKib(pid);
    await load.carryOut({ kind: 'hold', port, count: sizes.idleConnections });
    await delay(500);
    return { 'idle KiB/connection': (memoryKib(pid) - before) / sizes.idleConnections };
  } finally {
    await load.carryOut({ kind: 'drop' });
  }
}
