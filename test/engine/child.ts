/** The engine in a process of its own, in whatever runtime started it, driven over the process's message channel. */
import { createHook } from 'node:async_hooks';
import { readdirSync, readlinkSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import type { TunnelSpecification } from '../../main/specification.ts';
import type { ProbeResult } from '../../main/tunnel/engine.ts';
import { createEngine } from '../../main/tunnel/in-process.ts';
import { lookAt } from '../../main/tunnel/look-at.ts';
import { leaveInternalsOut } from '../../main/tunnel/node-internals/proof.ts';
import { serveEngine, type ToEngine } from '../../main/tunnel/wire.ts';
import { channelToTests } from './channel.ts';
import { leavesInternalsOut, WITHOUT_CHANNEL } from './environment.ts';

/** A question about the process itself: what still keeps it busy. */
export interface AskResources {
  readonly kind: 'resources';
}

/** A look at a server, with this runtime's TLS library. */
export interface Look {
  readonly kind: 'look';
  readonly specification: TunnelSpecification;
}

export interface Seen {
  readonly kind: 'seen';
  readonly result: ProbeResult;
}

/** Ends the engine's helper threads without asking them. */
export interface EndThreads {
  readonly kind: 'end-threads';
}

/**
 * `names` as process.getActiveResourcesInfo() gives them, the message channel left out. `timers` counts also those that do
 * not keep the process alive; `files` are what open file descriptors lead to, none where the system does not tell.
 */
export interface Resources {
  readonly kind: 'resources';
  readonly names: readonly string[];
  readonly timers: number;
  readonly files: readonly string[];
  readonly rssBytes: number;
  /** Threads beside this one. */
  readonly threads: number;
  /** What V8 may keep for young objects in each of them, in MiB. */
  readonly youngGenerations: readonly (number | null)[];
}

if (process.env[WITHOUT_CHANNEL] === '1') Reflect.deleteProperty(process, 'binding');
if (leavesInternalsOut) leaveInternalsOut();

const threads = new Set<Worker>();
process.on('worker', (worker) => {
  threads.add(worker);
  worker.on('exit', () => threads.delete(worker));
});
const timers = new Set<number>();
createHook({
  init: (id, type) => {
    if (type === 'Timeout') timers.add(id);
  },
  destroy: (id) => timers.delete(id),
}).enable();

function openFiles(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((name) => {
    try {
      // A socket or a pipe goes by its kind: the number tells nothing.
      return [readlinkSync(`/proc/self/fd/${name}`).replace(/:\[\d+\]$/, '')];
    } catch {
      // The list itself was one of them while it was read.
      return [];
    }
  });
}

function answer(message: ToEngine | AskResources | Look | EndThreads): void {
  if (message.kind === 'end-threads') {
    for (const thread of threads) void thread.terminate();
    return;
  }
  if (message.kind === 'look') {
    void lookAt(message.specification).then((result) => channel.send({ kind: 'seen', result } satisfies Seen));
    return;
  }
  if (message.kind !== 'resources') {
    receive(message);
    return;
  }
  // The garbage collector of an idle process runs late; sockets are closed by then all the same.
  const names = process.getActiveResourcesInfo();
  const own = names.indexOf(channel.resource);
  channel.send({
    kind: 'resources',
    names: channel.resource === 'PipeWrap' ? names.filter((name) => name !== 'PipeWrap') : names.toSpliced(own, 1),
    timers: timers.size,
    files: openFiles(),
    rssBytes: process.memoryUsage.rss(),
    threads: threads.size,
    youngGenerations: [...threads].map(({ resourceLimits }) => resourceLimits?.maxYoungGenerationSizeMb ?? null),
  } satisfies Resources);
}

const channel = channelToTests((message) => answer(message as ToEngine | AskResources | Look | EndThreads));
const receive = serveEngine(createEngine, channel.send);
