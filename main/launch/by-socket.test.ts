import { describe, expect, test } from 'vitest';
import type { Application, Profile } from '../../preload/types.ts';
import { sayAll } from '../../preload/words/say.ts';
import { makeProfile } from '../state/make-profile.ts';
import { planLaunch } from './plan.ts';

const socket = '/run/user/1000/db.sock';
const postgresqlSocket = '/run/user/1000/.s.PGSQL.5433';
const connectCommand = (profile: string) => ['/opt/Adit/resources/bin/adit', 'connect', profile];

const planOf = (application: Application, more: Partial<Profile> = {}, platform: NodeJS.Platform = 'linux') =>
  sayAll(
    planLaunch(makeProfile({ application, accept: [], socket, id: 'ID', ...more }), {
      platform,
      installed: null,
      programs: undefined,
      connectCommand,
    }),
  );

describe('a tunnel with nothing but a socket', () => {
  test.each<[Application, Partial<Profile>, string]>([
    ['postgresql', { socket: postgresqlSocket }, 'psql -h /run/user/1000 -p 5433 -d postgres'],
    ['postgresql', { socket: postgresqlSocket, user: 'anna' }, 'psql -h /run/user/1000 -p 5433 -U anna -d postgres'],
    ['mysql', { user: 'anna' }, `mysql --socket=${socket} -u anna -p`],
    ['redis', {}, `redis-cli -s ${socket}`],
    ['redis', { user: 'anna' }, `redis-cli -s ${socket} --user anna --askpass`],
    ['mongodb', {}, "mongosh 'mongodb://%2Frun%2Fuser%2F1000%2Fdb.sock/?directConnection=true'"],
    ['http', {}, `curl --unix-socket ${socket} http://vpn.example.org/`],
    [
      'ssh',
      { user: 'anna' },
      "ssh -o 'ProxyCommand=/opt/Adit/resources/bin/adit connect ID' -o HostKeyAlias=vpn.example.org anna@vpn.example.org",
    ],
    [
      'sftp',
      {},
      "sftp -o 'ProxyCommand=/opt/Adit/resources/bin/adit connect ID' -o HostKeyAlias=vpn.example.org vpn.example.org",
    ],
    ['custom', { command: { argv: ['viewer', '--at={socket}'], inTerminal: false } }, `viewer --at=${socket}`],
  ])('%s with %j is reached by its own programs', (application, more, command) => {
    expect(planOf(application, more)?.command).toBe(command);
  });

  test.each<Application>(['rsync', 'vnc', 'rdp', 'mail', 'socks', 'mqtt', 'ldap', 'irc', 'openvpn'])(
    '%s, whose programs take ports only, has its path to copy and nothing to start',
    (application) => {
      expect(planOf(application)).toMatchObject({ start: null, label: 'Copy socket', command: socket });
    },
  );

  test('a command that would be told of a port is not started', () => {
    const command = { argv: ['viewer', '{host}:{port}'], inTerminal: false };
    expect(planOf('custom', { command })).toMatchObject({ start: null, command: socket });
  });

  test('PostgreSQL’s programs find it under one name only, which is said', () => {
    expect(planOf('postgresql')?.notes).toEqual([expect.stringContaining('/run/user/1000/.s.PGSQL.5432')]);
    expect(planOf('postgresql', { socket: postgresqlSocket })?.notes).toEqual([]);
  });

  test('what a person agreed to does not change with anything but the program and its arguments', () => {
    expect(planOf('redis')?.digest).toBe(planOf('redis')?.digest);
    expect(planOf('redis')?.digest).not.toBe(planOf('redis', { socket: '/tmp/other' })?.digest);
  });
});

describe('a named pipe of Windows', () => {
  const pipe = { socket: '\\\\.\\pipe\\adit-db' };

  test('is reached by MySQL’s programs', () => {
    expect(planOf('mysql', pipe, 'win32')?.command).toBe('mysql.exe --protocol=PIPE --socket=adit-db -p');
  });

  test('is none for those that know Unix sockets alone', () => {
    expect(planOf('redis', pipe, 'win32')).toMatchObject({ start: null, command: pipe.socket });
  });
});

test('with a port as well, programs go to the port', () => {
  const accept = [{ host: '127.0.0.1', port: 6379 }];
  expect(planOf('redis', { accept })?.command).toBe('redis-cli -h 127.0.0.1 -p 6379');
});
