import { describe, expect, test } from 'vitest';
import type { Profile, Trust } from '../../preload/types.ts';
import { sayAll, sayClause } from '../../preload/words/say.ts';
import { certificate, plainProfile } from '../../test/export/arbitrary.ts';
import { parse } from '../conf/parse.ts';
import { differencesBetween, updateOf } from './compare.ts';
import { defaultTimeouts, defaultTls, noChecks } from './defaults.ts';
import { propose } from './import/propose.ts';
import { matchServices } from './match.ts';
import type { ProposedService } from './proposal.ts';

const read = (text: string, fileName: string | null = 'office.conf'): readonly ProposedService[] => {
  const result = propose(parse(text), { fileName, takenPorts: new Set() });
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  return result.proposal.services;
};
const client = (lines = '', connect = 'vpn.example.com:443') =>
  `[ssh]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = ${connect}\n${lines}`;
const server = '[ssh]\naccept = 8443\nconnect = 22\ncert = /etc/server.pem\n';
const one = (text: string): ProposedService => {
  const [service] = read(text);
  if (service === undefined) throw new Error('no service');
  return service;
};

const name = (sni: string): Profile['tls'] => ({ ...defaultTls, sni: { kind: 'name', name: sni } });
const origin = { file: 'office.conf', section: 'ssh', notes: [] };
const pinnedTo = (seed: number): Trust => ({
  kind: 'pinned',
  certificates: [{ kind: 'pem', pem: certificate(seed) }],
  checks: noChecks,
});

describe('which profile it is', () => {
  const elsewhere = [{ host: 'other.example', port: 443 }];
  const named = { tls: name('a.example') };
  test.each<[string, string, Partial<Profile>, 'endpoints' | 'origin' | null]>([
    ['the same server', client(), {}, 'endpoints'],
    ['its host written in another way', client('', 'VPN.Example.com.:443'), {}, 'endpoints'],
    ['another port', client('', 'vpn.example.com:444'), {}, null],
    ['another host', client('', 'vpn2.example.com:443'), {}, null],
    ['the same server under another name', client('sni = a.example\n'), {}, null],
    ['the same name, one of them written out', client('sni = vpn.example.com\n'), {}, 'endpoints'],
    ['the same virtual host', client('sni = A.example\n'), named, 'endpoints'],
    ['a name and none', client('sni =\n'), {}, null],
    [
      'the same servers in another order',
      client('connect = b.example:1\n'),
      {
        connect: [
          { host: 'b.example', port: 1 },
          { host: 'vpn.example.com', port: 443 },
        ],
        tls: name('vpn.example.com'),
      },
      'endpoints',
    ],
    ['one server of two', client('connect = b.example:1\n'), {}, null],
    ['another server, the same section of the same file', client(), { connect: elsewhere, origin }, 'origin'],
    [
      'another section of the same file',
      client(),
      { connect: elsewhere, origin: { ...origin, section: 'rsync' } },
      null,
    ],
    ['the same section of another file', client(), { connect: elsewhere, origin: { ...origin, file: 'b.conf' } }, null],
    ['a server whose host is a question', server, {}, null],
    ['a server whose host is a question, from the same place', server, { origin }, 'origin'],
    ['a profile of the demo', client(), { demo: true }, null],
    ['a section that cannot become a profile', '[ssh]\nclient = yes\naccept = 1\nconnect = /run/x\n', { origin }, null],
  ])('%s', (_, text, changes, by) => {
    const profile = plainProfile(changes);
    const match = matchServices(read(text), [profile]).get('service-1');
    expect(match?.by ?? null).toBe(by);
    if (by !== null) expect(match?.match).toBe(profile.id);
  });

  const serverAt = (host: string) => server.replace('8443', `${host}:8443`);
  const pinning = (text: string, seed: number): ProposedService => {
    const service = one(text);
    return { ...service, template: { ...service.template, trust: pinnedTo(seed) } };
  };
  test.each<[string, ProposedService, Partial<Profile>, string | null]>([
    ['whose host is a question', one(server), {}, 'no-host'],
    ['whose host is a question, with another certificate', pinning(server, 2), { trust: pinnedTo(1) }, 'no-host'],
    ['whose host is a question, with the same certificate', pinning(server, 1), { trust: pinnedTo(1) }, null],
    ['on another host', one(serverAt('b.example.net')), {}, 'other-host'],
    [
      'on another host, with the certificate that both share',
      pinning(serverAt('b.example.net'), 1),
      { trust: pinnedTo(1) },
      'other-host',
    ],
    ['on the same host and another port', one(serverAt('VPN.example.com')), {}, null],
    ['of a client that connects to another host', one(client('', 'c.example.com:443')), {}, 'other-host'],
    ['of a client that connects to another port', one(client('', 'vpn.example.com:444')), {}, null],
  ])('the same section of a file of the same name, %s', (_, service, changes, doubt) => {
    const match = matchServices([service], [plainProfile({ origin, ...changes })]).get('service-1');
    expect(match?.by).toBe('origin');
    expect(match?.doubt ?? null).toBe(doubt);
  });

  test('of profiles from the same place, that of the same host is the closest', () => {
    const [a, b] = ['a', 'b'].map((letter) =>
      plainProfile({
        id: `00000000-0000-4000-8000-00000000000${letter}`,
        name: letter === 'a' ? 'ssh' : 'Renamed',
        connect: [{ host: `${letter}.example.net`, port: 443 }],
        origin,
      }),
    );
    if (a === undefined || b === undefined) throw new Error('two profiles');
    const match = matchServices([one(serverAt('b.example.net'))], [a, b]).get('service-1');
    expect(match).toMatchObject({ match: b.id, differences: [{ field: 'connect', old: 'b.example.net:443' }] });
    expect(match).not.toHaveProperty('doubt');
  });

  test('pasted text has no place to be recognised by', () => {
    const unplaced = plainProfile({ connect: elsewhere, origin: { file: null, section: 'ssh', notes: [] } });
    expect(matchServices(read(client(), null), [unplaced]).size).toBe(0);
  });

  test('each profile is matched once, by what is closest to it', () => {
    const two = read(`${client()}[web]\nclient = yes\naccept = 127.0.0.1:8080\nconnect = vpn.example.com:443\n`);
    const web = plainProfile({ id: '00000000-0000-4000-8000-00000000000a', application: 'http', name: 'web' });
    const ssh = plainProfile({ id: '00000000-0000-4000-8000-00000000000b', origin });
    expect([...matchServices(two, [web, ssh])].map(([key, { match }]) => [key, match]).sort()).toEqual([
      ['service-1', ssh.id],
      ['service-2', web.id],
    ]);
    expect(matchServices(two, [ssh]).size).toBe(1);
  });
});

