import { describe, expect, test } from 'vitest';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import type { Profile, Trust } from '../../../preload/types.ts';
import { asWritten } from '../../../preload/words/kept-text.ts';
import { say, sayAll, sayClause } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import {
  arbitraryProfile,
  certificate,
  oneOf,
  plainProfile,
  randomFrom,
  whole,
} from '../../../test/export/arbitrary.ts';
import { noChecks } from '../defaults.ts';
import { adopt } from '../import/adopt.ts';
import { certificatesIn, toPem } from '../pem.ts';
import type { Proposal } from '../proposal.ts';
import type { ReadSharedResult } from './share.ts';
import { isShared, readShared, shareFile, shareLink } from './share.ts';

const none = new Map<string, string>();
const noPorts = { fileName: 'office.adit', takenPorts: new Set<number>() };

function made(shared: ReturnType<typeof shareFile>): string {
  if (!shared.ok) throw new Error(sayClause(shared.explanation.what));
  return shared.text;
}

function opened(text: string, takenPorts: readonly number[] = []): Proposal {
  const result = readShared(text, { fileName: 'office.adit', takenPorts: new Set(takenPorts) });
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  return result.proposal;
}

/** Every proposed value taken as the answer. */
const adopted = (proposal: Proposal): Profile[] =>
  adopt(
    proposal,
    proposal.services.map(({ view }): ImportAnswer => {
      const { key, name, application, host, remotePort, localPort, user } = view;
      if (host === null || remotePort === null || localPort === null) throw new Error('an open question');
      return { key, name, application, host, remotePort, localPort, user };
    }),
    () => crypto.randomUUID(),
  );

const reasonOf = (result: ReadSharedResult) => (result.ok ? null : result.reason);

function withoutLogin(negotiation: NonNullable<Profile['negotiation']>): Profile['negotiation'] {
  if (negotiation.kind === 'smtp') return { ...negotiation, login: null };
  return negotiation.kind === 'connect' ? { ...negotiation, username: null } : negotiation;
}

/** All that a share does not carry, field by field; `id` and `origin` are new with every import. */
function expected(profile: Profile): Partial<Profile> {
  const {
    id: _id,
    origin: _origin,
    identity: _identity,
    local: _local,
    sshConfig: _entry,
    identityFile: _key,
    ...others
  } = profile;
  const {
    trust,
    psk,
    proxy,
    negotiation,
    revocation,
    command: _command,
    offWhenUnused: _off,
    shortcut: _keys,
    openvpn: _openvpn,
    localUsers: _users,
    localPrograms: _programs,
    socket: _socket,
    ...same
  } = others;
  const pems =
    'certificates' in trust
      ? trust.certificates.flatMap((source) => (source.kind === 'pem' ? certificatesIn(source.pem).map(toPem) : []))
      : [];
  const isLocal = (host: string) => ['127.0.0.1', '::1', 'localhost'].includes(host);
  return {
    ...same,
    startWithApp: false,
    ...(psk === undefined || psk.identity === null ? {} : { psk: { kind: 'secret', identity: psk.identity } }),
    ...(proxy === undefined ? {} : { proxy: proxy.kind === 'system' ? proxy : { ...proxy, username: null } }),
    ...(negotiation === undefined ? {} : { negotiation: withoutLogin(negotiation) }),
    ...(revocation === undefined || revocation.ocsp === null ? {} : { revocation: { ...revocation, lists: [] } }),
    accept: profile.accept.map(({ host, port }) => ({ host: isLocal(host) ? host : '127.0.0.1', port })),
    trust:
      trust.kind === 'none'
        ? { kind: 'system', checks: noChecks }
        : trust.kind === 'system'
          ? trust
          : pems.length === 0
            ? { kind: 'system', checks: trust.checks }
            : { ...trust, certificates: [{ kind: 'pem', pem: pems.join('') }] },
  };
}

