/** Notices that the computer woke up or moved to another network: connections from before are dead. */
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';
import type { PowerMonitor } from 'electron';
import type { Engine } from '../tunnel/engine.ts';

const POLL_MS = 5_000;

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** What of the machine's addresses matters to connections to other machines. Loopback never changes anything. */
export function networkFingerprint(interfaces: Interfaces): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses]) => (addresses ?? []).map((address) => ({ name, ...address })))
    .filter(({ internal }) => !internal)
    .map(({ name, address, netmask }) => `${name} ${address} ${netmask}`)
    .sort()
    .join('\n');
}

/** Tells the engine; returns how to stop. No event for changed addresses exists on all systems, so they are polled. */
export function watchNetwork(
  engine: Pick<Engine, 'refresh'>,
  power: Pick<PowerMonitor, 'on'>,
  interfaces: () => Interfaces = networkInterfaces,
): () => void {
  let last = networkFingerprint(interfaces());
  const timer = setInterval(() => {
    const now = networkFingerprint(interfaces());
    if (now === last) return;
    last = now;
    engine.refresh('network-change');
  }, POLL_MS);
  timer.unref();
  power.on('resume', () => engine.refresh('resume'));
  return () => clearInterval(timer);
}
