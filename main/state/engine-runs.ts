/** What the engine is told of the tunnels that a person wants on: once each, in the right order, with what is true now. */
import { isDeepStrictEqual } from 'node:util';
import type { Profile, TunnelError } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Engine } from '../tunnel/engine.ts';
import { describeThrown, type Logger } from './logger.ts';

export type Resolution =
  | { readonly ok: true; readonly specification: TunnelSpecification }
  | { readonly ok: false; readonly error: TunnelError };

export interface EngineRunsPorts {
  readonly engine: Engine;
  readonly profile: (profileId: string) => Profile | undefined;
  /** What the engine is told of a profile as it is now, or why there is nothing to tell it. */
  readonly resolve: (profile: Profile) => Resolution;
  /** There is nothing to tell the engine. */
  readonly failed: (profileId: string, error: TunnelError) => void;
  /** Another tunnel is wanted, or one less. */
  readonly wantedChanged: (profileIds: readonly string[]) => void;
  readonly log: Logger;
}

export interface EngineRuns {
  /** Whether a person wants the tunnel on, whatever the engine has made of it so far. */
  isWanted(profileId: string): boolean;
  /** Whether what the engine says of the tunnel is news. */
  isRunning(profileId: string): boolean;
  /** Starts the tunnel, or starts it anew. */
  run(profileId: string): void;
  /** Whether the tunnel is wanted, and would be told something else now than it was. */
  isOutdated(profileId: string): boolean;
  /** Resolves when the local port is free again. */
  end(profileId: string): Promise<void>;
}

export function createEngineRuns(ports: EngineRunsPorts): EngineRuns {
  const { engine, profile, resolve, failed, log } = ports;
  const wanted = new Set<string>();
  const stopping = new Map<string, Promise<void>>();
  /** What the engine was last told of each tunnel that is wanted. */
  const running = new Map<string, TunnelSpecification>();

  const startCurrent = (id: string): void => {
    const current = profile(id);
    if (current === undefined) return;
    const resolved = resolve(current);
    if (resolved.ok) {
      running.set(id, resolved.specification);
      engine.start(resolved.specification);
      return;
    }
    // What runs goes by settings that are no longer those of the profile.
    if (running.has(id)) void stop(id);
    failed(id, resolved.error);
  };

  const stop = (id: string): Promise<void> => {
    running.delete(id);
    const earlier = stopping.get(id);
    if (earlier !== undefined) return earlier;
    const stopped = engine
      .stop(id)
      .catch((thrown: unknown) => log.error(`A tunnel did not stop: ${describeThrown(thrown)}`))
      .then(() => {
        stopping.delete(id);
      });
    stopping.set(id, stopped);
    return stopped;
  };

  const run = (id: string): void => {
    if (!wanted.has(id)) {
      wanted.add(id);
      ports.wantedChanged([...wanted]);
    }
    const earlier = stopping.get(id);
    if (earlier === undefined) startCurrent(id);
    // The old listener may still hold the port.
    else void earlier.then(() => wanted.has(id) && startCurrent(id));
  };

  return {
    isWanted: (id) => wanted.has(id),
    isRunning: (id) => wanted.has(id) && running.has(id),
    run,

    isOutdated(id) {
      const current = profile(id);
      if (current === undefined || !wanted.has(id)) return false;
      const resolved = resolve(current);
      const last = running.get(id);
      return !resolved.ok || last === undefined || !isDeepStrictEqual(resolved.specification, last);
    },

    end(id) {
      if (wanted.delete(id)) ports.wantedChanged([...wanted]);
      return stop(id);
    },
  };
}
