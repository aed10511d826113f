import { describe, expect, test } from 'vitest';
import { applicationSchema } from '../../preload/fields/application.ts';
import type { Application, Profile, Settings } from '../../preload/types.ts';
import { sayAll } from '../../preload/words/say.ts';
import { makeProfile } from '../state/make-profile.ts';
import { type PlanWorld, planLaunch } from './plan.ts';

const saidPlan = (...given: Parameters<typeof planLaunch>) => sayAll(planLaunch(...given));

const profile = (application: Application, more: Partial<Profile> = {}) => makeProfile({ application, ...more });
const world = (
  platform: NodeJS.Platform,
  programs?: Settings['programs'],
  installed: Readonly<Record<string, string>> = {},
): PlanWorld => ({
  platform,
  installed: new Map(Object.entries(installed)),
  programs,
});
const linux = world('linux');
const anna = { user: 'anna' };
const six = { accept: [{ host: '::1', port: 2222 }] };

describe('commands on Linux', () => {
  test.each<[Application, Partial<Profile>, string]>([
    ['ssh', {}, 'ssh -p 2222 -o HostKeyAlias=vpn.example.org 127.0.0.1'],
    ['ssh', anna, 'ssh -p 2222 -o HostKeyAlias=vpn.example.org anna@127.0.0.1'],
    ['ssh', { user: 'DOMAIN\\anna' }, "ssh -p 2222 -o HostKeyAlias=vpn.example.org 'DOMAIN\\anna@127.0.0.1'"],
    ['ssh', { ...six, ...anna }, 'ssh -p 2222 -o HostKeyAlias=vpn.example.org anna@::1'],
    ['sftp', anna, 'sftp -P 2222 -o HostKeyAlias=vpn.example.org anna@127.0.0.1'],
    ['sftp', { ...six, ...anna }, "sftp -P 2222 -o HostKeyAlias=vpn.example.org 'anna@[::1]'"],
    ['rsync', {}, 'rsync rsync://127.0.0.1:2222/'],
    ['rsync', { ...six, ...anna }, "rsync 'rsync://anna@[::1]:2222/'"],
    ['http', {}, 'curl http://127.0.0.1:2222/'],
    ['redis', {}, 'redis-cli -h 127.0.0.1 -p 2222'],
    ['redis', anna, 'redis-cli -h 127.0.0.1 -p 2222 --user anna --askpass'],
    ['mongodb', anna, 'mongosh --host 127.0.0.1 --port 2222 --username anna'],
    ['postgresql', anna, 'psql -h 127.0.0.1 -p 2222 -U anna -d postgres'],
    ['mysql', anna, 'mysql --protocol=TCP -h 127.0.0.1 -P 2222 -u anna -p'],
    ['vnc', {}, 'vncviewer 127.0.0.1::2222'],
    ['rdp', anna, 'xfreerdp /v:127.0.0.1:2222 /u:anna'],
    ['mail', {}, 'Server 127.0.0.1, port 2222, connection security: none (the tunnel is TLS)'],
    ['socks', {}, 'SOCKS5 127.0.0.1, port 2222, DNS through the proxy'],
    ['mqtt', anna, "mosquitto_sub -h 127.0.0.1 -p 2222 -u anna -v -t '#'"],
    ['ldap', {}, "ldapsearch -x -H ldap://127.0.0.1:2222 -s base -b '' +"],
    ['irc', anna, 'irssi -c 127.0.0.1 -p 2222 -n anna'],
    ['openvpn', {}, 'remote 127.0.0.1 2222 tcp-client'],
    ['custom', {}, '127.0.0.1:2222'],
  ])('%s %j', (application, more, command) => {
    expect(saidPlan(profile(application, more), linux)?.command).toBe(command);
  });
});