describe('what an update changes', () => {
  const person: Partial<Profile> = {
    name: 'My shell',
    application: 'sftp',
    accept: [{ host: '::1', port: 2200 }],
    user: 'ada',
    group: 'Mine',
    startWithApp: true,
  };

  test.each<[string, string, Partial<Profile>, object[]]>([
    ['nothing, when the file is the same', client(), {}, []],
    [
      'an address',
      client('', 'new.example:444'),
      { origin },
      [{ field: 'connect', old: 'vpn.example.com:443', new: 'new.example:444' }],
    ],
    [
      'a server’s port; its host is the one that the profile has, and so are its reserves',
      server,
      {
        origin,
        connect: [
          { host: 'vpn.example.com', port: 443 },
          { host: '2001:db8::1', port: 9 },
        ],
      },
      [
        {
          field: 'connect',
          old: 'vpn.example.com:443, [2001:db8::1]:9',
          new: 'vpn.example.com:8443, [2001:db8::1]:9',
        },
      ],
    ],
    [
      'TLS settings and times',
      client('sslVersionMin = TLSv1.3\nciphers = HIGH\nTIMEOUTidle = 60\nfailover = rr\n'),
      {},
      [
        { field: 'failover', old: 'the first that answers', new: 'in turn' },
        { field: 'minVersion', old: 'the TLS library’s own', new: 'TLSv1.3' },
        { field: 'ciphers', old: 'the TLS library’s own', new: 'HIGH' },
        {
          field: 'timeouts',
          old: 'connect 10 s, busy 300 s, idle 43200 s, close 60 s',
          new: 'connect 10 s, busy 300 s, idle 60 s, close 60 s',
        },
      ],
    ],
    [
      'not what a server’s file says nothing of',
      server.replace('8443', '443'),
      { origin, failover: 'rr', timeouts: { ...defaultTimeouts, idle: 5 }, tls: name('a.example'), trust: pinnedTo(1) },
      [],
    ],
    ['never to less trust', client(), { trust: pinnedTo(1) }, []],
    [
      'never to none',
      client('verify = 0\n'),
      { trust: { kind: 'system', checks: { ...noChecks, hosts: ['a.example'] } } },
      [],
    ],
    [
      'that nobody is asked',
      client('verifyChain = yes\nCAfile = /etc/ssl/cert.pem\n'),
      {},
      [{ field: 'trust', old: expect.stringMatching(/asks once/), new: expect.stringMatching(/nobody is asked/) }],
    ],
    ['never to asking again', client(), { trust: { kind: 'system', checks: noChecks, strict: true } }, []],
    [
      'from none to the system',
      client(),
      { trust: { kind: 'none' } },
      [{ field: 'trust', old: 'Any certificate', new: expect.stringContaining('The system’s certificates') }],
    ],
    [
      'to an authority that the file names',
      client('verifyChain = yes\nCAfile = /etc/ca.pem\ncheckHost = a.example\n'),
      {},
      [{ field: 'trust', old: expect.any(String), new: 'Certificates issued by /etc/ca.pem, for a.example' }],
    ],
  ])('%s', (_, text, changes, differences) => {
    const profile = plainProfile({ ...person, ...changes });
    const service = one(text);
    expect(sayAll(matchServices([service], [profile]).get('service-1')?.differences)).toEqual(differences);
    expect(updateOf(profile, service)).toMatchObject({ ...person, id: profile.id });
  });

  test('another certificate is a difference, though it has the same words', () => {
    expect(
      sayAll(differencesBetween(plainProfile({ trust: pinnedTo(1) }), plainProfile({ trust: pinnedTo(2) }))),
    ).toEqual([
      {
        field: 'trust',
        old: 'Only the certificate in the profile',
        new: 'Only the certificate in the profile (another one)',
      },
    ]);
  });

  test('the address that the person entered goes first', () => {
    const answer = { host: 'typed.example', remotePort: 9 };
    expect(updateOf(plainProfile({ origin }), one(server), answer).connect).toEqual([
      { host: 'typed.example', port: 9 },
    ]);
  });
});

