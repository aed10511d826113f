/** The engine in this thread, and in helper threads when there is more to do. */
import type { TunnelSpecification } from '../specification.ts';
import type { Engine, EngineListener, EnginePorts } from './engine.ts';
import { proveInternals, summaryOf } from './node-internals/proof.ts';
import { twinsClosed } from './node-internals/twins.ts';
import { environment } from './server/environment.ts';
import { Pool } from './threads/pool.ts';
import { Tunnel } from './tunnel.ts';

/** A number that somebody else has for longer is hardly given back soon. */
const TWINS_PATIENCE_MS = 1000;

export function createEngine(listener: EngineListener, ports: EnginePorts = environment): Engine {
  const tunnels = new Map<string, Tunnel>();
  let isTold = false;
  let closed = false;
  const threads = new Pool(new URL('./helper.js', import.meta.url));

  const tellInternals = async () => {
    const reports = await proveInternals();
    const level = reports.every(({ fault }) => fault === null) ? 'info' : 'notice';
    if (!closed) listener({ kind: 'log', id: null, level, text: summaryOf(reports) });
  };

  const start = (specification: TunnelSpecification) => {
    if (!isTold) void tellInternals();
    isTold = true;
    const running = tunnels.get(specification.id);
    const tunnel = running ?? new Tunnel(specification, listener, ports, threads);
    tunnels.set(specification.id, tunnel);
    tunnel.start(specification);
  };

  const stop = async (id: string) => {
    const tunnel = tunnels.get(id);
    await tunnel?.stop();
    if (tunnel?.unwanted) tunnels.delete(id);
    if (tunnels.size === 0) await threads.rest();
  };

  return {
    start,
    stop,
    check: (id) => tunnels.get(id)?.check(),
    inspect: async (id) => (await tunnels.get(id)?.inspect()) ?? { connections: [], chain: [] },
    endConnection: (id, connection) => tunnels.get(id)?.endConnection(connection),
    hold: (id, held) => tunnels.get(id)?.hold(held),
    refresh: (reason) => {
      for (const tunnel of tunnels.values()) tunnel.refresh(reason);
    },
    close: async () => {
      closed = true;
      await Promise.all([...tunnels.keys()].map(stop));
      await twinsClosed(TWINS_PATIENCE_MS);
    },
  };
}
