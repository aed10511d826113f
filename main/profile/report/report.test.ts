import { expect, test } from 'vitest';
import { profileSchema } from '../../../preload/fields/profile.ts';
import type { Profile } from '../../../preload/types.ts';
import { asWritten } from '../../../preload/words/kept-text.ts';
import { defaultTimeouts, defaultTls } from '../defaults.ts';
import { createBlot } from './blot.ts';
import { type ReportFacts, reportOf } from './report.ts';

const key = (name: string) => `-----BEGIN ${name}-----\nMIIhush\n-----END ${name}-----`;

const profile: Profile = profileSchema.parse({
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Office',
  group: null,
  application: 'custom',
  command: { argv: ['/usr/bin/mysql', '-phush-command'], inTerminal: true },
  accept: [{ host: '127.0.0.1', port: 2222 }],
  connect: [{ host: 'secret-host.example.org', port: 443 }],
  failover: 'prio',
  tls: { ...defaultTls, sni: { kind: 'name', name: 'front.example.org' } },
  trust: {
    kind: 'pinned',
    certificates: [{ kind: 'pem', pem: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }],
    checks: { hosts: ['check.example.org'], emails: ['me@mail.example.org'], ips: [] },
  },
  timeouts: defaultTimeouts,
  identity: { kind: 'pem', certificate: '/home/annalena/me.pem', key: '/home/annalena/me.key' },
  psk: { kind: 'secret', identity: 'psk-identity' },
  proxy: { kind: 'http', host: 'proxy.example.org', port: 3128, username: 'proxylogin' },
  negotiation: {
    kind: 'connect',
    host: 'inside.example.org:22',
    username: 'insidelogin',
    headers: ['X-Key: hush-header'],
  },
  startWithApp: false,
  user: 'sshlogin',
  demo: false,
  origin: {
    file: 'office.conf',
    section: 'x',
    notes: [{ line: 1, text: 'protocolPassword = hush-note', reason: asWritten('hush-reason') }],
  },
});

const secrets = ['hush-passphrase ü', '00112233445566778899aabbccddeeff', 'hush&proxy=pass', 'hush-protocol'];

/** Every kind of secret, as it might get into a log by somebody's mistake. */
const hostile: readonly string[] = [
  ...secrets.map((secret) => `read ${secret} from the key store`),
  ...secrets.map((secret) => `sent ${btoa(String.fromCharCode(...new TextEncoder().encode(secret)))} to the proxy`),
  ...secrets.map((secret) => `asked for http://h.example/?p=${encodeURIComponent(secret)}`),
  ...secrets.map((secret) => JSON.stringify({ value: secret })),
  key('PRIVATE KEY').replaceAll('\n', '\\n'),
  ...['PRIVATE KEY', 'RSA PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'OpenVPN Static key V1'].map(
    key,
  ),
  'Proxy-Authorization: Basic aHVzaDpodXNo',
  'authorization: Bearer hush.token-1234',
  'Cookie: session=hush-cookie',
  'password=hush-word1 and passphrase: "hush word2" and pwd is hush-word3',
  'protocolPassword = hush-word4',
  'api_key: hush-word5, token="hush-word6"',
  'https://anna:hush-url@h.example/ and socks5://hush-user@h.example',
  'openssl s_client -pass hush-word7 -psk hush-word8',
  'client1:0102030405060708090a0b0c0d0e0f10',
  '0102030405060708090a0b0c0d0e0f10',
  'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJodXNoIn0.hushhushhush',
  'ghp_hushhushhushhushhush',
  'adit://import?v=1#hush-link',
];

const facts: ReportFacts = {
  about: { version: '1.2.3', electron: '45', node: '24', tlsLibrary: 'BoringSSL', platform: 'linux x64' },
  settings: {
    appearance: 'system',
    networks: [
      {
        id: '00000000-0000-4000-8000-0000000000aa',
        name: 'At home',
        gateways: ['02:1a:2b:3c:4d:5e'],
        wifi: 'Rose Lane 5',
        rules: [],
      },
    ],
  },
  profiles: [profile],
  known: [profile],
  statuses: new Map([[profile.id, 'On · server reachable']]),
  log: [
    ...hostile,
    '/home/annalena/.config/Adit was opened by annalena on thinkpad',
    'Connected to secret-host.example.org (203.0.113.7:443, [2001:db8::1]:443) at 12:34:56 for 127.0.0.1:2222',
    'SHA-256 AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89',
    'gateway 00:11:22:33:44:55',
  ],
  secrets,
  home: '/home/annalena',
  userName: 'annalena',
  computer: 'thinkpad',
};

const everything = reportOf(facts, { hidesHosts: true, hidesAddresses: true });

test.each([
  ...secrets,
  ...['hush', 'MIIhush', 'AAAA', 'aHVzaDpodXNo', 'eyJ', '0102030405060708', 'adit://import'],
  ...[
    'annalena',
    'thinkpad',
    '/home',
    'sshlogin',
    'proxylogin',
    'insidelogin',
    'psk-identity',
    'office.conf',
    '00:11:22',
    '02:1a:2b',
    'Rose Lane',
  ],
  ...[
    'secret-host',
    'front.example',
    'check.example',
    'me@mail',
    'proxy.example',
    'inside.example',
    '203.0.113.7',
    '2001:db8',
  ],
])('what must not leave does not: %s', (secret) => {
  const at = everything.toLowerCase().indexOf(secret.toLowerCase());
  expect(at < 0 ? '' : everything.slice(Math.max(0, at - 60), at + 60)).toBe('');
});

test.each([
  'Adit 1.2.3',
  'BoringSSL',
  'On · server reachable',
  '"port": 443',
  '12:34:56',
  '127.0.0.1',
  'SHA-256 AB:CD:EF',
  '~/.config/Adit',
])('what helps stays: %s', (text) => {
  expect(everything).toContain(text);
});

test('hosts and addresses stay where the person lets them, and secrets still do not', () => {
  const open = reportOf(facts, { hidesHosts: false, hidesAddresses: false });
  expect(open).toContain('secret-host.example.org (203.0.113.7:443, [2001:db8::1]:443)');
  expect(open).not.toContain('hush');
  expect(open).not.toContain('annalena');
});

test('a server has the same stand-in everywhere', () => {
  const stand = /"host": "(<server \d+>)"/.exec(everything)?.[1] ?? 'none';
  expect(everything).toContain(`Connected to ${stand} (`);
});

test('only the last 500 lines of the log are in it', () => {
  const log = Array.from({ length: 600 }, (_, index) => `line number ${index}.`);
  const report = reportOf({ ...facts, log }, { hidesHosts: true, hidesAddresses: true });
  expect(report).not.toContain('line number 99.');
  expect(report).toContain('line number 100.');
  expect(report).toContain('line number 599.');
});

test('blotting twice changes nothing more, and takes linear time', () => {
  const blot = createBlot({ ...facts, logins: [], hosts: [], hidesAddresses: true });
  expect(blot(blot(hostile.join('\n')))).toBe(blot(hostile.join('\n')));
  for (const text of [
    '-----BEGIN CERTIFICATE-----'.repeat(2000),
    'a:'.repeat(50_000),
    '"'.repeat(50_000),
    'A1a'.repeat(30_000),
  ]) {
    expect(typeof blot(text)).toBe('string');
  }
});
