import { createPrivateKey } from 'node:crypto';
import { strToU8, zipSync } from 'fflate/browser';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImportAnswer, SetFile } from '../../../preload/import-preview.ts';
import { inWords } from '../../../preload/import-words.ts';
import type { Sentence } from '../../../preload/sentence.ts';
import { say, sayAll } from '../../../preload/words/say.ts';
import type { Text } from '../../../preload/words/text.ts';
import { saying } from '../../../test/engine/saying.ts';
import { certificateFacts } from '../../trust/certificate-facts.ts';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { adopt } from '../import/adopt.ts';
import { certificatesIn } from '../pem.ts';
import type { Proposal } from '../proposal.ts';
import { shareFile } from '../share/share.ts';
import { gather } from './gather.ts';

type Part = Sentence['parts'][number];

/** Of a text that is not said yet, what is put in. */
function partsWithin(part: unknown): readonly Exclude<Part, Text>[] {
  if (typeof part !== 'object' || part === null) return [String(part)];
  if ('values' in part) return Object.values(part.values ?? {}).flatMap(partsWithin);
  if ('parts' in part) return (part.parts as readonly unknown[]).flatMap(partsWithin);
  return 'id' in part ? [] : [part as Exclude<Part, Text>];
}

const options = { fileName: null, takenPorts: new Set<number>() };
const server = '[ssh]\naccept = 443\nconnect = 22\ncert = /etc/stunnel/server.pem\n';

let vpn = { certificate: '', key: '' };
let other = { certificate: '', key: '' };
beforeAll(async () => {
  vpn = await makeSelfSigned({ commonName: 'vpn.example.org', names: ['vpn.example.org'], days: 30 });
  other = await makeSelfSigned({ commonName: 'other.example.org', names: ['other.example.org'], days: 30 });
});

const file = ([path, text]: readonly [string, string | Uint8Array | null]): SetFile => ({
  path,
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
});
const gathered = (files: Readonly<Record<string, string | Uint8Array | null>>, name: string | null = 'stunnel') =>
  gather({ name, files: Object.entries(files).map(file), notes: [] }, options, certificateFacts);

function proposal(files: Readonly<Record<string, string | Uint8Array | null>>, name?: string | null): Proposal {
  const result = gathered(files, name);
  if (!result.ok) throw new Error(JSON.stringify(result.explanation));
  return result.proposal;
}

const views = (found: Proposal) => found.services.map(({ view }) => inWords(view));

function profiles(found: Proposal) {
  const answers = views(found).map(
    ({ key, name, application, host, remotePort, localPort }): ImportAnswer => ({
      key,
      name,
      application,
      host: host ?? 'vpn.example.org',
      remotePort: remotePort ?? 443,
      localPort: localPort ?? 2222,
      user: null,
    }),
  );
  return adopt(found, answers, () => crypto.randomUUID());
}

