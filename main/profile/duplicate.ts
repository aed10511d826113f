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
  const { sshConfig: _entry, shortcut: _keys, socket, ...others } = profile;
  // The original has its socket; a tunnel that has nothing else gets another one beside it.
  const own = socket === undefined || accept.length > 0 ? {} : { socket: socketBeside(socket, numberOf(name)) };
  return { ...others, ...own, name, accept, startWithApp: false };
}

/** The number that a copy's name ends with. */
const numberOf = (name: string): number => Number(/ (\d+)$/.exec(name)?.[1] ?? 2);

/** As the copy is called: `db.sock` becomes `db-2.sock`, and PostgreSQL's `.s.PGSQL.5432`, which has to end so, `.s.PGSQL.5433`. */
function socketBeside(socket: string, number: number): string {
  const [, stem = socket, end = ''] = /^(.*?)(\.[A-Za-z]+|\.\d+)?$/.exec(socket) ?? [];
  return /^\.\d+$/.test(end) ? `${stem}.${Number(end.slice(1)) + number - 1}` : `${stem}-${number}${end}`;
}
