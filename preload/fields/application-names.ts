/** Without a schema, which the first sight of the window does without. */
import { sayClause } from '../words/say.ts';
import { type Text, toSay } from '../words/text.ts';

export const applications = [
  'ssh',
  'sftp',
  'openvpn',
  'rsync',
  'http',
  'redis',
  'mongodb',
  'postgresql',
  'mysql',
  'vnc',
  'rdp',
  'mail',
  'socks',
  'mqtt',
  'ldap',
  'irc',
  'custom',
] as const;

type Application = (typeof applications)[number];

/** Names of protocols and programs, which are the same in every language. */
const names: Readonly<Record<Exclude<Application, 'custom'>, string>> = {
  ssh: 'SSH',
  sftp: 'SFTP/SCP',
  openvpn: 'OpenVPN',
  rsync: 'rsync',
  http: 'HTTP',
  redis: 'Redis',
  mongodb: 'MongoDB',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  vnc: 'VNC',
  rdp: 'RDP',
  mail: 'SMTP/IMAP',
  socks: 'SOCKS',
  mqtt: 'MQTT',
  ldap: 'LDAP',
  irc: 'IRC',
};

/** What it is called: a name, or a text where it has none. */
export const applicationText = (application: Application): string | Text =>
  application === 'custom' ? toSay('value.application.custom') : names[application];

export const applicationLabel = (application: Application): string => sayClause(applicationText(application));

/** Where the application's server listens when nobody says otherwise. */
export const servicePort: Readonly<Record<(typeof applications)[number], number | null>> = {
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
  mail: 25,
  socks: 1080,
  mqtt: 1883,
  ldap: 389,
  irc: 6667,
  custom: null,
};
