/** The engine in a process of its own, in whatever runtime started it, driven over the process's message channel. */
import { createEngine } from '../../main/tunnel/in-process.ts';
import { serveEngine, type ToEngine } from '../../main/tunnel/wire.ts';

/** A question about the process itself: what still keeps it busy. */
export interface AskResources {
  readonly kind: 'resources';
}

/** `names` as process.getActiveResourcesInfo() gives them, the message channel left out. */
export interface Resources {
  readonly kind: 'resources';
  readonly names: readonly string[];
  readonly rssBytes: number;
}

const post = (message: object) => process.send?.(message);
const receive = serveEngine(createEngine, post);

process.on('message', (message: ToEngine | AskResources) => {
  if (message.kind !== 'resources') {
    receive(message);
    return;
  }
  // The garbage collector of an idle process runs late; sockets are closed by then all the same.
  const names = process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap');
  post({ kind: 'resources', names, rssBytes: process.memoryUsage.rss() } satisfies Resources);
});
process.on('disconnect', () => process.exit());
