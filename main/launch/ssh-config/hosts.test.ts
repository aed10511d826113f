import { describe, expect, test } from 'vitest';
import type { Profile } from '../../../preload/types.ts';
import { makeProfile } from '../../state/make-profile.ts';
import { connectCommand, type Installation } from './connect-command.ts';
import { hostBlocks } from './hosts.ts';

const at: Installation = {
  platform: 'linux',
  isPackaged: true,
  program: '/opt/Adit/adit',
  script: '/src/index.js',
  resources: '/opt/Adit/resources',
  appImage: undefined,
  userData: null,
};
const switches = ['--no-sandbox', '--no-zygote', '--log-level=3', '--cli', '--'];

test.each<[string, Partial<Installation>, readonly string[]]>([
  ['a package', {}, ['/opt/Adit/resources/bin/adit', 'connect', 'Home']],
  ['an AppImage', { appImage: '/home/me/Adit.AppImage' }, ['/home/me/Adit.AppImage', ...switches, 'connect', 'Home']],
  [
    'macOS',
    { platform: 'darwin', resources: '/Applications/Adit.app/Contents/Resources' },
    ['/Applications/Adit.app/Contents/Resources/bin/adit', 'connect', 'Home'],
  ],
  [
    'Windows',
    { platform: 'win32', resources: 'C:\\P\\Adit\\resources' },
    ['cmd.exe', '/d', '/c', 'C:\\P\\Adit\\resources\\bin\\adit.cmd', 'connect', 'Home'],
  ],
  ['another folder', { userData: '/u' }, ['/opt/Adit/resources/bin/adit', 'connect', '--user-data', '/u', 'Home']],
  ['the sources', { isPackaged: false }, ['/opt/Adit/adit', '/src/index.js', ...switches, 'connect', 'Home']],
])('the command line of %s', (_, changed, expected) => {
  expect(connectCommand({ ...at, ...changed })('Home')).toEqual(expected);
});

describe('blocks', () => {
  const profile = (changed: Partial<Profile>): Profile =>
    makeProfile({ name: 'Home', user: 'anna', sshConfig: { alias: 'home', way: 'port' }, ...changed });
  const blocks = (...profiles: readonly Profile[]) =>
    hostBlocks(profiles, { platform: 'linux', connectCommand: connectCommand(at) });
  const id = makeProfile().id;

  test('have the tunnel’s port, or the program', () => {
    expect(blocks(profile({ identityFile: '/keys/a b' }))).toEqual([
      [
        'Host home',
        '  HostName 127.0.0.1',
        '  Port 2222',
        '  HostKeyAlias vpn.example.org',
        '  CheckHostIP no',
        '  User anna',
        '  IdentityFile "/keys/a b"',
        '  ServerAliveInterval 30',
      ],
    ]);
    expect(blocks(profile({ sshConfig: { alias: 'home', way: 'command' } }))[0]?.slice(0, 2)).toEqual([
      'Host home',
      '  ProxyCommand /opt/Adit/resources/bin/adit connect Home',
    ]);
  });

  test('are there for those that have an entry only', () => {
    const { sshConfig: _, ...none } = profile({});
    expect(blocks(none)).toEqual([]);
  });

  test.each(['-oProxyCommand=x', 'a:443', '100%'])('name a profile called %s by its id', (name) => {
    expect(blocks(profile({ name, sshConfig: { alias: 'x', way: 'command' } }))[0]?.[1]).toContain(`connect ${id}`);
  });

  test('name profiles of one name by their ids', () => {
    const way = { sshConfig: { alias: 'x', way: 'command' } } as const;
    const all = blocks(profile(way), profile({ ...way, id: 'other', name: 'HOME' }));
    expect(all.map((lines) => lines[1]?.split(' ').at(-1))).toEqual([id, 'other']);
  });
});
