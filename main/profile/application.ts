/** Which application a service is for, guessed from ports and names. */
import type { Application } from '../../preload/types.ts';

export interface Guess {
  readonly application: Application;
  /** Ends a sentence: “SSH, because …”. null when nothing gave a hint. */
  readonly because: string | null;
}

/** Where the application's server listens when nobody says otherwise. */
export const servicePort: Readonly<Record<Application, number | null>> = {
  ssh: 22,
  sftp: 22,
  openvpn: 1194,
  rsync: 873,
  http: 80,
  redis: 6379,
  mongodb: 27017,
  postgresql: 5432,
  mysql: 3306,
  vnc: 5900,
  rdp: 3389,
  custom: null,
};

/** Ports that hardly anything else uses. */
const ownPorts: ReadonlyMap<number, Application> = new Map<number, Application>([
  [22, 'ssh'],
  [873, 'rsync'],
  [1194, 'openvpn'],
  [3306, 'mysql'],
  [3389, 'rdp'],
  [5432, 'postgresql'],
  [6379, 'redis'],
  [27017, 'mongodb'],
  ...Array.from({ length: 10 }, (_, display): [number, Application] => [5900 + display, 'vnc']),
]);

/** Ports that clients listen on by habit, or that several applications use: a hint only when no name says more. */
const habitualPorts: ReadonlyMap<number, Application> = new Map<number, Application>([
  [80, 'http'],
  [2222, 'ssh'],
  [3000, 'http'],
  [6380, 'redis'],
  [8000, 'http'],
  [8008, 'http'],
  [8080, 'http'],
  [8730, 'rsync'],
  [8888, 'http'],
  [9999, 'http'],
]);

/** Whole words of a section name, without digits. */
const words: Readonly<Record<string, Application>> = {
  ssh: 'ssh',
  sshd: 'ssh',
  scp: 'sftp',
  sftp: 'sftp',
  openvpn: 'openvpn',
  ovpn: 'openvpn',
  vpn: 'openvpn',
  rsync: 'rsync',
  rsyncd: 'rsync',
  ssync: 'rsync',
  ssyncd: 'rsync',
  http: 'http',
  https: 'http',
  web: 'http',
  www: 'http',
  redis: 'redis',
  mongo: 'mongodb',
  mongod: 'mongodb',
  mongodb: 'mongodb',
  postgres: 'postgresql',
  postgresql: 'postgresql',
  pgsql: 'postgresql',
  psql: 'postgresql',
  pg: 'postgresql',
  mysql: 'mysql',
  mariadb: 'mysql',
  vnc: 'vnc',
  rdp: 'rdp',
};

/** A proxy speaks HTTP but no page is behind it. */
const vetoes: ReadonlySet<string> = new Set(['proxy', 'squid', 'sentinel']);

function byName(section: string): { application: Application; word: string } | null {
  const parts = section
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');
  if (parts.some((part) => vetoes.has(part))) return null;
  for (const word of parts) {
    const application = Object.hasOwn(words, word) ? words[word] : undefined;
    if (application !== undefined) return { application, word };
  }
  return null;
}

/** Which of SSH's two uses the section's name speaks of. */
const refine = (application: Application, named: Application | undefined): Application =>
  application === 'ssh' && named === 'sftp' ? 'sftp' : application;

/** Of a server's section: `port` is where its service listens behind the tunnel. */
export function guessServerApplication(section: string, port: number | null): Guess {
  const named = byName(section);
  const own = port === null ? undefined : ownPorts.get(port);
  if (own !== undefined) {
    const application = refine(own, named?.application);
    return { application, because: `the server passes connections on to port ${port}` };
  }
  if (named !== null) return { application: named.application, because: `the section’s name speaks of ${named.word}` };
  const habitual = port === null ? undefined : habitualPorts.get(port);
  if (habitual !== undefined) {
    return { application: habitual, because: `the server passes connections on to port ${port}` };
  }
  return { application: 'custom', because: null };
}

/** Of a client's section: `ports` are its local port and its server's, in that order. */
export function guessClientApplication(section: string, ports: readonly (number | null)[]): Guess {
  const named = byName(section);
  if (named !== null) return { application: named.application, because: `the section’s name speaks of ${named.word}` };
  for (const table of [ownPorts, habitualPorts]) {
    for (const port of ports) {
      const application = port === null ? undefined : table.get(port);
      if (application !== undefined) return { application, because: `port ${port} is used for it` };
    }
  }
  return { application: 'custom', because: null };
}
