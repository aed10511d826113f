import { describe, expect, test } from 'vitest';
import { allFields, profileSchema } from '../../../preload/fields/profile.ts';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import type { Profile } from '../../../preload/types.ts';
import { asWritten } from '../../../preload/words/kept-text.ts';
import { sayClause } from '../../../preload/words/say.ts';
import { arbitraryProfile, certificate, plainProfile, randomFrom } from '../../../test/export/arbitrary.ts';
import { parse } from '../../conf/parse.ts';
import { defaultTimeouts, defaultTls, defaultTrust, noChecks } from '../defaults.ts';
import { adopt } from '../import/adopt.ts';
import { propose } from '../import/propose.ts';
import type { ExportFiles } from './export.ts';
import { toStunnelConf } from './export.ts';
import { withMarks } from './marks.ts';

const files: ExportFiles = {
  directory: '/home/ada/stunnel',
  systemRoots: '/etc/ssl/certs/ca-certificates.crt',
  certificates: new Map(),
};

/** Reads an exported text as the app does, and takes every proposed value as the answer. */
function reimport(text: string): Profile {
  const document = parse(text);
  const result = propose(document, { fileName: 'exported.conf', takenPorts: new Set() });
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  expect(document.remarks).toEqual([]);
  const proposal = withMarks(document, result.proposal);
  expect(proposal.services).toHaveLength(1);
  const [profile] = adopt(
    proposal,
    proposal.services.map(({ view }): ImportAnswer => {
      const { key, name, application, host, remotePort, localPort, user } = view;
      if (host === null || remotePort === null || localPort === null) throw new Error('an open question');
      return { key, name, application, host, remotePort, localPort, user, exposed: true };
    }),
    () => crypto.randomUUID(),
  );
  if (profile === undefined) throw new Error('no profile');
  return profile;
}

/** What every import makes anew: it is not started by itself, is none of the demo, and comes from the exported file. */
const made: ReadonlySet<string> = new Set([
  'id',
  'demo',
  'origin',
  ...allFields.filter(({ stunnel }) => stunnel.kind === 'none').map(({ name }) => name),
]);
const kept = (profile: Profile) => Object.fromEntries(Object.entries(profile).filter(([field]) => !made.has(field)));

/** All that does not survive an export and import, field by field. */
function expected(profile: Profile): Profile {
  const { trust, timeouts, tls } = profile;
  const limit = (seconds: number) => (seconds === 0 ? 2_147_483 : seconds);
  const { proxy, negotiation, revocation } = profile;
  const throughHttp = proxy?.kind === 'http' && negotiation === undefined;
  const files = revocation?.lists.filter((path) => !path.endsWith('/')) ?? [];
  const companion = profile.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const { acceptIpv6, ...others } = profile;
  return {
    ...others,
    // Without 127.0.0.1 there is nothing that ::1 could be beside.
    ...(acceptIpv6 && profile.accept.some(({ host }) => host === '127.0.0.1') ? { acceptIpv6 } : {}),
    // stunnel asks an HTTP proxy for one server.
    connect: throughHttp ? profile.connect.slice(0, 1) : profile.connect,
    // One file and one folder of revocation lists; several files are in the companion file.
    ...(revocation === undefined
      ? {}
      : {
          revocation: {
            ...revocation,
            lists: [
              ...(files.length > 1 ? [`/home/ada/stunnel/${companion || 'profile'}-revoked.pem`] : files),
              ...revocation.lists.filter((path) => path.endsWith('/')).slice(0, 1),
            ],
          },
        }),
    // stunnel has no “no limit”: the longest time it takes stands for it.
    timeouts: { ...timeouts, connect: limit(timeouts.connect), busy: limit(timeouts.busy), idle: limit(timeouts.idle) },
    // A server name that is an address is never sent, and written as none.
    tls: { ...tls, sni: tls.sni.kind === 'name' && /^[\d.]+$|:/.test(tls.sni.name) ? { kind: 'none' } : tls.sni },
    trust:
      // An import never takes over “any certificate”.
      trust.kind === 'none'
        ? defaultTrust
        : trust.kind === 'system'
          ? // stunnel asks nobody, so that the file does not say either that somebody is asked.
            { ...trust, strict: true }
          : ['directory', 'directory,file', 'file'].includes(
                trust.certificates
                  .map(({ kind }) => kind)
                  .sort()
                  .join(),
              )
            ? { ...trust, certificates: trust.certificates.toSorted((one) => (one.kind === 'file' ? -1 : 1)) }
            : // Certificates that are kept in the profile, or in several files, are in the companion file.
              {
                ...trust,
                certificates: [
                  {
                    kind: 'file',
                    path: `/home/ada/stunnel/${companion || 'profile'}-${trust.kind === 'pinned' ? 'server' : 'authorities'}.pem`,
                  },
                ],
              },
  };
}

test('hundreds of profiles of every shape come back as they were', () => {
  const random = randomFrom(4);
  for (let round = 0; round < 400; round += 1) {
    const profile = arbitraryProfile(random);
    expect(profileSchema.safeParse(profile).error).toBeUndefined();
    const { text } = toStunnelConf(profile, files);
    expect(kept(reimport(text)), text).toEqual(kept(expected(profile)));
  }
}, 60_000);