describe('each client of each system gets its own form of arguments', () => {
  const apps = '/Applications';
  test.each<[NodeJS.Platform, Application, string, string, unknown]>([
    [
      'linux',
      'ssh',
      'openssh',
      '/usr/bin/ssh',
      ['ssh', '-p', '2222', '-o', 'HostKeyAlias=vpn.example.org', 'anna@127.0.0.1'],
    ],
    [
      'linux',
      'ssh',
      'putty',
      '/usr/bin/putty',
      ['/usr/bin/putty', '-ssh', '-P', '2222', '-l', 'anna', '-loghost', 'vpn.example.org', '127.0.0.1'],
    ],
    [
      'win32',
      'ssh',
      'putty',
      'C:\\PuTTY\\putty.exe',
      ['C:\\PuTTY\\putty.exe', '-ssh', '-P', '2222', '-l', 'anna', '-loghost', 'vpn.example.org', '127.0.0.1'],
    ],
    [
      'win32',
      'ssh',
      'kitty-putty',
      'C:\\kitty.exe',
      ['C:\\kitty.exe', '-ssh', '-P', '2222', '-l', 'anna', '-loghost', 'vpn.example.org', '127.0.0.1'],
    ],
    [
      'darwin',
      'ssh',
      'royal-tsx',
      `${apps}/Royal TSX.app`,
      ['/usr/bin/open', '-a', `${apps}/Royal TSX.app`, 'rtsx://ssh%3A%2F%2Fanna%40127.0.0.1%3A2222'],
    ],
    ['win32', 'sftp', 'winscp', 'C:\\WinSCP.exe', ['C:\\WinSCP.exe', 'sftp://anna@127.0.0.1:2222/']],
    [
      'darwin',
      'sftp',
      'filezilla',
      `${apps}/FileZilla.app`,
      ['/usr/bin/open', '-n', '-a', `${apps}/FileZilla.app`, '--args', 'sftp://anna@127.0.0.1:2222/'],
    ],
    ['linux', 'sftp', 'filezilla', '/usr/bin/filezilla', ['/usr/bin/filezilla', 'sftp://anna@127.0.0.1:2222/']],
    [
      'darwin',
      'sftp',
      'cyberduck',
      `${apps}/Cyberduck.app`,
      ['/usr/bin/open', '-a', `${apps}/Cyberduck.app`, 'sftp://anna@127.0.0.1:2222/'],
    ],
    ['linux', 'sftp', 'file-manager', '/usr/bin/dolphin', ['/usr/bin/dolphin', 'sftp://anna@127.0.0.1:2222/']],
    [
      'linux',
      'redis',
      'valkey-cli',
      '/usr/bin/valkey-cli',
      ['/usr/bin/valkey-cli', '-h', '127.0.0.1', '-p', '2222', '--user', 'anna', '--askpass'],
    ],
    [
      'darwin',
      'mongodb',
      'compass',
      `${apps}/MongoDB Compass.app`,
      [
        '/usr/bin/open',
        '-n',
        '-a',
        `${apps}/MongoDB Compass.app`,
        '--args',
        'mongodb://anna@127.0.0.1:2222/?directConnection=true',
      ],
    ],
    [
      'linux',
      'postgresql',
      'pgcli',
      '/usr/bin/pgcli',
      ['/usr/bin/pgcli', '-h', '127.0.0.1', '-p', '2222', '-U', 'anna', '-d', 'postgres'],
    ],
    [
      'linux',
      'mysql',
      'mariadb',
      '/usr/bin/mariadb',
      ['/usr/bin/mariadb', '--protocol=TCP', '-h', '127.0.0.1', '-P', '2222', '-u', 'anna', '-p'],
    ],
    ['linux', 'vnc', 'vncviewer', '/usr/bin/xtigervncviewer', ['/usr/bin/xtigervncviewer', '127.0.0.1::2222']],
    ['linux', 'vnc', 'remmina', '/usr/bin/remmina', ['/usr/bin/remmina', '-c', 'vnc://anna@127.0.0.1:2222']],
    ['darwin', 'vnc', 'screen-sharing', '', 'vnc://anna@127.0.0.1:2222'],
    ['linux', 'rdp', 'freerdp', '/usr/bin/xfreerdp3', ['/usr/bin/xfreerdp3', '/v:127.0.0.1:2222', '/u:anna']],
    [
      'win32',
      'rdp',
      'mstsc',
      'C:\\Windows\\System32\\mstsc.exe',
      ['C:\\Windows\\System32\\mstsc.exe', '/v:127.0.0.1:2222'],
    ],
    ['darwin', 'rdp', 'windows-app', '', 'rdp://full%20address=s:127.0.0.1:2222&username=s:anna'],
    ['win32', 'http', 'browser', '', 'http://127.0.0.1:2222/'],
    [
      'linux',
      'http',
      'chromium-named',
      '/usr/bin/chromium',
      ['/usr/bin/chromium', '--host-resolver-rules=MAP vpn.example.org 127.0.0.1', 'http://vpn.example.org:2222/'],
    ],
    [
      'win32',
      'socks',
      'edge',
      'C:\\msedge.exe',
      ['C:\\msedge.exe', '--proxy-server=socks5://127.0.0.1:2222', '--incognito'],
    ],
    [
      'linux',
      'mqtt',
      'mosquitto-sub',
      '/usr/bin/mosquitto_sub',
      ['/usr/bin/mosquitto_sub', '-h', '127.0.0.1', '-p', '2222', '-u', 'anna', '-v', '-t', '#'],
    ],
    ['linux', 'irc', 'weechat', '/usr/bin/weechat', ['/usr/bin/weechat', 'irc://127.0.0.1:2222/']],
    ['linux', 'irc', 'hexchat', '/usr/bin/hexchat', ['/usr/bin/hexchat', '--url=irc://127.0.0.1:2222/']],
  ])('%s: %s with %s', (platform, application, client, place, expected) => {
    const plan = saidPlan(
      profile(application, anna),
      world(platform, { [application]: { client } }, place === '' ? {} : { [client]: place }),
    );
    const start = plan?.start;
    expect(start?.kind === 'url' ? start.url : start?.argv).toEqual(expected);
  });
});