test('a tunnel with nothing but a socket arrives with the port that is usual for its service', () => {
  const { accept: _ports, ...profile } = plainProfile({ connect: [{ host: 'db.example.com', port: 5432 }] });
  const shared = shareFile([{ ...profile, accept: [], socket: '/run/user/1000/db.sock' }], none);
  expect(shared).toMatchObject({ ok: true, notes: [{ reason: saying('socket') }] });
  const [received] = adopted(opened(made(shared)));
  expect(received).toMatchObject({ accept: [{ host: '127.0.0.1', port: 5432 }] });
  expect(received?.socket).toBeUndefined();
});

test('profiles of every shape arrive, by file and by link', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 200; round += 1) {
    // Ports of their own: two of one file on the same port would be told apart.
    const profiles = Array.from({ length: whole(random, 1, 2) }, (_, index) => {
      const profile = arbitraryProfile(random);
      return { ...profile, accept: profile.accept.map(({ host }, at) => ({ host, port: 2000 + index * 10 + at })) };
    });
    for (const shared of [shareFile(profiles, none), shareLink(profiles, none)]) {
      const received = adopted(opened(made(shared)));
      expect(received.map(({ id: _, origin: __, ...received }) => received)).toEqual(profiles.map(expected));
    }
  }
});

test('nothing of this computer travels', () => {
  const profile = plainProfile({
    identity: { kind: 'pem', certificate: '/home/ada/secret-path/c.pem', key: '/home/ada/secret-path/k.pem' },
    psk: { kind: 'file', path: '/home/ada/secret-path/psk', identity: null },
    proxy: { kind: 'http', host: 'proxy.example.com', port: 3128, username: 'secret-path' },
    negotiation: { kind: 'connect', host: 'a:1', username: 'secret-path', headers: ['Cookie: secret-path'] },
    revocation: { lists: ['/home/ada/secret-path/crl.pem'], ocsp: null },
    local: 'secret-path.local',
    command: { argv: ['/home/ada/secret-path/tool'], inTerminal: true },
    shortcut: 'Ctrl+Alt+S',
    trust: {
      kind: 'pinned',
      certificates: [
        { kind: 'file', path: '/home/ada/secret-path/server.pem' },
        { kind: 'pem', pem: `/home/ada/secret-path\n${certificate(1)}` },
      ],
      checks: noChecks,
    },
    origin: {
      file: '/home/ada/secret-path.conf',
      section: 'secret-path',
      notes: [{ line: 1, text: 'protocolPassword = secret-path', reason: asWritten('secret-path') }],
    },
    startWithApp: true,
  });
  const shared = shareFile([profile], none);
  const text = made(shared);
  expect(text).not.toMatch(/secret-path|startWithApp|shortcut|origin|00000000/);
  expect(shared.ok && shared.notes.map(({ text: name, reason }) => `${name}: ${say(reason)}`)).toEqual([
    expect.stringMatching(/^Office: Its command is left out/),
    expect.stringMatching(/cannot be read/),
    expect.stringMatching(/client certificate and its key/),
    expect.stringMatching(/pre-shared key is a secret/),
    expect.stringMatching(/login at the proxy/),
    expect.stringMatching(/login at the proxy/),
    expect.stringMatching(/Headers that hold a secret/),
    expect.stringMatching(/Lists of revoked certificates/),
    expect.stringMatching(/source address/),
  ]);
  const withFile = made(shareFile([profile], new Map([['/home/ada/secret-path/server.pem', certificate(2)]])));
  expect(adopted(opened(withFile))[0]?.trust).toMatchObject({
    certificates: [{ kind: 'pem', pem: certificate(2) + certificate(1) }],
  });
});

test('the demo cannot be shared, and a link has a length that survives', () => {
  expect(shareFile([plainProfile({ demo: true })], none).ok).toBe(false);
  expect(made(shareLink([plainProfile()], none)).length).toBeLessThan(250);
  const many = Array.from({ length: 30 }, (_, seed) => ({ kind: 'pem', pem: certificate(seed) }) as const);
  const trust: Trust = { kind: 'authority', certificates: many.slice(0, 16), checks: noChecks };
  const profiles = [plainProfile({ trust }), plainProfile({ trust })];
  expect(shareLink(profiles, none)).toMatchObject({ ok: false, explanation: { next: saying('Share it as a file.') } });
  expect(adopted(opened(made(shareFile(profiles, none))))).toHaveLength(2);
});

