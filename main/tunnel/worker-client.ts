/** The engine in a worker thread, seen from the main thread. */
import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { TunnelError } from '../../preload/types.ts';
import { internalError } from './base/errors.ts';
import { HEAP_LIMITS } from './base/heap.ts';
import type { Engine, EngineListener, EnginePorts } from './engine.ts';
import { explain } from './explain.ts';
import { remedyFor } from './remedy.ts';
import { type FromEngine, type RemoteEngine, remoteEngine, type ToEngine } from './wire.ts';

/** How the engine's worker is made. Why descriptors are not tracked: node-internals/twins.ts. */
export const ENGINE_WORKER: WorkerOptions = { resourceLimits: HEAP_LIMITS, trackUnmanagedFds: false };

/**
 * An Engine that lives in the worker that `create` makes (out/main/worker.js). When the worker dies, each of its tunnels is
 * reported as blocked with an internal error, and the next start makes a new one. `close` ends the worker.
 */
export function createWorkerEngine(create: () => Worker, listener: EngineListener, ports: EnginePorts): Engine {
  const open = new Set<string>();
  let current: { readonly worker: Worker; readonly remote: RemoteEngine } | null = null;
  let closing = false;
  let cause: TunnelError = { kind: 'internal', code: 'WORKER_EXIT', detail: 'the engine has ended' };

  const attach = (thread: Worker) => {
    const post = (message: ToEngine) => thread.postMessage(message);
    const remote = remoteEngine(
      post,
      (event) => {
        if (event.kind === 'status' && event.status.kind === 'off') open.delete(event.id);
        listener(event);
      },
      ports,
    );
    const lost = (error: TunnelError) => {
      if (current?.worker !== thread) return;
      current = null;
      cause = error;
      remote.lose();
      if (closing) return;
      listener({ kind: 'log', id: null, level: 'error', text: explain(error).what });
      for (const id of open) block(id);
    };
    thread.on('message', (message: FromEngine) => remote.receive(message));
    thread.on('error', (error) => lost(internalError(error)));
    thread.on('exit', (code) =>
      lost({ kind: 'internal', code: 'WORKER_EXIT', detail: `the engine ended with ${code}` }),
    );
    current = { worker: thread, remote };
    return remote;
  };

  const block = (id: string) =>
    listener({ kind: 'status', id, status: { kind: 'blocked', error: cause, remedy: remedyFor(cause) } });

  const engine = () => {
    if (current !== null) return current.remote.engine;
    return closing ? null : attach(create()).engine;
  };

  return {
    start: (specification) => {
      const running = engine();
      open.add(specification.id);
      if (running === null) block(specification.id);
      else running.start(specification);
    },
    stop: async (id) => {
      await current?.remote.engine.stop(id);
      // A tunnel whose worker died is off all the same.
      if (open.delete(id)) listener({ kind: 'status', id, status: { kind: 'off' } });
    },
    check: (id) => current?.remote.engine.check(id),
    inspect: async (id) => (await current?.remote.engine.inspect(id)) ?? { connections: [], chain: [] },
    endConnection: (id, connection) => current?.remote.engine.endConnection(id, connection),
    hold: (id, held) => current?.remote.engine.hold(id, held),
    refresh: (reason) => current?.remote.engine.refresh(reason),
    close: async () => {
      closing = true;
      const thread = current?.worker;
      await current?.remote.engine.close();
      await thread?.terminate();
    },
  };
}
