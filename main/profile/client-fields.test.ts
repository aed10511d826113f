/** What a client's section says beyond addresses, trust and times, as fields of a profile. */

import { describe, expect, test } from 'vitest';
import type { ImportNeed } from '../../preload/import-preview.ts';
import { inWords } from '../../preload/import-words.ts';
import { say } from '../../preload/words/say.ts';
import { saying } from '../../test/engine/saying.ts';
import { parse } from '../conf/parse.ts';
import { propose } from './import/propose.ts';

function read(lines: string, directory: string | null = '/etc/stunnel') {
  const text = `client = yes\n[a]\naccept = 2222\nconnect = vpn.example.com:443\n${lines}\n`;
  const result = propose(parse(text), { fileName: 'a.conf', directory, takenPorts: new Set() });
  const [service] = result.ok ? result.proposal.services : [];
  if (service === undefined) throw new Error('no service');
  return { ...service, view: inWords(service.view) };
}

const fieldsOf = (lines: string, directory?: string | null) => {
  const { identity, psk, proxy, negotiation, revocation, local } = read(lines, directory).template;
  return Object.fromEntries(
    Object.entries({ identity, psk, proxy, negotiation, revocation, local }).filter(([, value]) => value !== undefined),
  );
};
const reasonsOf = (lines: string) => read(lines).view.notes.map(({ line, reason }) => `${line}: ${reason}`);
const pem = (certificate: string, key: string) => ({ identity: { kind: 'pem', certificate, key } });

describe('a client’s certificate', () => {
  test.each([
    ['cert = /home/ada/c.pem\nkey = /home/ada/k.pem', pem('/home/ada/c.pem', '/home/ada/k.pem')],
    ['cert = c.pem', pem('/etc/stunnel/c.pem', '/etc/stunnel/c.pem')],
    ['cert = ./sub/c.pem\nkey = ../k.pem', pem('/etc/stunnel/sub/c.pem', '/etc/k.pem')],
    ['cert = C:\\stunnel\\c.pem\nkey = c:/stunnel/k.pem', pem('C:\\stunnel\\c.pem', 'c:/stunnel/k.pem')],
    ['cert = ada.p12', { identity: { kind: 'pkcs12', path: '/etc/stunnel/ada.p12' } }],
    ['cert = ada.PFX\nkey = other.pem', { identity: { kind: 'pkcs12', path: '/etc/stunnel/ada.PFX' } }],
  ])('%j', (lines, fields) => {
    expect(fieldsOf(lines)).toEqual(fields);
    expect(read(lines).view.needs).toMatchObject([{ kind: 'certificate', required: false }]);
  });

  test('whose folder nobody knows keeps its path, for which the import then asks', () => {
    expect(fieldsOf('cert = c.pem', null)).toEqual(pem('c.pem', 'c.pem'));
  });

  const asked: readonly (readonly [lines: string, reason: RegExp])[] = [
    ['cert = pkcs11:token=Ada;object=c', /token or in a key store/],
    ['engineId = pkcs11\ncert = c.pem\nkey = id_45', /token or in a key store/],
    ['cert = %CERT%', /“%CERT%” in its place/],
    ['cert = c.pem\nkey = {{ key }}', /“{{ key }}” in its place/],
  ];
  test.each(asked)('%j is a question', (lines, reason) => {
    expect(fieldsOf(lines)).toEqual({});
    const need: Partial<ImportNeed> = { kind: 'certificate', named: null, reason: expect.stringMatching(reason) };
    expect(read(lines).view.needs).toMatchObject([need]);
    expect(reasonsOf(lines).join()).toMatch(/files only|no file that Adit can read/);
  });
});

describe('a pre-shared key', () => {
  test.each([
    ['PSKsecrets = psk.txt', { psk: { kind: 'file', path: '/etc/stunnel/psk.txt', identity: null } }, 0],
    ['PSKsecrets = /p\nPSKidentity = ada', { psk: { kind: 'file', path: '/p', identity: 'ada' } }, 0],
    ['PSKidentity = ada', { psk: { kind: 'secret', identity: 'ada' } }, 1],
    ['PSKsecrets = {{ psk }}\nPSKidentity = ada', { psk: { kind: 'secret', identity: 'ada' } }, 1],
    ['PSKsecrets = {{ psk }}', {}, 1],
  ])('%j', (lines, fields, questions) => {
    expect(fieldsOf(lines)).toEqual(fields);
    expect(read(lines).view.needs ?? []).toHaveLength(questions);
  });
});

