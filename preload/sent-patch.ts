/**
 * A patch as it travels to the window. The bridge between the preload script's world and the page's copies each value of each
 * object by itself, which for the traffic of some tunnels takes ten times as long as reading it from a text.
 */
import type { StateChange, StatePatch } from './app-state.ts';

export interface SentPatch extends StatePatch {
  /** Changes of traffic, to be applied after the others, a line each: the profile's id and the four figures. */
  readonly traffic?: string;
}

type TrafficChange = Extract<StateChange, { readonly kind: 'traffic' }>;

const isTraffic = (change: StateChange): change is TrafficChange => change.kind === 'traffic';

const lineOf = ({ profileId, traffic }: TrafficChange): string =>
  `${profileId} ${traffic.sent} ${traffic.received} ${traffic.openConnections} ${traffic.totalConnections}`;

export function packed(patch: StatePatch): SentPatch {
  const traffic = patch.changes.filter(isTraffic);
  if (traffic.length === 0) return patch;
  const changes = patch.changes.filter((change) => !isTraffic(change));
  return { rev: patch.rev, changes, traffic: traffic.map(lineOf).join('\n') };
}

export function unpacked({ traffic, ...patch }: SentPatch): StatePatch {
  if (traffic === undefined) return patch;
  const changes = traffic.split('\n').map((line): TrafficChange => {
    const [profileId = '', ...figures] = line.split(' ');
    const [sent = 0, received = 0, openConnections = 0, totalConnections = 0] = figures.map(Number);
    return { kind: 'traffic', profileId, traffic: { sent, received, openConnections, totalConnections } };
  });
  return { rev: patch.rev, changes: [...patch.changes, ...changes] };
}
