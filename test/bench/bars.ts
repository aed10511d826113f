/** What the engine is held to, against stunnel in the same round. */
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

export const bars: readonly Bar[] = [
  ratio(electron, 'down MiB/s', 'least', 1),
  ratio(electron, 'up MiB/s', 'least', 0.95),
  ratio(electron, 'down CPU s/GiB', 'most', 1.1),
  ratio(electron, 'up CPU s/GiB', 'most', 1.1),
  ratio(electron, 'down ×64 MiB/s', 'least', 0.9),
  ratio(electron, 'up ×64 MiB/s', 'least', 0.9),
  ratio(electron, 'connect p50 ms', 'most', 1.1),
  ratio(electron, 'spares p50 ms', 'most', 0.4),
  ratio(electron, 'ping p99 ms', 'most', 1.5),
  { client: electron, figure: 'idle KiB/connection', of: 'median', at: 'most', value: 75 },
  ratio(node, 'down MiB/s', 'least', 1),
  ratio(node, 'up MiB/s', 'least', 1),
];
