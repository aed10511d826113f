/** How many TLS connections are kept ready for an application whose profile does not say. */
import type { Application, Profile, Spares } from '../../preload/types.ts';

/**
 * A spare saves two of three round trips, and all the work of a handshake, each time a program connects. It costs the
 * server: stunnel opens its connection to the service as soon as TLS is there, so the service holds an idle client that
 * has said nothing, for as long as the spare lives. So spares are for services that wait patiently for a client's first
 * word, and whose clients connect often; there are few of them, and they live shortly.
 *
 * - `ssh`, `sftp`: none. sshd counts each against MaxStartups until LoginGraceTime (120 s), and since OpenSSH 9.8 its
 *   PerSourcePenalties punish an address whose clients leave without logging in: behind stunnel that is everybody's.
 * - `openvpn`: none. One connection that lasts for days.
 * - `rsync`: none. The daemon forks and greets for each, and a transfer is long compared with its beginning.
 * - `http`: two. Browsers open connections all the time. They live shorter than servers wait for a request: Apache twenty
 *   seconds (mod_reqtimeout), nginx sixty (client_header_timeout).
 * - `redis`: two. A connection for each call of redis-cli and of many scripts; by default the server never closes an idle
 *   one, and takes ten thousand.
 * - `mongodb`: two. Drivers and mongosh open several at the start, and the server waits without a limit.
 * - `postgresql`: none. Each is a process of the server, and programs keep pools.
 * - `mysql`: none. The server greets first, gives a client 10 s (connect_timeout), and blocks an address after 100 that
 *   left without logging in (max_connect_errors).
 * - `vnc`: none. The server greets first, may ask the person in front of the screen, and some serve one client only.
 * - `rdp`: none. One connection that lasts for hours.
 * - `mail`, `irc`: none. The server greets first, and punishes who leaves without a word.
 * - `socks`, `mqtt`, `ldap`: none. How long their servers wait for a first word differs too much.
 * - `custom`: none. What the service makes of a silent client is not known.
 */
const defaultSpares: Readonly<Record<Application, Spares | null>> = {
  ssh: null,
  sftp: null,
  openvpn: null,
  rsync: null,
  http: { count: 2, lifetime: 10 },
  redis: { count: 2, lifetime: 30 },
  mongodb: { count: 2, lifetime: 30 },
  postgresql: null,
  mysql: null,
  vnc: null,
  rdp: null,
  mail: null,
  socks: null,
  mqtt: null,
  ldap: null,
  irc: null,
  custom: null,
};

/** What the profile says, else what its application is best served with. null: none are kept. */
export function sparesOf({ spares, application }: Pick<Profile, 'spares' | 'application'>): Spares | null {
  return spares ?? defaultSpares[application];
}