describe('which client is taken', () => {
  test('the first that is there, as long as a person has not chosen', () => {
    expect(saidPlan(profile('redis'), world('linux', undefined, { 'valkey-cli': '/bin/valkey-cli' }))?.by).toContain(
      'valkey-cli',
    );
    expect(saidPlan(profile('redis'), linux)?.by).toContain('redis-cli');
  });
  test('the one of the settings, where it is, also when it was not found', () => {
    const plan = saidPlan(profile('ssh'), world('linux', { ssh: { client: 'putty', path: '/opt/putty' } }));
    expect(plan).toMatchObject({
      by: 'PuTTY',
      start: {
        kind: 'program',
        argv: ['/opt/putty', '-ssh', '-P', '2222', '-loghost', 'vpn.example.org', '127.0.0.1'],
      },
    });
  });
  test('not one that this system does not have', () => {
    expect(saidPlan(profile('sftp'), world('linux', { sftp: { client: 'winscp' } }))?.by).toContain('OpenSSH');
  });
  test('the terminal is named with it', () => {
    const programs = { terminal: { client: 'kitty' } };
    expect(saidPlan(profile('ssh'), world('linux', programs, { xterm: '/bin/xterm', kitty: '/bin/kitty' }))?.by).toBe(
      'OpenSSH in kitty',
    );
  });
});

describe('known_hosts has one line for each sshd', () => {
  const alias = (more: Partial<Profile>) =>
    /HostKeyAlias=(\S+?)'? /.exec(saidPlan(profile('ssh', more), linux)?.command ?? '')?.[1];
  test.each<[string, Partial<Profile>, string]>([
    ['the name that people know it by', {}, 'vpn.example.org'],
    [
      'another port of the same host is another one',
      { connect: [{ host: 'vpn.example.org', port: 8443 }] },
      '[vpn.example.org]:8443',
    ],
    [
      'another name at the same port as well',
      { tls: { ...makeProfile().tls, sni: { kind: 'name', name: 'two.example.org' } } },
      'two.example.org',
    ],
    ['the local port is no part of it', { accept: [{ host: '127.0.0.1', port: 9 }] }, 'vpn.example.org'],
  ])('%s', (_, more, expected) => {
    expect(alias(more)).toBe(expected);
  });
  test('programs that know no alias are used with a word about it', () => {
    expect(saidPlan(profile('sftp'), world('win32', { sftp: { client: 'winscp' } }))?.notes.join()).toContain(
      '127.0.0.1:2222',
    );
    expect(saidPlan(profile('ssh'), world('win32', { ssh: { client: 'putty' } }))?.notes).toEqual([]);
  });
});

describe('a web page', () => {
  const lines = (more: Partial<Profile> = {}) =>
    saidPlan(profile('http', more), linux)?.lines.map(({ text }) => text) ?? [];
  test('can be asked for by its own name', () => {
    expect(lines()).toContain('curl --resolve vpn.example.org:2222:127.0.0.1 http://vpn.example.org:2222/');
    expect(saidPlan(profile('http'), linux)?.notes.join()).toContain('own name');
  });
  test('of a server without a name has no other', () => {
    const more = { connect: [{ host: '192.0.2.1', port: 443 }] };
    expect(lines(more).join()).not.toContain('--resolve');
    expect(saidPlan(profile('http', more), linux)?.notes).toEqual([]);
  });
});

test.each<[NodeJS.Platform, string]>([
  ['linux', 'rsync -a --partial rsync://127.0.0.1:2222/MODULE/ FOLDER/'],
  ['win32', 'rsync -a --partial rsync://127.0.0.1:2222/MODULE/ FOLDER/'],
  ['darwin', 'rsync -a rsync://127.0.0.1:2222/MODULE/ FOLDER/'],
])('rsync on %s is told what the rsync there knows', (platform, fetch) => {
  const planned = saidPlan(profile('rsync'), world(platform));
  expect(planned?.lines.find(({ label }) => label === 'Fetch a module')?.text).toBe(fetch);
});

