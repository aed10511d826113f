import { describe, expect, test } from 'vitest';
import { applicationSchema } from '../../preload/fields/application.ts';
import type { Application, Profile } from '../../preload/types.ts';
import { launchPlan } from './recipes.ts';

const profile = (application: Application, more: Partial<Profile> = {}): Profile => ({
  id: '5f0f7a5e-6c55-4a0e-9d3c-3c1f6f2d8a10',
  name: 'Test',
  group: null,
  application,
  accept: [{ host: '127.0.0.1', port: 2222 }],
  connect: [{ host: 'vpn.example.org', port: 443 }],
  failover: 'prio',
  tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
  trust: { kind: 'system', checks: { hosts: [], emails: [], ips: [] } },
  timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
  startWithApp: false,
  user: null,
  demo: false,
  origin: { file: null, section: null, notes: [] },
  ...more,
});

const anna = { user: 'anna' };

describe('commands on Linux', () => {
  test.each<[Application, Partial<Profile>, string]>([
    ['ssh', {}, 'ssh -p 2222 -o HostKeyAlias=vpn.example.org 127.0.0.1'],
    ['ssh', anna, 'ssh -p 2222 -o HostKeyAlias=vpn.example.org anna@127.0.0.1'],
    ['sftp', anna, 'sftp -P 2222 -o HostKeyAlias=vpn.example.org anna@127.0.0.1'],
    ['rsync', {}, 'rsync --port=2222 rsync://127.0.0.1/'],
    ['http', {}, 'curl http://127.0.0.1:2222/'],
    ['redis', {}, 'redis-cli -h 127.0.0.1 -p 2222'],
    ['redis', anna, 'redis-cli -h 127.0.0.1 -p 2222 --user anna --askpass'],
    ['mongodb', anna, 'mongosh --host 127.0.0.1 --port 2222 --username anna'],
    ['postgresql', anna, 'psql -h 127.0.0.1 -p 2222 -U anna -d postgres'],
    ['mysql', anna, 'mysql --protocol=TCP -h 127.0.0.1 -P 2222 -u anna -p'],
    ['vnc', {}, 'vncviewer 127.0.0.1::2222'],
    ['rdp', anna, 'xfreerdp /v:127.0.0.1:2222 /u:anna'],
    ['openvpn', {}, 'remote 127.0.0.1 2222 tcp-client\nroute vpn.example.org 255.255.255.255 net_gateway'],
    [
      'openvpn',
      { connect: [{ host: '2001:db8::1', port: 443 }] },
      "remote 127.0.0.1 2222 tcp-client\n# If the VPN takes over IPv6, give 2001:db8::1 a route of its own, through your network's router.",
    ],
    ['custom', {}, '127.0.0.1:2222'],
  ])('%s %j', (application, more, command) => {
    expect(launchPlan(profile(application, more), 'linux')?.command).toBe(command);
  });
});

test.each<[Application, NodeJS.Platform, readonly string[]]>([
  ['rdp', 'win32', ['mstsc', '/v:127.0.0.1:2222']],
  ['rdp', 'darwin', ['open', 'rdp://full%20address=s:127.0.0.1:2222']],
  ['vnc', 'darwin', ['open', 'vnc://127.0.0.1:2222']],
])('%s on %s uses what the system has', (application, platform, argv) => {
  expect(launchPlan(profile(application), platform)?.argv).toEqual(argv);
});

test('a web page is opened in the browser, at an address of this machine', () => {
  const plan = launchPlan(profile('http'), 'linux');
  expect(plan).toMatchObject({ kind: 'browser', argv: ['http://127.0.0.1:2222/'] });
});

test.each([
  ['0.0.0.0', '127.0.0.1'],
  ['localhost', '127.0.0.1'],
  ['::', '::1'],
  ['192.168.1.5', '192.168.1.5'],
])('a tunnel that listens on %s is reached at %s', (host, expected) => {
  const plan = launchPlan(profile('ssh', { accept: [{ host, port: 2222 }] }), 'linux');
  expect(plan?.argv.at(-1)).toBe(expected);
});

test('IPv6 addresses are bracketed where the program needs it', () => {
  const six = { accept: [{ host: '::1', port: 2222 }], user: 'anna' };
  expect(launchPlan(profile('ssh', six), 'linux')?.argv.at(-1)).toBe('anna@::1');
  expect(launchPlan(profile('sftp', six), 'linux')?.argv.at(-1)).toBe('anna@[::1]');
  expect(launchPlan(profile('http', six), 'linux')?.argv).toEqual(['http://[::1]:2222/']);
});

test('every application has a plan on every platform, and its arguments are never a shell text', () => {
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    for (const application of applicationSchema.options) {
      const plan = launchPlan(profile(application, { user: 'DOMAIN\\anna' }), platform);
      expect(plan, `${application} on ${platform}`).not.toBeNull();
      for (const argument of plan?.argv ?? []) expect(argument).not.toMatch(/\s/);
    }
  }
});

test('a user name with a backslash is quoted for a POSIX shell', () => {
  const command = launchPlan(profile('ssh', { user: 'DOMAIN\\anna' }), 'linux')?.command;
  expect(command).toBe("ssh -p 2222 -o HostKeyAlias=vpn.example.org 'DOMAIN\\anna@127.0.0.1'");
});
