/** Profiles of every shape that the schema allows and a person may make, from a seed. */

import { toPem } from '../../main/profile/pem.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import { applications } from '../../preload/fields/application-names.ts';
import type { CertificateSource, Checks, Profile, Trust } from '../../preload/types.ts';
import { asWritten } from '../../preload/words/kept-text.ts';

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const whole = (random: Random, from: number, to: number) => from + Math.floor(random() * (to - from + 1));

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

const listOf = <Value>(random: Random, from: number, to: number, make: () => Value): Value[] =>
  Array.from({ length: whole(random, from, to) }, make);

/** The shape of a certificate, for code that only moves certificates about: one DER SEQUENCE. */
export function certificate(seed: number): string {
  const random = randomFrom(seed);
  const body = Uint8Array.from({ length: 300 }, () => whole(random, 0, 255));
  return toPem(Uint8Array.from([0x30, 0x82, body.length >> 8, body.length & 0xff, ...body]));
}

const names = [
  'Office',
  'Büro 2',
  'a',
  'Bob’s “server”',
  '<home>',
  '[x] ; y',
  '{{ name }}',
  '日本',
  'web.prod-1',
  'A  B #1',
  '🚇',
];
const hosts = ['vpn.example.com', 'b.example.org', 'nas', 'x--y.example', '192.0.2.7', '2001:db8::7', 'fe80::1%eth0'];
const files = ['/etc/stunnel/server.pem', 'C:\\stunnel\\server.pem', '/home/Ada Lovelace/ü.pem', 'server.pem'];
const suites = ['ECDHE+AESGCM', 'HIGH:!aNULL', 'AES128-SHA', '@SECLEVEL=0:ALL'];

const endpoint = (random: Random) => ({ host: oneOf(random, hosts), port: whole(random, 1, 65_535) });

function checks(random: Random): Checks {
  if (random() < 0.5) return { hosts: [], emails: [], ips: [] };
  return {
    hosts: listOf(random, 0, 2, () => oneOf(random, ['good.example', 'Other.Example'])),
    emails: listOf(random, 0, 1, () => 'ada@example.com'),
    ips: listOf(random, 0, 1, () => oneOf(random, ['192.0.2.9', '2001:db8::9'])),
  };
}

function source(random: Random): CertificateSource {
  const which = random();
  if (which < 0.5) return { kind: 'pem', pem: certificate(whole(random, 1, 5)) };
  return which < 0.8 ? { kind: 'file', path: oneOf(random, files) } : { kind: 'directory', path: '/opt/stunnel/ca' };
}

function trust(random: Random): Trust {
  const kind = oneOf(random, ['system', 'authority', 'pinned', 'none'] as const);
  if (kind === 'none') return { kind };
  if (kind === 'system') return { kind, checks: checks(random), ...(random() < 0.5 ? { strict: true as const } : {}) };
  const certificates = listOf(random, 1, 3, () => source(random));
  const peer = kind === 'authority' && random() < 0.3 ? ({ peer: true } as const) : {};
  return { kind, certificates, checks: checks(random), ...peer };
}

/** Each of them in half of the profiles. */
const maybe = <Value>(random: Random, make: () => Value): Value | undefined => (random() < 0.5 ? make() : undefined);

/** Without what is undefined. */
const filled = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;

const identities: readonly Profile['identity'][] = [
  { kind: 'pem', certificate: '/home/ada/client.pem', key: '/home/ada/client.key' },
  { kind: 'pem', certificate: 'C:\\stunnel\\client and key.pem', key: 'C:\\stunnel\\client and key.pem' },
  { kind: 'pkcs12', path: '/home/ada/ü.p12' },
];
const vpns: readonly Profile['openvpn'][] = [
  { path: '/home/ada/office.ovpn', traffic: 'everything', blockIpv6: true },
  { path: 'C:\\Users\\ada\\lab.ovpn', traffic: 'networks', blockIpv6: false },
];

const keys: readonly Profile['psk'][] = [
  { kind: 'secret', identity: 'ada laptop' },
  { kind: 'file', path: '/home/ada/psk.txt', identity: 'ada' },
  { kind: 'file', path: '/home/ada/psk.txt', identity: null },
];
const proxies: readonly Profile['proxy'][] = [
  { kind: 'system' },
  { kind: 'http', host: 'proxy.example.com', port: 3128, username: null },
  { kind: 'http', host: '2001:db8::8', port: 8080, username: 'EXAMPLE\\ada' },
  { kind: 'socks5', host: '127.0.0.1', port: 9050, username: 'ada' },
  { kind: 'socks4a', host: 'socks.example.com', port: 1080, username: null },
];
const negotiations: readonly Profile['negotiation'][] = [
  { kind: 'smtp', host: null, login: null },
  { kind: 'smtp', host: 'mail.example.com', login: { method: 'login', username: 'ada@example.com' } },
  { kind: 'smtp', host: null, login: { method: 'plain', username: 'ada' } },
  ...(['pop3', 'imap', 'nntp', 'ldap', 'pgsql', 'cifs'] as const).map((kind) => ({ kind })),
  { kind: 'connect', host: 'inner.example.com:443', username: 'ada', headers: ['User-Agent: stunnel', 'X-Way: 1=2'] },
  { kind: 'socks', host: 'inner.example.com:22' },
];