describe('to a host behind the server', () => {
  const onward = { user: 'eva', host: 'inner', port: 22 };
  const way = 'ssh -p 2222 -o HostKeyAlias=vpn.example.org';
  const jump = (from: string) => `'ProxyCommand=${way}${from}'`;

  test.each<[Application, Partial<Profile>, string]>([
    ['ssh', anna, `ssh -o ${jump(` -W '\\''[%h]:%p'\\'' anna@127.0.0.1`)} eva@inner`],
    [
      'ssh',
      { onward: { ...onward, user: null, port: 2022 } },
      `ssh -p 2022 -o ${jump(` -W '\\''[%h]:%p'\\'' 127.0.0.1`)} inner`,
    ],
    [
      'ssh',
      { identityFile: '/100%' },
      `ssh -o ${jump(` -i /100%% -W '\\''[%h]:%p'\\'' 127.0.0.1`)} -i /100% eva@inner`,
    ],
    [
      'sftp',
      { onward: { ...onward, host: '2001:db8::7' } },
      `sftp -o ${jump(` -W '\\''[%h]:%p'\\'' 127.0.0.1`)} 'eva@[2001:db8::7]'`,
    ],
  ])('%s %j', (application, more, command) => {
    const planned = saidPlan(profile(application, { onward, ...more }), linux);
    expect(planned?.command).toBe(command);
    expect(planned?.lines.map(({ label }) => label)).not.toContain('Git remote');
  });

  test('is said where a program goes no further', () => {
    const programs: Settings['programs'] = { ssh: { client: 'putty' }, sftp: { client: 'filezilla' } };
    for (const application of ['ssh', 'sftp'] as const) {
      const notes = (more: Partial<Profile>) => saidPlan(profile(application, more), world('linux', programs))?.notes;
      expect(notes({ onward })?.join()).toContain('and not on to inner');
      expect(notes({})?.join()).not.toContain('and not on');
    }
  });
});

describe('a command of one’s own', () => {
  const command = (...argv: readonly string[]): Partial<Profile> => ({
    command: { argv: [...argv], inTerminal: false },
    user: 'a b',
  });
  test('has its fields filled in, each within its argument', () => {
    const more = command('my tool', '--to={host}:{port}', '{user}', '{server}', '{nothing}', '{{port}}', '; rm -rf ~');
    expect(saidPlan(profile('custom', more), linux)?.start).toEqual({
      kind: 'program',
      argv: ['my tool', '--to=127.0.0.1:2222', 'a b', 'vpn.example.org', '{nothing}', '{2222}', '; rm -rf ~'],
    });
  });
  test('runs in a terminal where it should', () => {
    const more = { command: { argv: ['nc', '{host}', '{port}'], inTerminal: true } };
    expect(saidPlan(profile('custom', more), linux)).toMatchObject({
      start: { kind: 'terminal', argv: ['nc', '127.0.0.1', '2222'] },
      label: 'Start your command',
    });
  });
  test('is nothing to start when there is none', () => {
    expect(saidPlan(profile('custom'), linux)).toMatchObject({ start: null, by: null, label: 'Copy address' });
  });
});

describe('what was agreed to', () => {
  const digest = (more: Partial<Profile> = {}, programs?: Settings['programs']) =>
    saidPlan(profile('ssh', more), world('linux', programs))?.digest;
  test('stays when the tunnel gets another local port', () => {
    expect(digest({ accept: [{ host: '127.0.0.1', port: 2223 }] })).toBe(digest());
  });
  test('does not count for another user, server or program', () => {
    const all = [
      digest(),
      digest(anna),
      digest({ connect: [{ host: 'other.example.org', port: 443 }] }),
      digest({}, { ssh: { client: 'putty' } }),
      digest({}, { ssh: { client: 'putty', path: '/tmp/putty' } }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

test.each([
  ['0.0.0.0', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['::', '::1'],
  ['192.168.1.5', '192.168.1.5'],
])('a tunnel that listens on %s is reached at %s', (host, expected) => {
  const plan = saidPlan(profile('ssh', { accept: [{ host, port: 2222 }] }), linux);
  expect(plan?.start).toMatchObject({ argv: expect.arrayContaining([expected]) });
});

test('every application has a plan on every platform, and no argument of its own making is a shell text', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (const application of applicationSchema.options) {
      const plan = saidPlan(profile(application, { user: 'DOMAIN\\anna' }), world(platform));
      expect(plan?.command, `${application} on ${platform}`).not.toBe('');
      for (const argument of plan?.start?.kind === 'terminal' ? plan.start.argv : [])
        expect(argument).not.toMatch(/\s/);
    }
  }
});
