/** What the engine is held to, against stunnel in the same round: what it reaches, but for `packets`. */
import type { Bar } from './report.ts';

const ratio = (client: string, figure: string, at: Bar['at'], value: number): Bar => ({
  client,
  figure,
  of: 'ratio',
  at,
  value,
});
const electron = 'adit-electron';
const node = 'adit-node';

/**
 * Wanted and not reached. Small packets are the one thing that costs more than in stunnel, on both runtimes: what an event
 * costs is Node's, and `least` in the same run tells how much of it is.
 */
const packets = (client: string): readonly Bar[] => [
  ratio(client, 'packets MiB/s', 'least', 0.95),
  ratio(client, 'packets CPU s/GiB', 'most', 1.3),
  // With so many packets on the way this is what the throughput says, seen from the other side.
  ratio(client, 'packets ping p50 ms', 'most', 1.05),
];

export const bars: readonly Bar[] = [
  ratio(electron, 'up MiB/s', 'least', 1.1),
  ratio(electron, 'down MiB/s', 'least', 1.05),
  ratio(electron, 'up CPU s/GiB', 'most', 0.8),
  ratio(electron, 'down CPU s/GiB', 'most', 1),
  ratio(electron, 'up ×64 MiB/s', 'least', 1.1),
  ratio(electron, 'down ×64 MiB/s', 'least', 1.3),
  ...packets(electron),
  ratio(electron, 'connect p50 ms', 'most', 1.05),
  ratio(electron, 'spares p50 ms', 'most', 0.44),
  ratio(electron, 'ping p99 ms', 'most', 1.4),
  { client: electron, figure: 'idle KiB/connection', of: 'median', at: 'most', value: 55 },
  ratio(node, 'down MiB/s', 'least', 1),
  ratio(node, 'up MiB/s', 'least', 1),
  ...packets(node),
];