test('the identity of a pre-shared key arrives, and its key is a question', () => {
  const [service] = opened(
    made(shareLink([plainProfile({ psk: { kind: 'secret', identity: 'ada' } })], none)),
  ).services;
  expect(service?.template.psk).toEqual({ kind: 'secret', identity: 'ada' });
  expect(service?.view.needs).toMatchObject([{ kind: 'psk', required: true, named: 'ada' }]);
});

describe('what a stranger must not decide', () => {
  const file = (changes: object) =>
    JSON.stringify({
      format: 'adit-share',
      version: 1,
      profiles: [
        {
          name: 'x',
          accept: [{ host: '127.0.0.1', port: 2222 }],
          connect: [{ host: 'a.example', port: 443 }],
          ...changes,
        },
      ],
    });

  test('listening where others can connect, and trusting anybody', () => {
    const proposal = opened(file({ accept: [{ host: '0.0.0.0', port: 2222 }], trust: { kind: 'none' } }));
    expect(adopted(proposal)[0]).toMatchObject({
      accept: [{ host: '127.0.0.1', port: 2222 }],
      trust: { kind: 'system', checks: noChecks },
      origin: { notes: proposal.services[0]?.view.notes },
    });
    expect(proposal.services[0]?.view.notes).toHaveLength(2);
    expect(adopted(opened(file({ accept: [{ host: '127.evil.example', port: 1 }] })))[0]?.accept[0]?.host).toBe(
      '127.0.0.1',
    );
  });

  test('reading a file of the receiver’s computer', () => {
    const certificates = [
      { kind: 'file', path: '/etc/shadow' },
      { kind: 'directory', path: '/etc/private' },
    ];
    const proposal = opened(file({ trust: { kind: 'pinned', certificates, checks: noChecks } }));
    expect(adopted(proposal)[0]?.trust).toEqual({ kind: 'system', checks: noChecks });
    const some = [...certificates, { kind: 'pem', pem: certificate(1) }];
    expect(
      adopted(opened(file({ trust: { kind: 'pinned', certificates: some, checks: noChecks } })))[0]?.trust,
    ).toEqual({
      kind: 'pinned',
      certificates: [{ kind: 'pem', pem: certificate(1) }],
      checks: noChecks,
    });
  });

  test('naming files and addresses of the receiver’s computer in other fields', () => {
    const proposal = opened(
      file({
        identity: { kind: 'pkcs12', path: '/home/me/id.p12' },
        psk: { kind: 'file', path: '/etc/shadow', identity: 'ada' },
        revocation: { lists: ['/etc/shadow'], ocsp: null },
        local: '192.168.1.2',
      }),
    );
    const [profile] = adopted(proposal);
    expect(profile).toMatchObject({ psk: { kind: 'secret', identity: 'ada' } });
    for (const field of ['identity', 'revocation', 'local']) expect(profile).not.toHaveProperty(field);
    expect(proposal.services[0]?.view.notes).toHaveLength(4);
  });

  test('identity, start and origin', () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const [profile] = adopted(opened(file({ id, startWithApp: true, demo: true, origin: { file: '/etc/x' } })));
    expect(profile).toMatchObject({ startWithApp: false, demo: false, origin: { file: 'office.adit', section: null } });
    expect(profile?.id).not.toBe(id);
  });
});

test('a local port that another tunnel has is moved on', () => {
  const proposal = opened(made(shareFile([plainProfile(), plainProfile({ name: 'Other' })], none)), [2222]);
  expect(proposal.services.map(({ view }) => view.localPort)).toEqual([2223, 2224]);
});

