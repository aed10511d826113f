import type { Profile } from '../../preload/types.ts';
import { distinctName } from './distinct-name.ts';
import { nextFree } from './local-port.ts';

/** Beside the original: a name and local ports of its own, not started by itself, and without what only one can have. */
export function duplicateOf(profile: Profile, names: ReadonlySet<string>, ports: ReadonlySet<number>): Profile {
  const name = distinctName(profile.name, names);
  const taken = new Set(ports);
  const accept = profile.accept.map(({ host, port }) => {
    const free = nextFree(port, taken);
    taken.add(free);
    return { host, port: free };
  });
  const { sshConfig: _entry, shortcut: _keys, ...others } = profile;
  return { ...others, name, accept, startWithApp: false };
}
