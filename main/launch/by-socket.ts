/**
 * Programs that take a Unix socket or a named pipe instead of a port, for tunnels that listen on nothing else. ssh gets to
 * the server by a ProxyCommand, which needs neither. What is not here takes ports only.
 */

import path from 'node:path';
import type { Application, Profile } from '../../preload/types.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { type Client, inTerminal, type Recipe, type Start } from './client.ts';
import { lineFor, quoteFor } from './quote.ts';
import { recipeOf } from './recipes.ts';
import { login, option, type Target } from './target.ts';

/** The command line that joins standard input and output to a profile's server; null: it cannot be run from outside. */
export type ConnectCommand = ((profile: string) => readonly string[]) | null;

type Arguments = (target: Target, socket: string) => readonly string[];

/** libpq makes the name of the file itself, of a folder and a number (PostgreSQL, `host` of a connection string). */
const POSTGRESQL_FILE = /^\.s\.PGSQL\.(\d+)$/;

const psqlArguments: Arguments = ({ user }, socket) => {
  const [, port = '5432'] = POSTGRESQL_FILE.exec(path.posix.basename(socket)) ?? [];
  return ['-h', path.posix.dirname(socket), '-p', port, ...option('-U', user), '-d', 'postgres'];
};

/** A pipe has a name of its own, without the place where Windows has pipes. */
const mysqlArguments: Arguments = ({ user }, socket) => {
  const [, pipe] = /\\pipe\\(.+)$/i.exec(socket) ?? [];
  const way = pipe === undefined ? [`--socket=${socket}`] : ['--protocol=PIPE', `--socket=${pipe}`];
  return [...way, ...option('-u', user), '-p'];
};

const redisArguments: Arguments = ({ user }, socket) => [
  '-s',
  socket,
  ...(user === null ? [] : ['--user', user, '--askpass']),
];

const mongoArguments: Arguments = ({ user }, socket) => [
  `mongodb://${user === null ? '' : `${encodeURIComponent(user)}@`}${encodeURIComponent(socket)}/?directConnection=true`,
];

const curlArguments: Arguments = ({ server }, socket) => ['--unix-socket', socket, `http://${server}/`];

interface Way {
  /** Of the clients of the application. */
  readonly clients: readonly string[];
  /** Of the command to copy. */
  readonly program: string;
  readonly argv: Arguments;
  /** Systems whose programs can; left out: those that have Unix sockets. */
  readonly pipes?: true;
}

const ways: Readonly<Partial<Record<Application, Way>>> = {
  postgresql: { clients: ['psql', 'pgcli'], program: 'psql', argv: psqlArguments },
  mysql: { clients: ['mysql', 'mariadb'], program: 'mysql', argv: mysqlArguments, pipes: true },
  redis: { clients: ['redis-cli', 'valkey-cli'], program: 'redis-cli', argv: redisArguments },
  mongodb: { clients: ['mongosh'], program: 'mongosh', argv: mongoArguments },
  http: { clients: [], program: 'curl', argv: curlArguments },
};

const socketLine = (socket: string) => ({ label: toSay('launch.line.socket'), text: socket });

/** As the application's recipe, with its clients that can go this way; those keep their ids, which settings have. */
export function recipeBySocket(profile: Profile, socket: string, connect: ConnectCommand): Recipe {
  const { application } = profile;
  const recipe = recipeOf(profile);
  if (application === 'custom') return ownCommand(profile, recipe, socket);
  if ((application === 'ssh' || application === 'sftp') && connect !== null) {
    return throughCommand(profile, recipe, connect(profile.id), socket);
  }
  const way = ways[application];
  const cannot = socket.startsWith('\\\\') && way?.pipes !== true;
  if (way === undefined || cannot)
    return { label: toSay('launch.copySocket'), clients: [], lines: () => [socketLine(socket)] };
  const notes =
    application === 'postgresql' && !POSTGRESQL_FILE.test(path.posix.basename(socket))
      ? [toSay('launch.socket.name', { folder: path.posix.dirname(socket) })]
      : [];
  return {
    label: way.clients.length === 0 ? toSay('launch.copyCommand') : recipe.label,
    clients: recipe.clients
      .filter(({ id }) => way.clients.includes(id))
      .map((client) => started(client, (target, place) => inTerminal(place, ...way.argv(target, socket)), notes)),
    lines: (target) => [
      {
        label: toSay('launch.line.command'),
        text: quoteFor(target.platform, [way.program, ...way.argv(target, socket)]),
      },
      socketLine(socket),
    ],
  };
}

/** One that has a place for the socket, or needs none; without what it would be told of a port that is not there. */
function ownCommand({ command }: Profile, recipe: Recipe, socket: string): Recipe {
  const isTold = command?.argv.some((word) => /\{(?:host|port)\}/.test(word)) ?? true;
  if (isTold) return { label: toSay('launch.copySocket'), clients: [], lines: () => [socketLine(socket)] };
  return { ...recipe, lines: (target) => [...recipe.lines(target).slice(0, -1), socketLine(socket)] };
}

function throughCommand(profile: Profile, recipe: Recipe, connect: readonly string[], socket: string): Recipe {
  const program = profile.application === 'sftp' ? 'sftp' : 'ssh';
  const notes = profile.onward == null ? [] : [toSay('launch.socket.onward', { onward: profile.onward.host })];
  const argvOf = (target: Target): readonly string[] => [
    '-o',
    // ssh reads `%` as the beginning of a token.
    `ProxyCommand=${lineFor(target.platform, connect).replaceAll('%', '%%')}`,
    '-o',
    `HostKeyAlias=${target.alias}`,
    ...option('-i', target.identityFile),
    login(target, target.server),
  ];
  return {
    label: recipe.label,
    clients: recipe.clients
      .filter(({ id }) => id.startsWith('openssh'))
      .map((client) => started(client, (target) => inTerminal(program, ...argvOf(target)), notes)),
    lines: (target) => [
      { label: toSay('launch.line.command'), text: quoteFor(target.platform, [program, ...argvOf(target)]) },
      socketLine(socket),
    ],
  };
}

const started = (client: Client, start: (target: Target, place: string) => Start, notes: readonly Text[]): Client => ({
  id: client.id,
  label: client.label,
  places: client.places,
  start,
  notes: () => notes,
});
