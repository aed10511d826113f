/** Changes that would make tunnels connect to each other in a ring are refused, with the tunnels' names. */
import type { Profile } from '../../preload/types.ts';
import { type AskOwnAddresses, ringOf } from '../profile/ring.ts';
import { explain } from '../tunnel/explain.ts';
import { type Failure, failure } from './result.ts';

/** The failure of a change that makes a ring; null when it makes none. One that there was before can be mended in steps. */
export function refuseRing(
  changed: readonly Profile[],
  existing: readonly Profile[],
  own: AskOwnAddresses,
): Failure | null {
  const before = new Map(existing.map((profile) => [profile.id, profile]));
  const after = [...new Map([...existing, ...changed].map((profile) => [profile.id, profile])).values()];
  for (const profile of changed) {
    const ring = ringOf(profile, after, own);
    if (ring === null) continue;
    const old = before.get(profile.id);
    if (old !== undefined && ringOf(old, existing, own) !== null) continue;
    return failure('invalid-request', () => explain({ kind: 'ring', names: ring.map(({ name }) => name) }));
  }
  return null;
}