describe('protocol', () => {
  const through = 'protocol = connect\nprotocolHost = inner.example.com:8443';
  test('connect is a proxy in front of the server that protocolHost names', () => {
    const { template, view } = read(`${through}\nprotocolUsername = ada\nprotocolPassword = hunter2`);
    expect(template.proxy).toEqual({ kind: 'http', host: 'vpn.example.com', port: 443, username: 'ada' });
    expect(template.connect).toEqual([{ host: 'inner.example.com', port: 8443 }]);
    expect(view).toMatchObject({ host: 'inner.example.com', remotePort: 8443 });
    expect(view.reasons.host).toMatch(/protocolHost, line 6.*behind the proxy vpn\.example\.com:443/);
    expect(JSON.stringify({ template, view })).not.toContain('hunter2');
    expect(view.notes).toEqual([expect.objectContaining({ line: 8, reason: saying(/Adit asks for it/) })]);
  });

  test('connect whose target is a placeholder asks for it', () => {
    const { view } = read('protocol = connect\nprotocolHost = <server>:443');
    expect(view).toMatchObject({ host: null, remotePort: 443 });
    expect(view.reasons.host).toContain('<server>');
  });

  test.each(['$H:$P', '<proxy>:3128', 'proxy.example.com:PORT', '{{ proxy }}'])(
    'connect behind a proxy that is a placeholder is to the server that the file names: %s',
    (proxy) => {
      const text = `client = yes\n[ssh]\naccept = 2222\nconnect = ${proxy}\n${through}\nprotocolHeader = X: y\n`;
      const result = propose(parse(text), { fileName: null, takenPorts: new Set() });
      const found = result.ok ? result.proposal.services[0] : undefined;
      expect(found?.view).toMatchObject({ host: 'inner.example.com', remotePort: 8443 });
      expect(found?.template).toMatchObject({ connect: [{ host: 'inner.example.com', port: 8443 }] });
      expect(found?.template.proxy).toBeUndefined();
      expect(found?.view.notes.map(({ line, reason }) => [line, say(reason)])).toContainEqual([
        6,
        expect.stringContaining('Set the proxy in the profile.'),
      ]);
    },
  );

  test('connect with headers or several proxies stays as it is, and names its target', () => {
    const { template } = read(`${through}\nprotocolHeader = User-Agent: x`);
    expect(template.negotiation).toEqual({
      kind: 'connect',
      host: 'inner.example.com:8443',
      username: null,
      headers: ['User-Agent: x'],
    });
    expect(template.tls.sni).toEqual({ kind: 'name', name: 'inner.example.com' });
    expect(read(`${through}\nconnect = second.example.com:3128`).template).toMatchObject({
      connect: [{ host: 'vpn.example.com' }, { host: 'second.example.com' }],
      negotiation: { kind: 'connect' },
    });
  });

  test('a header that logs in gives its user, never its password', () => {
    const basic = Buffer.from('ada:hunter2').toString('base64');
    const service = read(`${through}\nprotocolHeader = Proxy-Authorization: Basic ${basic}`);
    expect(service.template.proxy).toMatchObject({ username: 'ada' });
    expect(JSON.stringify(service)).not.toContain(basic);
    expect(reasonsOf(`${through}\nprotocolHeader = Cookie: a=b`)).toEqual([expect.stringMatching(/7: .*a secret/)]);
  });

  test.each([
    ['protocol = smtp', { kind: 'smtp', host: null, login: null }],
    ['protocol = SMTP\nprotocolHost = me.example', { kind: 'smtp', host: 'me.example', login: null }],
    [
      'protocol = smtp\nprotocolAuthentication = login\nprotocolUsername = a\nprotocolPassword = b',
      { kind: 'smtp', host: null, login: { method: 'login', username: 'a' } },
    ],
    ['protocol = nntp', { kind: 'nntp' }],
    ['protocol = ldap', { kind: 'ldap' }],
    ['protocol = socks\nprotocolHost = db:5432', { kind: 'socks', host: 'db:5432' }],
  ])('%j', (lines, negotiation) => {
    expect(read(lines).template.negotiation).toEqual(negotiation);
  });

  test.each([
    ['capwin', /: capwin is part of the CapWIN product.*Keep stunnel/],
    ['capwinctrl', /: capwinctrl is part of the CapWIN product.*Keep stunnel/],
    ['gopher', /does not know what “gopher” is, and neither does stunnel/],
  ])('protocol = %s: what to do is said', (protocol, reason) => {
    expect(reasonsOf(`protocol = ${protocol}`)).toEqual([expect.stringMatching(reason)]);
  });

  test.each([
    'protocol = connect',
    'protocol = socks',
    'protocol = capwin',
    'protocol = {{ p }}',
    'protocol = imap\nprotocolUsername = a\nprotocolHeader = b',
    'protocolHost = a:1\nprotocolDomain = b\nprotocolAuthentication = {{ x }}',
    `${through}\nprotocolAuthentication = {{ x }}\nprotocolDomain = b`,
  ])('%j: what is not done is noted', (lines) => {
    const { template, view } = read(lines);
    const noted = new Set(view.notes.map(({ line }) => line));
    const done = ['protocol = imap', 'protocol = connect\nprotocolHost'].filter((start) =>
      lines.startsWith(start),
    ).length;
    const options = lines.split('\n').map((_, index) => index + 5);
    expect(noted).toEqual(new Set(options.slice(done === 0 ? 0 : lines.startsWith('protocol = imap') ? 1 : 2)));
    if (done === 0) expect(template).not.toHaveProperty('negotiation');
  });
});

