import type { Profile } from '../../preload/types.ts';
import { distinctName } from './distinct-name.ts';
import { nextFree } from './local-port.ts';

/** Beside the original: a name and local ports of its own, and not started by itself. */
export function duplicateOf(profile: Profile, names: ReadonlySet<string>, ports: ReadonlySet<number>): Profile {
  const name = distinctName(profile.name, names);
  const taken = new Set(ports);
  const accept = profile.accept.map(({ host, port }) => {
    const free = nextFree(port, taken);
    taken.add(free);
    return { host, port: free };
  });
  return { ...profile, name, accept, startWithApp: false };
}
