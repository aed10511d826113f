/** The engine in a process of its own, in whatever runtime started it, driven over the process's message channel. */
import type { Worker } from 'node:worker_threads';
import { createEngine } from '../../main/tunnel/in-process.ts';
import { serveEngine, type ToEngine } from '../../main/tunnel/wire.ts';
import { WITHOUT_PASSAGE } from './environment.ts';

/** A question about the process itself: what still keeps it busy. */
export interface AskResources {
  readonly kind: 'resources';
}

/** Ends the engine's helper threads without asking them. */
export interface EndThreads {
  readonly kind: 'end-threads';
}

/** `names` as process.getActiveResourcesInfo() gives them, the message channel left out. */
export interface Resources {
  readonly kind: 'resources';
  readonly names: readonly string[];
  readonly rssBytes: number;
  /** Threads beside this one. */
  readonly threads: number;
}

if (process.env[WITHOUT_PASSAGE] === '1') Reflect.deleteProperty(process, 'binding');

const threads = new Set<Worker>();
process.on('worker', (worker) => {
  threads.add(worker);
  worker.on('exit', () => threads.delete(worker));
});

const post = (message: object) => process.send?.(message);
const receive = serveEngine(createEngine, post);

process.on('message', (message: ToEngine | AskResources | EndThreads) => {
  if (message.kind === 'end-threads') {
    for (const thread of threads) void thread.terminate();
    return;
  }
  if (message.kind !== 'resources') {
    receive(message);
    return;
  }
  // The garbage collector of an idle process runs late; sockets are closed by then all the same.
  const names = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');
  const rssBytes = process.memoryUsage.rss();
  post({ kind: 'resources', names, rssBytes, threads: threads.size } satisfies Resources);
});
process.on('disconnect', () => process.exit());
