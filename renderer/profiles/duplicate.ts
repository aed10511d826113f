import type { Profile } from '../../preload/types.ts';

/** As long as a name may be, less the number that makes it another one. */
const LONGEST_STEM = 74;

/** The profile once more: with a name and local ports that no other profile has, and not started by itself. */
export function duplicateOf(original: Profile, all: readonly Profile[], id: string): Profile {
  const names = new Set(all.map(({ name }) => name));
  let number = 2;
  const name = () => `${original.name.slice(0, LONGEST_STEM)} ${number}`;
  while (names.has(name())) number += 1;
  const taken = new Set(all.flatMap(({ accept }) => accept.map(({ port }) => port)));
  const accept = original.accept.map(({ host, port }) => {
    let free = port;
    while (taken.has(free)) free = free === 65_535 ? 1024 : free + 1;
    taken.add(free);
    return { host, port: free };
  });
  return { ...original, id, name: name(), accept, startWithApp: false };
}
