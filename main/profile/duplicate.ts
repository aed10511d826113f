import type { Profile } from '../../preload/types.ts';
import { nextFree } from './local-port.ts';

/** Beside the original: a name and local ports of its own, and not started by itself. */
export function duplicateOf(profile: Profile, names: ReadonlySet<string>, ports: ReadonlySet<number>): Profile {
  let name = profile.name;
  for (let number = 2; names.has(name); number += 1) name = `${profile.name.slice(0, 74)} ${number}`;
  const taken = new Set(ports);
  const accept = profile.accept.map(({ host, port }) => {
    const free = nextFree(port, taken);
    taken.add(free);
    return { host, port: free };
  });
  return { ...profile, name, accept, startWithApp: false };
}
