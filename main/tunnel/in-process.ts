/** The engine in this thread, and in helper threads when there is more to do. */
import type { TunnelSpecification } from '../specification.ts';
import { internalError, TunnelFault } from './base/errors.ts';
import type { Engine, EngineListener, EnginePorts, ProbeResult } from './engine.ts';
import { environment } from './server/environment.ts';
import { probe } from './server/probe.ts';
import { createContext } from './server/tunnel-context.ts';
import { Pool } from './threads/pool.ts';
import { Tunnel } from './tunnel.ts';

export function createEngine(listener: EngineListener, ports: EnginePorts = environment): Engine {
  const tunnels = new Map<string, Tunnel>();
  const probes = new Set<AbortController>();
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
    probe: async (specification) => {
      const abort = new AbortController();
      probes.add(abort);
      try {
        const context = await createContext(specification, ports);
        return await probe({ context, turn: 0, signal: abort.signal, askSystem: true });
      } catch (error) {
        return failed(error);
      } finally {
        probes.delete(abort);
      }
    },
    refresh: (reason) => {
      for (const tunnel of tunnels.values()) tunnel.refresh(reason);
    },
    close: async () => {
      for (const abort of probes) abort.abort();
      await Promise.all([...tunnels.keys()].map(stop));
    },
  };
}

function failed(error: unknown): ProbeResult {
  const reason = error instanceof TunnelFault ? error.reason : internalError(error);
  return { reached: null, chain: [], systemTrusts: false, error: reason };
}
