/** The engine in this thread, and in helper threads when there is more to do. */
import type { TunnelSpecification } from '../specification.ts';
import type { Engine, EngineListener, EnginePorts } from './engine.ts';
import { environment } from './server/environment.ts';
import { Pool } from './threads/pool.ts';
import { Tunnel } from './tunnel.ts';

export function createEngine(listener: EngineListener, ports: EnginePorts = environment): Engine {
  const tunnels = new Map<string, Tunnel>();
  const threads = new Pool(new URL('./helper.js', import.meta.url));

  const start = (specification: TunnelSpecification) => {
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
    refresh: (reason) => {
      for (const tunnel of tunnels.values()) tunnel.refresh(reason);
    },
    close: async () => {
      await Promise.all([...tunnels.keys()].map(stop));
    },
  };
}