describe('the fields that most profiles do without', () => {
  const own = plainProfile({
    identity: { kind: 'pkcs12', path: '/home/ada/ada.p12' },
    psk: { kind: 'secret', identity: 'ada' },
    proxy: { kind: 'socks5', host: 'proxy.example', port: 1080, username: null },
    negotiation: { kind: 'imap' },
    revocation: { lists: ['/crl.pem'], ocsp: null },
    local: '192.168.1.2',
    spares: { count: 2, lifetime: 30 },
    tls: { ...defaultTls, alpn: ['h2'], securityLevel: 2, options: ['NO_TICKET'] },
  });
  const words = (before: Profile, after: Profile) =>
    sayAll(differencesBetween(before, after)).map(({ field, old, new: now }) => `${field}: ${old} → ${now}`);

  test('of what a client’s file says, the file’s hold; what it cannot or does not say stays', () => {
    const text = client('protocol = smtp\nsecurityLevel = 3\ncert = /c.pem\nlocal = 192.168.1.3\n');
    expect(words(own, updateOf(own, one(text)))).toEqual([
      'securityLevel: 2 → 3',
      'options: NO_TICKET → none',
      'identity: /home/ada/ada.p12 → /c.pem',
      'negotiation: STARTTLS of IMAP → STARTTLS of SMTP',
      'local: 192.168.1.2 → 192.168.1.3',
    ]);
  });

  test('a server’s file says what is spoken before TLS, and nothing else of them', () => {
    const plain = 'connect = 22\ncert = /etc/server.pem\n';
    expect(words(own, updateOf(own, one(`[ssh]\naccept = 443\n${plain}`)))).toEqual([
      'negotiation: STARTTLS of IMAP → none',
    ]);
    const socks = plainProfile({ negotiation: { kind: 'socks', host: 'db:5432' } });
    expect(words(socks, updateOf(socks, one(`[ssh]\naccept = 443\nprotocol = socks\n${plain}`)))).toEqual([]);
  });

  test('an HTTP proxy of the file goes when the file goes without', () => {
    const proxied = plainProfile({ proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: 'ada' } });
    expect(words(proxied, updateOf(proxied, one(client())))).toEqual(['proxy: HTTP proxy.example:3128, as ada → none']);
  });

  test('what the person says of credentials holds', () => {
    const answer = { host: 'vpn.example.com', remotePort: 443, identity: null, psk: null };
    expect(words(own, updateOf(own, one(client('protocol = imap\noptions = NO_TICKET\n')), answer))).toEqual([
      'securityLevel: 2 → the TLS library’s own',
      'identity: /home/ada/ada.p12 → none',
      'psk: “ada”, with a key kept by Adit → none',
    ]);
  });
});