test('a time of 0 is no limit, which stunnel sees otherwise', () => {
  const lines = 'TIMEOUTconnect = 0\nTIMEOUTbusy = 0\nTIMEOUTidle = 00\nTIMEOUTclose = 0';
  expect(read(lines).template.timeouts).toEqual({ connect: 0, busy: 0, idle: 0, close: 0 });
  expect(reasonsOf(lines)).toEqual([5, 6, 7].map((line) => expect.stringMatching(`^${line}: Adit sets no limit`)));
});

describe('revoked certificates', () => {
  const ocsp = { url: null, aia: false, nonce: false, require: true, timeout: 5, flags: [] };
  test.each([
    ['CRLfile = crl.pem', { lists: ['/etc/stunnel/crl.pem'], ocsp: null }],
    ['CRLpath = /crls\nCRLfile = /c', { lists: ['/c', '/crls/'], ocsp: null }],
    ['OCSP = http://o.example/', { lists: [], ocsp: { ...ocsp, url: 'http://o.example/' } }],
    [
      'OCSPaia = yes\nOCSPnonce = yes\nOCSPrequire = no\nTIMEOUTocsp = 9\nOCSPflag = nocerts',
      { lists: [], ocsp: { ...ocsp, aia: true, nonce: true, require: false, timeout: 9, flags: ['NOCERTS'] } },
    ],
  ])('%j', (lines, revocation) => {
    expect(fieldsOf(lines)).toEqual({ revocation });
    expect(reasonsOf(lines)).toEqual([]);
  });

  test.each(['CRLfile = {{ crl }}', 'OCSP = https://o.example/', 'OCSPnonce = yes'])('%j is noted', (lines) => {
    expect(fieldsOf(lines)).toEqual({});
    expect(reasonsOf(lines)).toEqual([expect.stringMatching(/^5: /)]);
  });
});

test('the source address, sessions, suites, levels and switches are kept', () => {
  expect(fieldsOf('local = 192.168.1.2')).toEqual({ local: '192.168.1.2' });
  expect(reasonsOf('local = <address>')).toEqual([expect.stringMatching(/^5: .*no address/)]);
  const { tls } = read(
    'sessionResume = no\nsessionCacheTimeout = 60\nciphersuites = TLS_AES_128_GCM_SHA256\nsecurityLevel = 3\noptions = NO_TICKET\noptions = NO_SSLv2\noptions = NO_TLSv1',
  ).template;
  expect(tls).toMatchObject({
    minVersion: null,
    sessions: { resume: false, size: 1000, timeout: 60 },
    ciphersuites: 'TLS_AES_128_GCM_SHA256',
    securityLevel: 3,
    options: ['NO_TICKET'],
  });
  expect(reasonsOf('options = NO_SUCH_THING')).toEqual([expect.stringMatching(/no switch “NO_SUCH_THING”/)]);
});

test('a relative CAfile is taken from the folder of the file', () => {
  expect(read('verifyChain = yes\nCAfile = ca.pem').template.trust).toMatchObject({
    certificates: [{ kind: 'file', path: '/etc/stunnel/ca.pem' }],
  });
});