describe('what cannot be read is told apart', () => {
  const link = made(shareLink([plainProfile()], none));
  const pinnedLink = made(
    shareLink(
      [
        plainProfile({
          trust: { kind: 'pinned', certificates: [{ kind: 'pem', pem: certificate(1) }], checks: noChecks },
        }),
      ],
      none,
    ),
  );
  const file = made(shareFile([plainProfile()], none));
  test.each([
    ['', 'not-ours'],
    ['[a]\nclient = yes\n', 'not-ours'],
    ['{"format": "other"}', 'not-ours'],
    ['[]', 'not-ours'],
    ['adit://remove?p=x', 'not-ours'],
    ['adit:', 'not-ours'],
    ['https://example.com/import?p=x', 'not-ours'],
    [file.replace('"version": 1', '"version": 99'), 'too-new'],
    [link.replace('v=1', 'v=99'), 'too-new'],
    ['adit://import?v=99&q=another-way', 'too-new'],
    [file.slice(0, -20), 'damaged'],
    [file.replace('"port": 443', '"port": 70000'), 'damaged'],
    [file.replace('"name"', '"nome"'), 'damaged'],
    ['{"format": "adit-share", "version": 1, "profiles": []}', 'damaged'],
    ['{"format": "adit-share", "version": "1", "profiles": [{}]}', 'damaged'],
    ['{"format": "adit-share", "version": 1, "profiles": [null, 7, []]}', 'damaged'],
    [link.slice(0, -10), 'damaged'],
    [link.replace('p=', 'p=!'), 'damaged'],
    ['adit://import', 'damaged'],
    [pinnedLink.slice(0, -4), 'damaged'],
    [pinnedLink.replace(/&c=.*/, ''), 'damaged'],
    [`${pinnedLink}&c=AAAA`, 'damaged'],
    [`${link}${'x'.repeat(40_000)}`, 'too-large'],
    [`${file}${' '.repeat(1_048_576)}`, 'too-large'],
    [`{"format": "adit-share", "version": 1, "profiles": [${'{},'.repeat(200)}{}]}`, 'too-large'],
  ])('%.60s', (text, reason) => {
    const result = readShared(text, noPorts);
    expect(reasonOf(result)).toBe(reason);
    if (!result.ok)
      for (const sentence of Object.values(sayAll(result.explanation))) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('a link may have been touched by mail programs', () => {
    for (const changed of [
      `  ${link}\n`,
      link.replace('import?', 'import/?'),
      link.replace('adit://import', 'ADIT://Import'),
    ]) {
      expect(isShared(changed)).toBe(true);
      expect(adopted(opened(changed))).toHaveLength(1);
    }
    expect(isShared(file)).toBe(true);
    expect(isShared('[adit]\nconnect = 1\n; adit: name = x\n')).toBe(false);
  });
});

test('nothing but an answer comes out, whatever comes in', () => {
  const random = randomFrom(99);
  const profiles = [arbitraryProfile(random), arbitraryProfile(random)];
  const seeds = [
    made(shareFile(profiles, none)),
    made(shareLink(profiles, none)),
    '{"format":"adit-share"',
    'adit://import?',
  ];
  const pieces = [
    '"',
    '{',
    '}',
    '[',
    ']',
    '\0',
    '\uD800',
    '%',
    '&c=',
    '-1',
    '1e999',
    'null',
    '"__proto__":{}',
    '"kind":"file"',
    ',',
    'A',
  ];
  const read = new Map<string | null, number>();
  for (let round = 0; round < 3000; round += 1) {
    let text = oneOf(random, seeds);
    for (let change = whole(random, 1, 4); change > 0; change -= 1) {
      const at = whole(random, 0, text.length);
      text = text.slice(0, at) + oneOf(random, pieces) + text.slice(at + whole(random, 0, 6));
    }
    const result = readShared(text, noPorts);
    read.set(reasonOf(result), (read.get(reasonOf(result)) ?? 0) + 1);
    if (result.ok) expect(adopted(result.proposal).length).toBeGreaterThan(0);
  }
  expect([...read.keys()].sort()).toEqual(expect.arrayContaining(['damaged', 'not-ours']));
});

test('JSON that is nested without end is refused, not followed', () => {
  const deep = `${'['.repeat(300_000)}${']'.repeat(300_000)}`;
  expect(reasonOf(readShared(`{"format":"adit-share","version":1,"profiles":${deep}}`, noPorts))).toBe('damaged');
  expect(reasonOf(readShared(`{"format":"adit-share","version":1,"profiles":[{"trust":${deep}}]}`, noPorts))).toBe(
    'damaged',
  );
});