test('without the marks only what stunnel has no word for is lost', () => {
  const profile = plainProfile({
    name: 'Office',
    application: 'ssh',
    user: 'ada',
    connect: [{ host: 'vpn.example.com', port: 443 }],
  });
  const { text } = toStunnelConf(profile, files);
  const unmarked = text.replace(/^; adit:.*\n/gm, '');
  expect(reimport(unmarked)).toMatchObject({
    name: 'Office',
    accept: profile.accept,
    connect: profile.connect,
    tls: profile.tls,
    trust: { kind: 'system', checks: { ...noChecks, hosts: ['vpn.example.com'] }, strict: true },
    user: null,
  });
});

test('a hand-made mark decides nothing about trust, and bad ones are ignored', () => {
  const read = (marks: string, options = '') =>
    reimport(`[a]\n${marks}client = yes\naccept = 127.0.0.1:2222\nconnect = evil.example:443\n${options}`);
  const checked = 'verifyChain = yes\nCAfile = /etc/ssl/cert.pem\ncheckHost = good.example\n';
  expect(read('; adit: checks = connect\n; adit: strict = no\n', checked).trust).toEqual({
    kind: 'system',
    checks: { ...noChecks, hosts: ['good.example'] },
    strict: true,
  });
  expect(read('; adit: sni = default\n', 'sni = other.example\n').tls.sni).toEqual({
    kind: 'name',
    name: 'other.example',
  });
  expect(
    read('; adit: user = -oProxyCommand=x\n; adit: application = exec\n; adit: trust = none\n; adit: id = 1\n'),
  ).toMatchObject({ user: null, application: 'ssh', trust: { kind: 'system' } });
});

const option = (text: string, name: string) =>
  text.split('\n').flatMap((line) => (line.startsWith(`${name} =`) ? [line.slice(name.length + 2).trim()] : []));

describe('lines', () => {
  const write = (changes: Partial<Profile>) => toStunnelConf(plainProfile(changes), files).text;

  test('server names: the host is stunnel’s default, an address is never sent', () => {
    const sni = (host: string, kind: Profile['tls']['sni'] = { kind: 'default' }) =>
      option(write({ connect: [{ host, port: 443 }], tls: { ...defaultTls, sni: kind } }), 'sni');
    expect(sni('vpn.example.com')).toEqual([]);
    expect(sni('vpn.example.com.')).toEqual(['vpn.example.com']);
    expect(sni('192.0.2.1')).toEqual(['']);
    expect(sni('2001:db8::1')).toEqual(['']);
    expect(sni('vpn.example.com', { kind: 'none' })).toEqual(['']);
    expect(sni('192.0.2.1', { kind: 'name', name: 'a.example' })).toEqual(['a.example']);
    expect(sni('a.example', { kind: 'name', name: '192.0.2.1' })).toEqual(['']);
  });

  test('names are looked up for each connection, except when addresses take turns', () => {
    const named = [{ host: 'vpn.example.com', port: 443 }];
    expect(option(write({ connect: named }), 'delay')).toEqual(['yes']);
    expect(option(write({ connect: [{ host: '192.0.2.1', port: 443 }] }), 'delay')).toEqual([]);
    const turns = write({ connect: named, failover: 'rr' });
    expect([option(turns, 'delay'), option(turns, 'failover')]).toEqual([[], ['rr']]);
    expect(turns).toContain('restart it when an address changes');
  });

  test('international names are written as DNS has them', () => {
    const text = write({ connect: [{ host: 'bücher.example', port: 443 }] });
    expect(option(text, 'connect')).toEqual(['xn--bcher-kva.example:443']);
    expect(option(text, 'checkHost')).toEqual(['xn--bcher-kva.example']);
  });

  test('groups that stunnel’s OpenSSL lacks are left out and named', () => {
    const text = write({ tls: { ...defaultTls, curves: 'X25519MLKEM768:X25519:P-256' } });
    expect(option(text, 'curves')).toEqual(['X25519:P-256']);
    expect(text).toContain('would not start: X25519MLKEM768.');
  });

  test('TLS versions that OpenSSL keeps shut get their security level, others do not', () => {
    expect(option(write({ tls: { ...defaultTls, minVersion: 'TLSv1' } }), 'securityLevel')).toEqual(['0']);
    expect(option(write({ tls: { ...defaultTls, minVersion: 'TLSv1.2' } }), 'securityLevel')).toEqual([]);
  });

  test('only times that differ from stunnel’s are written; no limit is the longest', () => {
    expect(write({})).not.toContain('TIMEOUT');
    const text = write({ timeouts: { ...defaultTimeouts, idle: 0, close: 0 } });
    expect([option(text, 'TIMEOUTidle'), option(text, 'TIMEOUTclose')]).toEqual([['2147483'], ['0']]);
  });
});

