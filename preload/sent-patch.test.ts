import { expect, it } from 'vitest';
import type { StateChange, StatePatch } from './app-state.ts';
import { packed, unpacked } from './sent-patch.ts';

const traffic = (number: number): StateChange => ({
  kind: 'traffic',
  profileId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  traffic: { sent: number, received: number * 2 ** 40, openConnections: 3, totalConnections: 4 },
});
const removed: StateChange = { kind: 'profile-removed', profileId: 'gone' };

it.each<readonly [string, StatePatch]>([
  ['without traffic', { rev: 3, changes: [removed] }],
  ['without anything', { rev: 3, changes: [] }],
  ['of traffic alone', { rev: 4, changes: [traffic(1), traffic(2)] }],
  ['of both', { rev: 5, changes: [removed, traffic(7)] }],
])('a patch %s arrives as it was', (_name, patch) => {
  expect(unpacked(structuredClone(packed(patch)))).toEqual(patch);
});

it('carries the traffic of many tunnels as one value', () => {
  const changes = Array.from({ length: 20 }, (_, index) => traffic(index));
  const sent = packed({ rev: 1, changes });
  expect(sent.changes).toEqual([]);
  expect((sent.traffic ?? '').length / 20).toBeLessThan(100);
});
