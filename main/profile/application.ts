/** Which application a service is for, guessed from ports and names. */

import type { Application } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';

export interface Guess {
  readonly application: Application;
  /** Ends a sentence: “SSH, because …”. null when nothing gave a hint. */
  readonly because: Text | null;
}

/** Ports that hardly anything else uses. */
const ownPorts: ReadonlyMap<number, Application> = new Map<number, Application>([
  [22, 'ssh'],
  [25, 'mail'],
  [143, 'mail'],
  [389, 'ldap'],
  [873, 'rsync'],
  [1080, 'socks'],
  [1194, 'openvpn'],
  [1883, 'mqtt'],
  [3306, 'mysql'],
  [3389, 'rdp'],
  [5432, 'postgresql'],
  [6379, 'redis'],
  [6667, 'irc'],
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
  openssh: 'ssh',
  dropbear: 'ssh',
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
  smtp: 'mail',
  imap: 'mail',
  mail: 'mail',
  socks: 'socks',
  mqtt: 'mqtt',
  mosquitto: 'mqtt',
  ldap: 'ldap',
  irc: 'irc',
};

/** What speaks HTTP but has no page behind it, or something else on a port that web servers like. */
const isVeto = (word: string) => /proxy$|^privoxy$/.test(word) || vetoes.has(word);
const vetoes: ReadonlySet<string> = new Set(['squid', 'sentinel', 'fix', 'quickfix']);

/** Short words that stand for much else; they count where the other words are such as these. */
const ambiguous: ReadonlySet<string> = new Set(['pg']);
/** Words that say nothing of what is behind a tunnel. */
const generic: ReadonlySet<string> = new Set(
  (
    'stunnel tunnel ssl tls tcp secure client server service local remote test prod main master primary replica ' +
    'my the to from over via in out'
  ).split(' '),
);
/** Words that say that it is a database, and not which. */
const databases: ReadonlySet<string> = new Set(['db', 'database', 'sql', 'data']);

/** What has the name of a database and is a page about it, or counts for one. */
const about: ReadonlySet<string> = new Set(
  'admin express commander insight dashboard console panel ui gui web exporter metrics'.split(' '),
);
const isDatabase = (application: Application): boolean =>
  application === 'redis' || application === 'mongodb' || application === 'postgresql' || application === 'mysql';

const partsOf = (section: string): readonly string[] =>
  section
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');

const isVetoed = (section: string) => partsOf(section).some(isVeto);

function byName(section: string): { application: Application; word: string } | null {
  if (isVetoed(section)) return null;
  const parts = partsOf(section);
  for (const word of parts) {
    const application = Object.hasOwn(words, word) ? words[word] : undefined;
    if (application === undefined) continue;
    if (ambiguous.has(word) && !parts.every((part) => part === word || generic.has(part) || databases.has(part)))
      continue;
    if (isDatabase(application) && parts.some((part) => about.has(part))) continue;
    return { application, word };
  }
  return null;
}

/** Which of SSH's two uses the section's name speaks of. */
const refine = (application: Application, named: Application | undefined): Application =>
  application === 'ssh' && named === 'sftp' ? 'sftp' : application;

/**
 * Of a server's section: `port` is where its service listens behind the tunnel, `isHere` whether on the server's own computer.
 * A port of another one counts less than a name that speaks of something else: what runs in a container has any port.
 */
export function guessServerApplication(section: string, port: number | null, isHere = true): Guess {
  const named = byName(section);
  const isElse = isVetoed(section);
  const own = port === null || (isElse && !isHere) ? undefined : ownPorts.get(port);
  if (own !== undefined) {
    const application = refine(own, named?.application);
    return { application, because: toSay('because.port', { port: port ?? 0 }) };
  }
  if (named !== null) return { application: named.application, because: toSay('because.word', { word: named.word }) };
  const habitual = port === null || isElse ? undefined : habitualPorts.get(port);
  if (habitual !== undefined && !(habitual === 'http' && partsOf(section).some((part) => databases.has(part)))) {
    return { application: habitual, because: toSay('because.port', { port: port ?? 0 }) };
  }
  return { application: 'custom', because: null };
}

/** Of a client's section: `ports` are its local port and its server's, in that order. */
export function guessClientApplication(section: string, ports: readonly (number | null)[]): Guess {
  const named = byName(section);
  if (named !== null) return { application: named.application, because: toSay('because.word', { word: named.word }) };
  // Programs of all sorts are told to connect to 8080: a name of its own says that it is something else.
  const isNameless = partsOf(section).every((part) => part.length === 1 || generic.has(part));
  for (const table of isNameless ? [ownPorts, habitualPorts] : [ownPorts]) {
    for (const port of ports) {
      const application = port === null ? undefined : table.get(port);
      if (application !== undefined) return { application, because: toSay('because.usual', { port: port ?? 0 }) };
    }
  }
  return { application: 'custom', because: null };
}