describe('a certificate beside the configuration', () => {
  test('is the pin of its server, with its fingerprint, and tells the host', () => {
    const found = proposal({ 'stunnel.conf': server, 'server.pem': vpn.certificate });
    const facts = certificateFacts(Buffer.from(vpn.certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
    const [view] = views(found);
    expect(view).toMatchObject({ host: 'vpn.example.org', trust: 'Only the certificate in server.pem' });
    expect(view?.pinned).toEqual([facts?.summary.sha256]);
    expect(view?.reasons.trust).toContain('named in line 4');
    expect(view?.reasons.host).toBe('The server’s certificate (server.pem) is for this name.');
    expect(profiles(found)[0]?.trust).toMatchObject({
      kind: 'pinned',
      certificates: [{ kind: 'pem', pem: facts?.summary.pem }],
    });
  });

  const joinedTexts: readonly (readonly [how: string, join: (text: string) => string])[] = [
    ['behind it', (text) => text + vpn.certificate],
    ['before it', (text) => vpn.certificate + text],
    ['behind its last line, which has no end', (text) => text.trimEnd() + vpn.certificate],
    ['with its key', (text) => text + vpn.key + vpn.certificate],
    ['under a heading', (text) => `==> stunnel.conf <==\n${text}\n==> server.pem <==\n${vpn.certificate}`],
    ['with Windows’ line ends', (text) => (text + vpn.certificate).replaceAll('\n', '\r\n')],
  ];
  test.each(joinedTexts)('in the same text counts as well: %s', (_, join) => {
    for (const more of [{}, { 'README.md': '# Server\n' }]) {
      const [view] = views(proposal({ 'stunnel.conf': join(server), ...more }));
      expect(view).toMatchObject({ section: 'ssh', trust: 'Only the certificate in stunnel.conf', remotePort: 443 });
      expect(view?.notes.map(({ reason }) => reason).join()).not.toContain('neither a comment');
    }
  });

  test('of another name counts when it is the only one of a server', () => {
    const [view] = views(proposal({ 'stunnel.conf': server, 'tls/fullchain.crt': vpn.certificate }));
    expect(view?.reasons.trust).toContain('tls/fullchain.crt, the only one of a server');
  });

  test('of several is the one for the server’s host, and none when that cannot be told', () => {
    const certificates = { 'a.crt': other.certificate, 'b.crt': vpn.certificate };
    const known = server.replace('accept = 443', 'accept = vpn.example.org:443');
    expect(views(proposal({ 'stunnel.conf': known, ...certificates }))[0]?.trust).toBe('Only the certificate in b.crt');
    expect(proposal({ 'stunnel.conf': server, ...certificates }).services[0]?.template.trust.kind).toBe('system');
  });

  test('in the folder that the line names is preferred to others of the same name', () => {
    const found = proposal({
      'stunnel.conf': server.replace('/etc/stunnel/server.pem', '/etc/stunnel/vpn/server.pem'),
      'other/server.pem': other.certificate,
      'vpn/server.pem': vpn.certificate,
    });
    expect(views(found)[0]?.trust).toBe('Only the certificate in vpn/server.pem');
  });

  test('does not replace a host that the configuration names', () => {
    const known = server.replace('accept = 443', 'accept = 192.0.2.1:443');
    const [view] = views(proposal({ 'stunnel.conf': known, 'server.pem': vpn.certificate }));
    expect(view?.host).toBe('192.0.2.1');
  });

  test.each([
    ['CAfile = /etc/stunnel/clients.pem', 'clients.pem'],
    ['CApath = /etc/stunnel/clients', 'clients/0a1b2c3d.0'],
    ['CRLfile = clients.pem', 'clients.pem'],
  ])('that the server verifies its clients by is not its own: %s', (line, path) => {
    const demanding = `[ssh]\naccept = 443\nconnect = 22\nverify = 4\n${line}\n`;
    const [service] = proposal({ 'stunnel.conf': demanding, [path]: other.certificate }).services;
    expect(service?.template.trust.kind).toBe('system');
    expect(service?.view).not.toHaveProperty('pinned');
    expect(service?.view.host).toBeNull();
    const [both] = views(
      proposal({ 'stunnel.conf': demanding, [path]: other.certificate, 'server.pem': vpn.certificate }),
    );
    expect(both).toMatchObject({ host: 'vpn.example.org', trust: 'Only the certificate in server.pem' });
  });

  test.each([
    [['10.1.2.3', 'real.acme.org'], 'real.acme.org', /is for this name/],
    [['10.1.2.3'], '10.1.2.3', /is for this name/],
    [['*.wild.example.org'], null, /Which name do you use\?.*\(server\.pem\) is for names like \*\.wild\.example\.org/],
  ])('for %j gives the host %s', async (names, host, reason) => {
    const { certificate } = await makeSelfSigned({ commonName: names[0] ?? '', names, days: 30 });
    const [view] = views(proposal({ 'stunnel.conf': server, 'server.pem': certificate }));
    expect(view?.host).toBe(host);
    expect(view?.reasons.host).toMatch(reason);
  });

  test('as DER is read as well', () => {
    const der = Buffer.from(vpn.certificate.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    expect(views(proposal({ 'stunnel.conf': server, 'server.cer': der }))[0]?.trust).toContain('server.cer');
  });

  test('that a client’s CAfile names is kept in the profile', () => {
    const client =
      '[ssh]\nclient = yes\naccept = 2222\nconnect = vpn.example.org:443\nverifyPeer = yes\nCAfile = C:\\stunnel\\Server.pem\n';
    const found = proposal({ 'client.conf': client, 'server.pem': vpn.certificate });
    expect(views(found)[0]?.reasons.trust).toContain('is kept in the profile');
    expect(profiles(found)[0]?.trust).toMatchObject({ kind: 'pinned', certificates: [{ kind: 'pem' }] });
    expect(profiles(proposal({ 'client.conf': client }))[0]?.trust).toMatchObject({ certificates: [{ kind: 'file' }] });
  });

  test('that lie in a client’s CApath are kept in the profile', () => {
    const client =
      '[ssh]\nclient = yes\naccept = 2222\nconnect = vpn.example.org:443\nverifyChain = yes\nCApath = /etc/stunnel/ca\nCAfile = /opt/more.pem\n';
    const found = proposal({
      'client.conf': client,
      'ca/0a1b2c3d.0': vpn.certificate,
      'ca/readme.pem': other.certificate,
      'others/0a1b2c3d.0': other.certificate,
    });
    expect(views(found)[0]?.reasons.trust).toContain('(ca/0a1b2c3d.0) and is kept in the profile');
    expect(profiles(found)[0]?.trust).toMatchObject({
      kind: 'authority',
      certificates: [
        { kind: 'pem', pem: vpn.certificate },
        { kind: 'file', path: '/opt/more.pem' },
      ],
    });
  });
});

test('relative paths of a client begin where its file is, when that is known', () => {
  const client = 'client = yes\n[a]\naccept = 1\nconnect = vpn.example.org:443\ncert = ada.pem\nPSKsecrets = ../psk\n';
  const at = (directory: string | undefined) => {
    const files = [file(['conf/stunnel.conf', client])];
    const set = { name: 'x', files, notes: [], ...(directory === undefined ? {} : { directory }) };
    const result = gather(set, options, certificateFacts);
    return result.ok ? result.proposal.services[0]?.template : null;
  };
  expect(at('/home/ada')).toMatchObject({
    identity: { certificate: '/home/ada/conf/ada.pem', key: '/home/ada/conf/ada.pem' },
    psk: { path: '/home/ada/psk' },
  });
  expect(at('C:\\ada')).toMatchObject({ psk: { path: 'C:\\ada\\psk' } });
  expect(at(undefined)).not.toHaveProperty('identity');
  expect(at(undefined)).not.toHaveProperty('psk');
});

describe('a private key', () => {
  test('is named and kept nowhere', () => {
    const found = proposal({ 'stunnel.conf': server, 'server.pem': vpn.certificate, 'server.key': vpn.key });
    expect(sayAll(found.notes)).toContainEqual({
      line: null,
      file: 'server.key',
      text: '',
      reason: 'This is a private key. It was skipped. It should not leave the server.',
    });
    expect(JSON.stringify([found, profiles(found)])).not.toContain(vpn.key.split('\n')[2]);
  });

  test('of the server is named, wherever it is; a client’s own beside its configuration is not', () => {
    const keys = (files: Readonly<Record<string, string>>) => proposal(files).privateKeys;
    expect(keys({ 'stunnel.conf': server, 'server.key': vpn.key })).toEqual(['server.key']);
    expect(keys({ 'stunnel.conf': `${server}\n${vpn.key}` })).toEqual(['stunnel.conf']);
    expect(keys({ 'stunnel.conf': server, 'tls/a.p12': 'x', 'tls/server.pem': vpn.certificate + vpn.key })).toEqual([
      'tls/a.p12',
      'tls/server.pem',
    ]);
    expect(proposal({ 'stunnel.conf': server, 'server.pem': vpn.certificate })).not.toHaveProperty('privateKeys');
    const client = 'client = yes\n[a]\naccept = 2222\nconnect = vpn.example.org:443\n';
    const own = { 'stunnel.conf': `${client}cert = ada.pem\nkey = ada.key\n`, 'ada.pem': other.certificate };
    expect(keys({ ...own, 'ada.key': other.key })).toBeUndefined();
    expect(keys({ ...own, 'ada.key': other.key, 'more.key': vpn.key })).toEqual(['more.key']);
    const shared = { 'stunnel.conf': `${client}cert = fullchain.pem\nkey = privkey.pem\n` };
    expect(keys({ ...shared, 'privkey.pem': vpn.key })).toEqual(['privkey.pem']);
  });

  const pair = 'cert = srv.pem\nkey = srv.key\n';
  const clientOf = (lines: string) => `client = yes\n[a]\naccept = 2222\nconnect = vpn.example.org:443\n${lines}`;
  const serverOf = (lines: string) => `[ssh]\naccept = 443\nconnect = 22\n${lines}`;

  test('that a server and a client of the set name is the server’s, and the client is warned', () => {
    const shared = { 'srv.pem': vpn.certificate, 'srv.key': vpn.key };
    const found = proposal({ 'client.conf': clientOf(pair), 'server.conf': serverOf(pair), ...shared });
    expect(found.privateKeys).toEqual(['srv.key']);
    expect(views(found)[0]?.warnings).toEqual([
      expect.objectContaining({
        text: 'key = srv.key',
        reason: expect.stringMatching(/^This looks like the server’s own/),
      }),
    ]);
    expect(sayAll(found.notes).map(({ reason }) => reason)).toContain(
      'This is a private key. It was skipped. It should not leave the server.',
    );
    const elsewhere = serverOf(pair.replaceAll('= ', '= /etc/stunnel/'));
    expect(proposal({ 'client.conf': clientOf(pair), 'server.conf': elsewhere, ...shared }).privateKeys).toEqual([
      'srv.key',
    ]);
  });

  test('of a client that has the name of a server’s is told from that by its folder', () => {
    const found = proposal({
      'client/stunnel.conf': clientOf(pair),
      'client/srv.pem': other.certificate,
      'client/srv.key': other.key,
      'server/stunnel.conf': serverOf(pair),
      'server/srv.pem': vpn.certificate,
      'server/srv.key': vpn.key,
    });
    expect(found.privateKeys).toEqual(['server/srv.key']);
    expect(views(found)[0]).not.toHaveProperty('warnings');
    expect(views(found)[1]?.trust).toBe('Only the certificate in server/srv.pem');
  });

  test('of a client belongs to its person, and its certificate is not the server’s', () => {
    const mine = clientOf('cert = me.pem\nkey = me.key\n');
    const found = proposal({
      'client.conf': mine,
      'server.conf': serverOf('cert = /etc/s.pem\n'),
      'me.pem': other.certificate,
      'me.key': other.key,
    });
    expect(found).not.toHaveProperty('privateKeys');
    expect(
      sayAll(found.notes)
        .filter(({ file: about }) => about === 'me.key')
        .map(({ reason }) => reason),
    ).toEqual(['This is the private key of the client. It belongs to whoever uses it; nothing of it was kept.']);
    expect(found.services[1]?.template.trust.kind).toBe('system');
    for (const [name, bytes] of [['me.pem', other.certificate + other.key] as const, ['me.p12', 'x'] as const]) {
      const { notes } = proposal({ 'client.conf': clientOf(`cert = ${name}\n`), [name]: bytes });
      expect(notes[0] && say(notes[0].reason)).toMatch(/private key of the client.*belongs to whoever uses it/);
    }
  });

  /** Parameters as OpenSSL writes them beside a key. */
  const parameters = (kind: string) =>
    `-----BEGIN ${kind} PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END ${kind} PARAMETERS-----\n`;
  const encrypted = `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\n${'c2VjcmV0'.repeat(8)}\n-----END RSA PRIVATE KEY-----\n`;
  const combined: readonly (readonly [how: string, pem: () => string])[] = [
    ['in front of the certificate', () => vpn.key + vpn.certificate],
    ['behind the certificate', () => vpn.certificate + vpn.key],
    ['between the certificate and its chain', () => vpn.certificate + vpn.key + other.certificate],
    ['encrypted, in front of the certificate', () => encrypted + vpn.certificate],
    ['behind its parameters', () => parameters('EC') + vpn.key + vpn.certificate],
    ['before Diffie-Hellman parameters', () => vpn.key + vpn.certificate + parameters('DH')],
    ['without a line end behind it', () => vpn.key.trimEnd() + vpn.certificate],
    ['with line ends of Windows', () => (vpn.key + vpn.certificate).replaceAll('\n', '\r\n')],
    [
      'as OpenSSL takes it out of a PKCS#12 file',
      () =>
        `Bag Attributes\n    localKeyID: 01\nKey Attributes: <No Attributes>\n${vpn.key}Bag Attributes\nsubject=CN = vpn\n${vpn.certificate}`,
    ],
  ];
  test.each(combined)('%s does not hide it: that is the pin, and nothing of the key is kept', (_, pem) => {
    const found = proposal({ 'stunnel.conf': server, 'server.pem': pem() });
    expect(views(found)[0]?.pinned).toEqual([
      certificateFacts(certificatesIn(vpn.certificate)[0] ?? new Uint8Array())?.summary.sha256,
    ]);
    expect(sayAll(found.notes)[0]?.reason).toContain('There is a private key in this file as well. It was skipped.');
    expect(found.privateKeys).toEqual(['server.pem']);
    const said = JSON.stringify([found, profiles(found)]);
    for (const secret of ['PRIVATE KEY', 'c2VjcmV0', ...vpn.key.split('\n').slice(1, 3)])
      expect(said).not.toContain(secret);
  });

  test.each([
    ['alone', () => vpn.key],
    ['encrypted', () => encrypted],
    ['with its parameters', () => parameters('EC') + vpn.key],
  ])('%s in the file that “cert” names leaves the certificate to the first connection', (_, pem) => {
    const found = proposal({ 'stunnel.conf': server, 'server.pem': pem() });
    expect(found.services[0]?.template.trust.kind).toBe('system');
    expect(
      views(found)[0]
        ?.notes.map(({ reason }) => reason)
        .join(),
    ).toContain('holds the server’s private key, and no certificate');
    expect(sayAll(found.notes)[0]?.reason).toBe(
      'This is a private key. It was skipped. It should not leave the server.',
    );
  });

  test('pasted below a configuration does not hide it, and is left out', () => {
    const found = proposal({ 'stunnel.conf': `${server}\n${vpn.key}` });
    expect(views(found)).toMatchObject([{ section: 'ssh', remotePort: 443 }]);
    expect(JSON.stringify([found, profiles(found)])).not.toContain('BEGIN');
  });

  test('pasted into the middle of a configuration keeps the numbers of the lines behind it', () => {
    const found = proposal({ 'stunnel.conf': `${vpn.key}[a]\naccept = PORT\nconnect = 22\n` });
    expect(views(found)[0]?.reasons.remotePort).toContain(`(line ${vpn.key.split('\n').length + 1})`);
    expect(JSON.stringify(found)).not.toContain('BEGIN');
  });

  test('is not what a page about keys is', () => {
    const page = `<html><pre>\n${vpn.key}</pre></html>`;
    expect(proposal({ 'stunnel.conf': server, 'manual.html': page }).notes).toEqual(
      proposal({ 'stunnel.conf': server }).notes,
    );
  });

  test('behind the last line of a configuration is left out and named', () => {
    const found = proposal({ 'stunnel.conf': `${server.trimEnd()}${vpn.key}` });
    expect(views(found)).toMatchObject([{ section: 'ssh', remotePort: 443 }]);
    expect(found.privateKeys).toEqual(['stunnel.conf']);
    expect(JSON.stringify([found, profiles(found)])).not.toContain(vpn.key.split('\n')[2]);
  });

  test('in DER form, and a PKCS#12 file of any name, is named and kept nowhere', () => {
    const key = createPrivateKey(vpn.key).export({ type: 'pkcs8', format: 'der' });
    const store = Buffer.from(`30800201033080${'06092a864886f70d010701'}a080`, 'hex');
    const found = proposal({ 'stunnel.conf': server, 'server.der': key, 'server.pem': store });
    expect(found.privateKeys).toEqual(['server.der', 'server.pem']);
    expect(sayAll(found.notes)).toMatchObject([
      { file: 'server.der', reason: 'This is a private key. It was skipped. It should not leave the server.' },
      { file: 'server.pem', reason: expect.stringContaining('may hold a private key; it was not read') },
    ]);
    expect(gathered({ 'der.key': key }, null)).toMatchObject({
      ok: false,
      explanation: { what: saying('der.key is a private key, not a stunnel configuration.') },
    });
    expect(gathered({ 'server.p12': store }, null)).toMatchObject({
      ok: false,
      explanation: { what: saying('server.p12 is a store of keys and certificates, not a stunnel configuration.') },
    });
  });

  test('alone is explained', () => {
    expect(gathered({ 'server.key': vpn.key }, null)).toMatchObject({
      ok: false,
      explanation: { what: saying('server.key is a private key, not a stunnel configuration.') },
    });
  });
});

describe('include', () => {
  const main = 'debug = 5\ninclude = /etc/stunnel/conf.d\n';
  const parts = {
    'etc/stunnel.conf': main,
    'etc/conf.d/20-web.conf': '[web]\naccept = 8443\nconnect = 80\nciphers = NULL\n',
    'etc/conf.d/10-ssh.conf': '; ssh\n[ssh]\naccept = PORT\nconnect = 22\n',
    'etc/conf.d/.hidden.conf': '[hidden]\naccept = 1\nconnect = 2\n',
  };

  test('no sentence about an included file names a line without it', () => {
    const sections = [
      'client = yes\naccept = PORT\nconnect = HOST:PORT',
      'client = yes\naccept = 127.0.0.1:2222\nconnect = 443\nPSKidentity = me\nCAfile = CA',
      'client = yes\naccept = 2223\nconnect = vpn.example.org:443\nciphers = PSK\nsslVersionMin = TLSv1.2\nchecKHost = a',
      'client = yes\naccept = 2224\nconnect = vpn.example.org:443\nPSKsecrets = FILE\ncert = CERT\noptions = NO_SSLv3',
      'client = yes\naccept = 2225\nconnect = proxy:80\nprotocol = connect\nprotocolHost = HOST:PORT',
      'client = yes\naccept = 2226\nconnect = a.example.org:80\nengineId = pkcs11\ncert = pkcs11:a\nsni = x',
      'client = yes\naccept = 2228\nconnect = proxy:80\nprotocol = connect\nprotocolHost = a:1\nprotocolAuthentication = ntlm',
      'client = yes\naccept = 2229\nconnect = a.example.org:80\nengineId = capi',
      'client = yes\naccept = 2230\nconnect = a.example.org:80\nengineId = pkcs11',
      'client = yes\naccept = 2227\nconnect = a.example.org:80\ncert = /me.pem\nsslVersion = SSLv2',
      'accept = 127.0.0.1:443\nconnect = 22\nverify = 2\ncert = /etc/letsencrypt/live/vpn.example.org/fullchain.pem',
      'accept = 203.0.113.7:443\nconnect = 22\nPSKsecrets = /psk.txt',
      'accept = PORT\nconnect = 22\nverifyPeer = yes\nCAfile = /clients.pem',
    ];
    const text = sections.map((section, index) => `[s${index}]\n${section}\n`).join('\n');
    const found = proposal({ 'stunnel.conf': 'include = conf.d\n', 'conf.d/all.conf': text });
    const parts = found.services.flatMap(({ view: { reasons, needs = [], problem } }) =>
      [...Object.values(reasons), ...needs.map(({ reason }) => reason), ...(problem === null ? [] : [problem])].flatMap(
        (sentence) => sentence.parts.flatMap(partsWithin),
      ),
    );
    const texts = [
      ...parts.filter((part) => typeof part === 'string'),
      ...found.services.flatMap(({ view: { notes } }) => notes.map(({ reason }) => say(reason))),
    ];
    const places = [
      ...parts.filter((part) => typeof part !== 'string' && 'line' in part),
      ...found.services.flatMap(({ view: { settings = [] } }) => settings.flatMap((setting) => setting.places ?? [])),
    ];
    expect(texts.filter((part) => /\bline \d|\[object/.test(part))).toEqual([]);
    expect(places.length).toBeGreaterThan(30);
    expect(places.filter(({ file }) => file !== 'conf.d/all.conf')).toEqual([]);
  });

  test('what the file says of lines itself stays as it says it', () => {
    const found = proposal({
      'stunnel.conf': 'client = yes\ninclude = conf.d\n',
      'conf.d/ssh.conf': '[ssh]\naccept = 127.0.0.1:2222\nconnect = <line 3>:443\n',
    });
    const [view] = views(found);
    expect(view?.reasons.host).toContain('“<line 3>” in its place (line 3 of conf.d/ssh.conf)');
    expect(view?.reasons.localPort).toBe('As in the file (line 2 of conf.d/ssh.conf).');
  });

  test('is followed within the set, in the order of the names', () => {
    const found = proposal(parts);
    expect(views(found).map(({ section }) => section)).toEqual(['ssh', 'web', 'hidden']);
    expect(views(found)[0]?.reasons.remotePort).toContain('line 3 of etc/conf.d/10-ssh.conf');
  });

  test('gives notes the file and line that they are about', () => {
    const found = proposal({ ...parts, 'etc/conf.d/.hidden.conf': '' });
    expect(sayAll(found.notes)).toContainEqual(
      expect.objectContaining({ file: 'etc/stunnel.conf', line: 1, text: 'debug = 5' }),
    );
    const stored = profiles(found)[1]?.origin.notes ?? [];
    expect(stored).toContainEqual(expect.objectContaining({ file: 'etc/stunnel.conf', line: 1 }));
  });

  test('inherits what stands before it', () => {
    const client = 'client = yes\ninclude = conf.d\n';
    const found = proposal({
      'stunnel.conf': client,
      'conf.d/ssh.conf': '[ssh]\naccept = 2222\nconnect = vpn.example.org:443\n',
    });
    expect(views(found)).toMatchObject([{ role: 'client', host: 'vpn.example.org' }]);
    expect(
      sayAll(found.notes)
        .map(({ reason }) => reason)
        .join(),
    ).not.toContain('Other files are not read');
  });

  test.each([
    ['leads out of the set', '../../etc'],
    ['names a folder that is not there', '/etc/other'],
  ])('that %s is said and left out', (_what, path) => {
    const found = proposal({
      'stunnel.conf': `include = ${path}\n${server}`,
      'etc/x.conf': '[x]\naccept = 1\nconnect = 2\n',
    });
    expect(
      sayAll(found.notes)
        .map(({ reason }) => reason)
        .join(),
    ).toContain('Other files are not read');
  });

  test('in a circle ends', () => {
    const found = proposal({
      'a/one.conf': `include = b\n${server}`,
      'b/two.conf': 'include = a\n[web]\naccept = 8443\nconnect = 80\n',
    });
    expect(
      views(found)
        .map(({ section }) => section)
        .sort(),
    ).toEqual(['ssh', 'web']);
  });
});

describe('several configurations', () => {
  test('make one preview: names, keys and ports are told apart, and they are a group', () => {
    const found = proposal({ 'a.conf': server, 'b/b.conf': server }, 'office');
    expect(views(found).map(({ key, file: from, name, localPort }) => [key, from, name, localPort])).toEqual([
      ['file-1-service-1', 'a.conf', 'ssh', 2222],
      ['file-2-service-1', 'b/b.conf', 'ssh 2', 2223],
    ]);
    expect(profiles(found).map(({ group }) => group)).toEqual(['office', 'office']);
    expect(views(found)[1]?.notes[0]?.file).toBe('b/b.conf');
  });

  test('are as many as one import offers', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`${index}.conf`, '[s]\naccept = 1\nconnect = 22\n'.repeat(10)]),
    );
    const found = proposal(many);
    expect(found.services).toHaveLength(200);
    expect(sayAll(found.notes).at(-1)?.reason).toBe('Only the first 200 services are shown; 100 are left out.');
  });

  test('and shared profiles come together', () => {
    const shared = shareFile(profiles(proposal({ 'a.conf': server })), new Map());
    if (!shared.ok) throw new Error('expected a file');
    expect(views(proposal({ 'a.conf': server, 'b.adit': shared.text }))).toHaveLength(2);
  });
});

