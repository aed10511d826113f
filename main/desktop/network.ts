/** Tells the engine that the computer woke up or moved to another network: connections from before are dead. */
import type { PowerMonitor } from 'electron';
import { watchNetworkChanges } from '../network/watch.ts';
import type { Engine } from '../tunnel/engine.ts';

/** Returns how to stop. */
export function watchNetwork(
  engine: Pick<Engine, 'refresh'>,
  power: Pick<PowerMonitor, 'on'>,
  watch: (changed: () => void) => () => void = (changed) =>
    watchNetworkChanges({ platform: process.platform, changed }),
): () => void {
  const stop = watch(() => engine.refresh('network-change'));
  power.on('resume', () => engine.refresh('resume'));
  // Somebody is back, and sees what is true now: not every system tells that it has slept.
  power.on('unlock-screen', () => engine.refresh('network-change'));
  power.on('user-did-become-active', () => engine.refresh('network-change'));
  return stop;
}
