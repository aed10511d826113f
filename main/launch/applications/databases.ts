/** Redis, MongoDB, PostgreSQL, MySQL: their own shells, and connection strings for everything else. Never a password. */
import { toSay } from '../../../preload/words/text.ts';
import { application, type Client, inTerminal, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, option, type Target, urlLogin } from '../target.ts';

const everywhere = (...names: readonly string[]): Client['places'] => ({
  linux: names,
  darwin: names,
  win32: names.map((name) => `${name}.exe`),
});

/** A client that is started in a terminal under the name by which it was found. */
const shell = (
  id: string,
  label: string,
  argumentsFor: (target: Target) => readonly string[],
  ...names: readonly string[]
): Client => ({
  id,
  label,
  places: everywhere(...(names.length > 0 ? names : [id])),
  start: (target, place) => inTerminal(place, ...argumentsFor(target)),
});

const redisArguments = ({ host, port, user }: Target): readonly string[] => [
  '-h',
  host,
  '-p',
  port,
  ...(user === null ? [] : ['--user', user, '--askpass']),
];

const mongoArguments = ({ host, port, user }: Target): readonly string[] => [
  '--host',
  host,
  '--port',
  port,
  ...option('--username', user),
];

/** Without it drivers would go on to the names that the replica set has for itself, past the tunnel. */
const mongoUrl = (target: Target): string => `mongodb://${urlLogin(target)}/?directConnection=true`;

const psqlArguments = ({ host, port, user }: Target): readonly string[] => [
  '-h',
  host,
  '-p',
  port,
  ...option('-U', user),
  '-d',
  'postgres',
];

const mysqlArguments = ({ host, port, user }: Target): readonly string[] => [
  '--protocol=TCP',
  '-h',
  host,
  '-P',
  port,
  ...option('-u', user),
  '-p',
];

const command = (target: Target, name: string, argv: readonly string[]) => ({
  label: toSay('launch.line.command'),
  text: quoteFor(target.platform, [name, ...argv]),
});

export const redis: Recipe = {
  label: toSay('launch.redis'),
  clients: [shell('redis-cli', 'redis-cli', redisArguments), shell('valkey-cli', 'valkey-cli', redisArguments)],
  lines: (target) => [
    command(target, 'redis-cli', redisArguments(target)),
    { label: toSay('launch.line.connection'), text: `redis://${urlLogin(target)}/0` },
  ],
};

export const mongodb: Recipe = {
  label: toSay('launch.mongosh'),
  clients: [
    shell('mongosh', 'mongosh', mongoArguments),
    shell('mongo', 'mongo (before MongoDB 6)', mongoArguments),
    {
      id: 'compass',
      label: 'MongoDB Compass',
      places: {
        linux: ['mongodb-compass'],
        darwin: ['{applications}/MongoDB Compass.app'],
        win32: ['{local}\\MongoDBCompass\\MongoDBCompass.exe', '{programs}\\MongoDB Compass\\MongoDBCompass.exe'],
      },
      start: (target, place) => application(place, target.platform, mongoUrl(target)),
    },
  ],
  lines: (target) => [
    command(target, 'mongosh', mongoArguments(target)),
    { label: toSay('launch.line.connection'), text: mongoUrl(target) },
  ],
};

export const postgresql: Recipe = {
  label: toSay('launch.psql'),
  clients: [shell('psql', 'psql', psqlArguments), shell('pgcli', 'pgcli', psqlArguments)],
  lines: (target) => [
    command(target, 'psql', psqlArguments(target)),
    // The tunnel is TLS already, and stunnel hands on what the database takes for a connection without.
    { label: toSay('launch.line.connection'), text: `postgresql://${urlLogin(target)}/postgres?sslmode=disable` },
  ],
};

export const mysql: Recipe = {
  label: toSay('launch.mysql'),
  clients: [
    // Debian's mysql is MariaDB's under its old name.
    shell('mysql', 'mysql', mysqlArguments),
    shell('mariadb', 'mariadb', mysqlArguments),
    shell('mycli', 'mycli', ({ host, port, user }) => ['-h', host, '-P', port, ...option('-u', user)]),
  ],
  lines: (target) => [
    command(target, 'mysql', mysqlArguments(target)),
    { label: toSay('launch.line.address'), text: addressOf(target) },
  ],
};