const lists = ['/etc/stunnel/crl.pem', '/home/ada/ü.crl', '/etc/stunnel/crls/'];
const responders = [
  { url: 'http://ocsp.example.com/', aia: false, nonce: false, require: true, timeout: 5, flags: [] },
  { url: null, aia: true, nonce: true, require: false, timeout: 9, flags: ['NOCERTS', 'NOINTERN'] },
];

/** Never empty: that would be the same as none. */
const revocation = (random: Random): NonNullable<Profile['revocation']> => {
  const ocsp = oneOf(random, [null, ...responders]);
  return { lists: listOf(random, ocsp === null ? 1 : 0, 3, () => oneOf(random, lists)), ocsp };
};

const versionRanges = [
  [null, null],
  ['TLSv1', 'TLSv1.1'],
  ['TLSv1.2', null],
  [null, 'TLSv1.2'],
  ['TLSv1.3', 'TLSv1.3'],
] as const;

/** A valid profile. Hosts are none that an import takes for a placeholder (`SERVER`, `your-host`). */
export function arbitraryProfile(random: Random): Profile {
  const [minVersion, maxVersion] = oneOf(random, versionRanges);
  const name = oneOf(random, hosts);
  return filled({
    id: uuid(random),
    name: oneOf(random, names),
    group: oneOf(random, [null, 'office', 'Bob’s  servers']),
    application: oneOf(random, applications),
    socket: maybe(random, () => oneOf(random, ['/run/user/1000/db.sock', '/home/ada/.s.PGSQL.5432'])),
    accept: listOf(random, 1, 3, () => ({
      host: oneOf(random, ['127.0.0.1', '::1', '0.0.0.0', 'localhost', '192.168.1.2']),
      port: whole(random, 1, 65_535),
    })),
    acceptIpv6: maybe(random, () => true as const),
    localUsers: maybe(random, () => 'everyone' as const),
    localPrograms: maybe(random, () => ['/usr/bin/ssh', '/home/ada/ü b/redis-cli']),
    connect: listOf(random, 1, 3, () => endpoint(random)),
    failover: oneOf(random, ['prio', 'rr', 'fastest']),
    tls: filled({
      sni: oneOf(random, [{ kind: 'default' }, { kind: 'none' }, { kind: 'name', name }]),
      minVersion,
      maxVersion,
      ciphers: random() < 0.5 ? null : oneOf(random, suites),
      curves: random() < 0.5 ? null : oneOf(random, ['X25519', 'P-256:secp384r1']),
      alpn: maybe(random, () => oneOf(random, [['h2', 'http/1.1'], ['ü "quoted"']])),
      ciphersuites: maybe(random, () => 'TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256'),
      securityLevel: maybe(random, () => whole(random, 0, 5)),
      options: maybe(random, () => ['NO_TICKET', '-SINGLE_ECDH_USE']),
      sessions: maybe(random, () => ({
        resume: random() < 0.5,
        size: oneOf(random, [0, 1000]),
        timeout: oneOf(random, [300, 5]),
      })),
    }),
    trust: trust(random),
    timeouts: {
      connect: oneOf(random, [0, 10, 30]),
      busy: oneOf(random, [0, 300, 5]),
      idle: oneOf(random, [0, 43_200, 2_147_483]),
      close: oneOf(random, [0, 60, 5]),
    },
    identity: maybe(random, () => oneOf(random, identities)),
    psk: maybe(random, () => oneOf(random, keys)),
    openvpn: maybe(random, () => oneOf(random, vpns)),
    proxy: maybe(random, () => oneOf(random, proxies)),
    negotiation: maybe(random, () => oneOf(random, negotiations)),
    revocation: maybe(random, () => revocation(random)),
    local: maybe(random, () => oneOf(random, ['192.168.1.2', '2001:db8::2'])),
    spares: maybe(random, () => ({ count: whole(random, 0, 8), lifetime: whole(random, 1, 600) })),
    command: maybe(random, () => ({ argv: ['my tool', '--to={host}:{port}', ''], inTerminal: random() < 0.5 })),
    offWhenUnused: maybe(random, () => true as const),
    shortcut: maybe(random, () => oneOf(random, ['Ctrl+Alt+S', 'Super+F5'])),
    identityFile: maybe(random, () => '/home/ada/keys of mine/id'),
    onward: maybe(random, () =>
      oneOf(random, [
        { user: null, host: 'inner.example', port: 22 },
        { user: 'eva', host: '2001:db8::7', port: 2222 },
      ]),
    ),
    sshConfig: maybe(random, () => ({ alias: 'office', way: oneOf(random, ['port', 'command']) })),
    startWithApp: random() < 0.5,
    user: oneOf(random, [null, 'ada', 'EXAMPLE\\ada', 'git@host']),
    demo: false,
    origin: {
      file: oneOf(random, [null, 'office.conf']),
      section: oneOf(random, [null, 'ssh', '']),
      notes: listOf(random, 0, 2, () => ({
        line: oneOf(random, [null, 3]),
        text: 'debug = 7',
        reason: asWritten('Own log.'),
      })),
    },
  });
}

function uuid(random: Random): string {
  const digits = Array.from({ length: 12 }, () => whole(random, 0, 15).toString(16)).join('');
  return `00000000-0000-4000-8000-${digits}`;
}

/** A profile without anything special. */
export const plainProfile = (changes: Partial<Profile> = {}): Profile =>
  makeProfile({
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Office',
    connect: [{ host: 'vpn.example.com', port: 443 }],
    ...changes,
  });