describe('what is no configuration', () => {
  test('is left out, and said when it seemed meant', () => {
    const found = proposal({
      'stunnel.conf': server,
      'nginx.conf': 'server {\n  listen 80;\n}\n',
      'README.md': '# Server\n',
      'photo.png': new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]),
      'big.log': null,
      '../out.conf': server,
    });
    expect(views(found)).toHaveLength(1);
    expect(sayAll(found.notes).map(({ file: about }) => about)).toEqual(['big.log', '../out.conf', 'nginx.conf']);
  });

  test('of the usual names is looked at when nothing else is there', () => {
    expect(views(proposal({ 'server.txt': server, 'README.md': '# Server\n' }))).toHaveLength(1);
  });

  test.each([
    ['nothing at all', {}, 'There is no stunnel configuration in stunnel.'],
    ['a picture', { 'photo.png': 'x' }, 'There is no stunnel configuration in stunnel.'],
  ])('%s is explained', (_what, files, what) => {
    const both = { ...files, 'notes.md': '# Notes\n', 'more.md': '# More\n' };
    expect(gathered(both)).toMatchObject({ ok: false, explanation: { what: saying(what) } });
  });

  test('of an archive among other files, or in another, it is said', () => {
    const zip = zipSync({ 'server.pem': strToU8(vpn.certificate) }, { level: 0 });
    const reason = 'This is an archive among other files or in another archive; it was not unpacked.';
    const found = proposal({ 'stunnel.conf': server, 'old.zip': zip });
    expect(sayAll(found.notes)).toMatchObject([{ file: 'old.zip', reason }]);
    expect(found.services[0]?.template.trust.kind).toBe('system');
    expect(gathered({ 'inner.zip': zip }, 'outer.zip')).toMatchObject({
      explanation: { what: saying('outer.zip was not read.'), why: saying(reason) },
    });
  });

  test('of a single file has that file’s own explanation', () => {
    const compose = 'services:\n  web:\n    image: nginx\n';
    expect(gathered({ 'docker-compose.yml': compose }, null)).toMatchObject({
      ok: false,
      explanation: { what: saying('docker-compose') },
    });
    expect(gathered({ 'stunnel.conf': null }, null)).toMatchObject({
      ok: false,
      explanation: { what: saying('stunnel.conf is larger than 1 MiB.') },
    });
    expect(gathered({ 'server.pem': vpn.certificate }, null)).toMatchObject({
      ok: false,
      explanation: { what: saying('server.pem is a certificate, not a stunnel configuration.') },
    });
  });
});

describe('what could not be read', () => {
  const key: SetFile = { path: 'server.key', bytes: null, isUnreadable: true };
  const gatherSet = (files: readonly SetFile[], name: string | null = 'stunnel') =>
    gather({ name, files, notes: [] }, options, certificateFacts);

  test('beside a configuration is a note about that file', () => {
    const result = gatherSet([file(['stunnel.conf', server]), key]);
    if (!result.ok) throw new Error(JSON.stringify(result.explanation));
    expect(result.proposal.services).toHaveLength(1);
    expect(result.proposal.notes).toContainEqual(
      expect.objectContaining({ file: 'server.key', reason: { id: 'note.file.unreadable' } }),
    );
  });

  test('is named as the reason where it may be the configuration', () => {
    const conf: SetFile = { path: 'etc/stunnel.conf', bytes: null, isUnreadable: true };
    for (const files of [[conf], [conf, key], [file(['readme', 'x']), conf]]) {
      expect(gatherSet(files)).toMatchObject({
        ok: false,
        explanation: { what: saying('“stunnel.conf” could not be read.') },
      });
    }
    expect(gatherSet([key])).toMatchObject({
      ok: false,
      explanation: { what: saying('“server.key” could not be read.') },
    });
  });
});
