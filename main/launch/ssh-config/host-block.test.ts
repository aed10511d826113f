import { describe, expect, test } from 'vitest';
import { aliasFor, hostBlock, type SshHost } from './host-block.ts';

describe('what a person types for a profile', () => {
  test.each([
    ['Home server', 'home-server'],
    ['Büro / Zürich', 'buro-zurich'],
    ['*?!', 'adit'],
    ['-oProxyCommand=evil', 'oproxycommand-evil'],
    ['日本', 'adit'],
    ['vps.example.org', 'vps.example.org'],
    ['x'.repeat(60), 'x'.repeat(40)],
  ])('%j: %s', (name, alias) => {
    expect(aliasFor(name, new Set())).toBe(alias);
  });

  test('is another word when it is taken', () => {
    expect(aliasFor('Home', new Set(['home', 'home-2']))).toBe('home-3');
  });
});

const host: SshHost = {
  alias: 'home',
  way: { kind: 'port', host: '127.0.0.1', port: 2222 },
  hostKeyAlias: 'home.example.org',
  user: null,
  identityFiles: [],
  onward: null,
};

test('a host by its port', () => {
  const lines = hostBlock({ ...host, user: 'me', identityFiles: ['/home/j ö/100%'] }, 'linux');
  expect(lines).toEqual([
    'Host home',
    '  HostName 127.0.0.1',
    '  Port 2222',
    '  HostKeyAlias home.example.org',
    '  CheckHostIP no',
    '  User me',
    '  IdentityFile "/home/j ö/100%%"',
    '  ServerAliveInterval 30',
  ]);
});

test.each([
  ['linux', ['/opt/My Apps/adit', 'connect', "it's 5%"], `  ProxyCommand '/opt/My Apps/adit' connect 'it'\\''s 5%%'`],
  [
    'win32',
    ['C:\\My Apps\\adit.cmd', 'connect', 'a"b\\'],
    '  ProxyCommand "C:\\My Apps\\adit.cmd" connect "a\\"b\\\\"',
  ],
] as const)('a host by a command on %s', (platform, argv, line) => {
  const lines = hostBlock({ ...host, way: { kind: 'command', argv } }, platform);
  expect(lines[1]).toBe(line);
  expect(lines.join('\n')).not.toMatch(/HostName|Port |ProxyJump/);
});

test('a host behind the server, by a name of its own for the server in between', () => {
  const onward = { user: 'eva', host: 'inner', port: 2022 };
  expect(hostBlock({ ...host, user: 'me', identityFiles: ['/key'], onward }, 'linux')).toEqual([
    'Host home+jump',
    '  HostName 127.0.0.1',
    '  Port 2222',
    '  HostKeyAlias home.example.org',
    '  CheckHostIP no',
    '  User me',
    '  IdentityFile /key',
    '  ServerAliveInterval 30',
    '',
    'Host home',
    '  HostName inner',
    '  Port 2022',
    '  ProxyJump home+jump',
    '  User eva',
    '  IdentityFile /key',
    '  ServerAliveInterval 30',
  ]);
});