describe('trust', () => {
  const pem = certificate(1);
  const write = (trust: Profile['trust'], certificates = new Map<string, string>()) =>
    toStunnelConf(plainProfile({ name: 'Büro [2]', trust }), { ...files, certificates });

  test('pins and authorities of several places become one companion file', () => {
    const sources = [
      { kind: 'pem', pem: `Subject: x\n${pem}` },
      { kind: 'file', path: '/etc/a.pem' },
      { kind: 'file', path: '/etc/missing.pem' },
    ] as const;
    const written = write(
      { kind: 'pinned', certificates: [...sources], checks: noChecks },
      new Map([['/etc/a.pem', certificate(2)]]),
    );
    expect(written.files).toEqual([{ name: 'bu-ro-2-server.pem', text: pem + certificate(2) }]);
    expect(option(written.text, 'CAfile')).toEqual(['/home/ada/stunnel/bu-ro-2-server.pem']);
    expect(option(written.text, 'verifyPeer')).toEqual(['yes']);
    expect(written.text).toContain('; Left out because it cannot be read: /etc/missing.pem.');
  });

  test('directories are named as they are, beside one file', () => {
    const folder = (path: string) => ({ kind: 'directory', path }) as const;
    const named = { kind: 'file', path: '/etc/a.pem' } as const;
    const lines = (certificates: Extract<Profile['trust'], { kind: 'authority' }>['certificates']) => {
      const { text, files } = write({ kind: 'authority', certificates, checks: noChecks });
      return [option(text, 'CAfile'), option(text, 'CApath'), files.length];
    };
    expect(lines([folder('/etc/ca')])).toEqual([[], ['/etc/ca'], 0]);
    expect(lines([folder('/etc/ca'), named])).toEqual([['/etc/a.pem'], ['/etc/ca'], 0]);
    const companion = [['/home/ada/stunnel/bu-ro-2-authorities.pem'], [], 1];
    expect(lines([folder('/etc/ca'), folder('/opt/ca')])).toEqual(companion);
    expect(lines([named, named, folder('/etc/ca')])).toEqual(companion);
  });

  test('never becomes weaker because something could not be written', () => {
    const unusable = write({ kind: 'pinned', certificates: [{ kind: 'file', path: '/a\nb' }], checks: noChecks });
    expect(option(unusable.text, 'verifyPeer')).toEqual(['yes']);
    expect(unusable.files).toEqual([{ name: 'bu-ro-2-server.pem', text: '' }]);
    const checks = write({ kind: 'system', checks: { ...noChecks, emails: ['a@b\nverifyChain = no'] } });
    expect(option(checks.text, 'checkHost')).toEqual(['nothing.invalid']);
    expect(option(checks.text, 'verifyChain')).toEqual(['yes']);
  });

  test('no verification is said aloud', () => {
    const { text } = write({ kind: 'none' });
    expect(text).toContain('accepts any certificate');
    expect(text).not.toMatch(/^(verify|CAfile|check)/m);
  });
});

test('notes of the import are comments, without the secrets in them', () => {
  const note = (text: string) => ({ line: 3, text, reason: asWritten('Why.') });
  const { text } = toStunnelConf(
    plainProfile({
      origin: {
        file: 'a\n[evil]\nexec = /bin/sh.conf',
        section: 'x',
        notes: [
          note('debug = 7'),
          note('protocolPassword = hunter2'),
          note('x\nexec = /bin/sh'),
          note('y'.repeat(20_000)),
        ],
      },
    }),
    files,
  );
  expect(text).toContain(';   line 3: debug = 7 -- Why.');
  expect(text).not.toContain('hunter2');
  const { lines } = parse(text);
  expect(lines.filter(({ kind }) => kind === 'section')).toHaveLength(1);
  expect(text).not.toMatch(/^exec/m);
  expect(Math.max(...lines.map(({ raw }) => Buffer.byteLength(raw)))).toBeLessThan(16_000);
});

test('what an import said has its place, of one file or of several', () => {
  const note = { line: 7, text: 'foo = 1', reason: asWritten('Why.') };
  const notes = [note, { ...note, file: 'conf.d/ssh.conf' }, { line: null, text: '', reason: asWritten('All of it.') }];
  const { text } = toStunnelConf(plainProfile({ origin: { file: 'a.conf', section: 'a', notes } }), files);
  expect(text).toContain(
    ';   line 7: foo = 1 -- Why.\n;   line 7 of conf.d/ssh.conf: foo = 1 -- Why.\n;   All of it.\n',
  );
});

test.each([
  'spares = {"count": 99, "lifetime": 1}',
  'spares = null',
  'spares = {"count": 1',
  'alpn = "h2"',
  'alpn = []',
  'proxy = {"kind": "pigeon"}',
  'ocsp = {"timeout": -1}',
  'acceptIpv6 = perhaps',
])('a mark that says nothing a profile can be is as if it were not there: %s', (mark) => {
  const plain = plainProfile();
  const { text } = toStunnelConf(plain, files);
  const marked = text.replace('client = yes\n', `; adit: ${mark}\nclient = yes\n`);
  expect(marked).not.toBe(text);
  expect(kept(reimport(marked))).toEqual(kept(reimport(text)));
});
