import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { say } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import { type ClientFiles, clientSpecification } from './client-specification.ts';

const directory = path.resolve('/etc/stunnel');
const at = (name: string) => path.resolve(directory, name);

const contents: Readonly<Record<string, string>> = {
  'me.pem': '-----BEGIN CERTIFICATE-----\n',
  'me.p12': '\u0030\u0082',
  secrets:
    'one:00112233445566778899AABBCCDDEEFF\r\n\ntwo:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:fe\nthree:correct horse battery\n',
  short: 'one:too short\n',
  words: 'no colon here\n',
};
const files: ClientFiles = {
  read: (file) => {
    const text = contents[path.basename(file)];
    return text === undefined ? null : new TextEncoder().encode(text);
  },
};

function specify(lines: string, globals = '') {
  const text = `${globals}\n[ssh]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = tunnel.example:443\n${lines}\n`;
  const [service] = servicesOf(parse(text)).services;
  if (service === undefined) throw new Error('There is no service.');
  return clientSpecification(service, { id: 'ssh', directory, files });
}

function specification(lines: string, globals?: string) {
  const result = specify(lines, globals);
  if (!result.ok) throw new Error(result.problem);
  return result.specification;
}

const problem = (lines: string) => {
  const result = specify(lines);
  return result.ok ? null : result.problem;
};

describe('clientSpecification', () => {
  it('is literal: nothing is verified, defaults are those of stunnel', () => {
    expect(specify('')).toEqual({
      ok: true,
      notApplied: [],
      specification: {
        id: 'ssh',
        name: 'ssh',
        accept: [{ host: '127.0.0.1', port: 2222 }],
        connect: [{ host: 'tunnel.example', port: 443 }],
        failover: 'prio',
        tls: {
          sni: { kind: 'name', name: 'tunnel.example' },
          minVersion: null,
          maxVersion: null,
          ciphers: null,
          curves: null,
        },
        trust: { kind: 'none' },
        timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
      },
    });
  });

  it('listens on all interfaces for a port alone, and adds addresses to those that are inherited', () => {
    const { accept, connect } = specification(
      'accept = 0\naccept = *:3\naccept = ::1:4\nconnect = 5',
      'connect = a.example:1',
    );
    expect(accept.slice(1)).toEqual([
      { host: '0.0.0.0', port: 0 },
      { host: '0.0.0.0', port: 3 },
      { host: '::1', port: 4 },
    ]);
    expect(connect.map((address) => ('path' in address ? address.path : `${address.host} ${address.port}`))).toEqual([
      'a.example 1',
      'tunnel.example 443',
      'localhost 5',
    ]);
  });

  it.each([
    ['verifyPeer = yes\nCAfile = ca.pem', 'pinned', ['ca.pem'], []],
    ['verifyChain = yes\nCAfile = ca.pem\nCApath = ca', 'authority', ['ca.pem'], ['ca']],
    ['verify = 2\nCApath = /some/ca', 'authority', [], ['/some/ca']],
    ['verify = 4\nCAfile = /ca.pem', 'pinned', ['/ca.pem'], []],
  ])('trusts as told: %j', (lines, kind, named, directories) => {
    const checks = { hosts: ['a.example', 'b.example'], emails: ['c@d.example'], ips: ['10.0.0.1'] };
    const checked = 'checkHost = a.example\ncheckHost = b.example\ncheckEmail = c@d.example\ncheckIP = 10.0.0.1';
    expect(specification(`${lines}\n${checked}`).trust).toEqual({
      kind,
      certificates: [
        ...named.map((name) => ({ kind: 'file', path: at(name) })),
        ...directories.map((name) => ({ kind: 'directory', path: at(name) })),
      ],
      checks,
    });
  });

  it.each(['verify = 3', 'verifyPeer = yes\nverifyChain = yes'])('looks at chain and certificate: %j', (lines) => {
    expect(specify(`${lines}\nCAfile = ca.pem`)).toMatchObject({
      notApplied: [],
      specification: { trust: { kind: 'authority', certificates: [{ path: at('ca.pem') }], peer: true } },
    });
  });

  it('verifies nothing when the last level says so', () => {
    expect(specification('verifyPeer = yes\nCAfile = ca.pem\nverify = 0').trust).toEqual({ kind: 'none' });
  });

  it('takes certificates and keys as they are: PEM with a key of its own or in one file, PKCS#12', () => {
    const pem = { kind: 'pem', certificate: at('me.pem'), passphrase: null };
    expect(specification('cert = me.pem\nkey = my.key').identity).toEqual({ ...pem, key: at('my.key') });
    expect(specification('cert = me.pem').identity).toEqual({ ...pem, key: at('me.pem') });
    expect(specification('cert = me.p12').identity).toEqual({ kind: 'pkcs12', path: at('me.p12'), passphrase: null });
    expect(problem('cert = missing.pem')).toMatch(/missing\.pem \(cert\) cannot be read/);
  });

  it('looks the pre-shared key up', () => {
    const hex = '00112233445566778899aabbccddee';
    expect(specification('PSKsecrets = secrets').psk).toEqual({ identity: 'one', key: `${hex}ff` });
    expect(specification('PSKsecrets = secrets\nPSKidentity = two').psk).toEqual({ identity: 'two', key: `${hex}fe` });
    const words = Buffer.from('correct horse battery').toString('hex');
    expect(specification('PSKsecrets = secrets\nPSKidentity = three').psk).toEqual({ identity: 'three', key: words });
    expect(problem('PSKsecrets = secrets\nPSKidentity = four')).toBe('No key found for the specified PSK identity.');
    expect(problem('PSKsecrets = short')).toMatch(/line 1 is shorter than 16 bytes/);
    expect(problem('PSKsecrets = words')).toMatch(/line 1 is not IDENTITY:KEY/);
  });

  it('negotiates as told, and asks for the name behind the proxy', () => {
    const proxied = specification(
      'protocol = connect\nprotocolHost = far.example:443\nprotocolUsername = u\nprotocolPassword = p # 1\nprotocolHeader = A: b\nprotocolHeader = C: d',
    );
    expect(proxied.negotiation).toEqual({
      kind: 'connect',
      host: 'far.example:443',
      username: 'u',
      password: 'p # 1',
      headers: ['A: b', 'C: d'],
    });
    expect(proxied.tls.sni).toEqual({ kind: 'name', name: 'far.example' });
    expect(specification('protocol = SMTP\nprotocolHost = me.example').negotiation).toEqual({
      kind: 'smtp',
      host: 'me.example',
      login: null,
      password: null,
    });
    expect(specification('protocol = imap').negotiation).toEqual({ kind: 'imap' });
    expect(problem('protocol = connect\nprotocolHost = a:1\nprotocolAuthentication = ntlm')).toMatch(/NTLM/);
    expect(problem('protocol = socks')).toMatch(/has to say in “protocolHost”/);
    expect(problem('protocol = CapWin')).toMatch(/^Before TLS it speaks capwin \(line \d+\).*Keep stunnel for this/);
    expect(problem('protocol = capwinctrl')).toMatch(/^Before TLS it speaks capwinctrl /);
  });

  it('carries the rest over', () => {
    const { tls, timeouts, failover, revocation } = specification(
      'sni =\nsslVersionMin = TLSv1.2\nsslVersionMax = TLSv1.2\nciphers = AES128-SHA\ncurves = P-256\nfailover = rr\n' +
        'TIMEOUTconnect = 1\nTIMEOUTbusy = 2\nTIMEOUTidle = 3\nTIMEOUTclose = 0\nCRLfile = crl.pem\nCRLpath = ca',
    );
    expect(tls).toEqual({
      sni: { kind: 'none' },
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      ciphers: 'AES128-SHA',
      curves: 'P-256',
    });
    expect(timeouts).toEqual({ connect: 1, busy: 2, idle: 3, close: 0 });
    expect(failover).toBe('rr');
    expect(revocation).toEqual({ lists: [at('crl.pem'), at('ca')], ocsp: null });
  });

  it('asks OCSP responders where the file says so, as stunnel does by default', () => {
    const chain = 'verifyChain = yes\nCAfile = ca.pem\n';
    const asked = { url: null, aia: true, nonce: false, require: true, timeout: 5, flags: [] };
    expect(specification(`${chain}OCSPnonce = yes`)).not.toHaveProperty('revocation');
    expect(specification(`${chain}OCSPaia = yes`).revocation).toEqual({ lists: [], ocsp: asked });
    expect(
      specification(
        `${chain}OCSP = http://ocsp.test:8080/x\nOCSPnonce = yes\nOCSPrequire = no\nTIMEOUTocsp = 2\n` +
          'OCSPflag = NOINTERN\nOCSPflag = notime',
      ).revocation?.ocsp,
    ).toEqual({
      url: 'http://ocsp.test:8080/x',
      aia: false,
      nonce: true,
      require: false,
      timeout: 2,
      flags: ['NOINTERN', 'NOTIME'],
    });
  });

  it('takes over what is said about sessions, with the defaults for the rest', () => {
    expect(specification('').tls).not.toHaveProperty('sessions');
    expect(specification('sessionResume = no').tls.sessions).toEqual({ resume: false, size: 1000, timeout: 300 });
    expect(specification('sessionCacheSize = 0\nsession = 60').tls.sessions).toEqual({
      resume: true,
      size: 0,
      timeout: 60,
    });
  });

  it('lists every line that does nothing, and no line that works', () => {
    const applied = 'delay = yes\nsocket = r:TCP_NODELAY=1\noptions = NO_SSLv3\nlibwrap = no\nreset = yes\ndebug = 7';
    const result = specify(
      `${applied}\nlocal = 10.0.0.1\nreset = no\nsocket = r:SO_SNDBUF=1\nsessiond = 127.0.0.1:54321\nOCSPaia = yes\n` +
        'OCSPflag = NOINTERN\nOCSPflag = NOSIGS\nsetuid = nobody',
    );
    expect(result.ok && result.notApplied.map(({ text }) => text)).toEqual([
      'socket = r:SO_SNDBUF=1',
      'sessiond = 127.0.0.1:54321',
      'OCSPflag = NOSIGS',
      'setuid = nobody',
    ]);
  });

  it.each([
    ['sslVersion = SSLv3', /^“sslVersion = SSLv3” \(line \d+\) leaves no TLS version/],
    ['sslVersionMax = sslv3', /^“sslVersionMax = sslv3” \(line \d+\) leaves no TLS version/],
    ['config = MaxProtocol:SSLv3', /^“config = MaxProtocol:SSLv3” /],
    ['sslVersion = TLSv1\noptions = NO_TLSv1', /^“options = NO_TLSv1” /],
    ['sslVersionMin = TLSv1.2\noptions = NO_TLSv1_2\noptions = NO_TLSv1_3', /^“options = NO_TLSv1_3” /],
    ['options = NO_TLSv1_3\noptions = NO_TLSv1_2', /leaves only TLS versions that are outdated.*\(sslVersionMin\)/],
  ])('refuses what leaves no TLS version: %j', (lines, sentence) => {
    expect(problem(lines)).toMatch(sentence);
  });

  it.each([
    ['sslVersionMin = SSLv3', { minVersion: null, maxVersion: null }, 1],
    ['sslVersion = SSLv3\nsslVersionMax = TLSv1.2', { minVersion: null, maxVersion: 'TLSv1.2' }, 1],
    ['sslVersion = SSLv3\nsslVersion = all', { minVersion: null, maxVersion: null }, 1],
    ['options = NO_TLSv1\noptions = NO_TLSv1.3', { minVersion: null, maxVersion: 'TLSv1.2' }, 0],
    ['sslVersion = TLSv1.1', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }, 0],
    ['sslVersionMin = TLSv1\noptions = NO_TLSv1', { minVersion: 'TLSv1.1', maxVersion: null }, 0],
    ['sslVersion = TLSv1.2\noptions = NO_TLSv1_2\noptions = -NO_TLSv1_2', { maxVersion: 'TLSv1.2' }, 0],
  ])('runs what leaves one: %j', (lines, versions, notes) => {
    const result = specify(lines);
    expect(result.ok && result.specification.tls).toMatchObject(versions);
    const reasons = result.ok ? result.notApplied.map(({ reason }) => say(reason)) : [];
    expect(reasons).toEqual(Array.from({ length: notes }, () => 'SSL 3 is in no TLS library any more.'));
  });

  it('runs no program and needs addresses', () => {
    expect(problem('exec = /bin/sh')).toMatch(/would start \/bin\/sh.*runs no programs/);
    expect(problem('accept = 127.0.0.1:seven')).toMatch(/is no address/);
  });
});

describe('a key that is in no file', () => {
  it.each([
    ['engineId = pkcs11', /kept by an engine of OpenSSL/],
    ['cert = c.pem\nkey = pkcs11:token=ada;object=key', /on a token or in a key store/],
    ['cert = pkcs11:token=ada;object=certificate', /on a token or in a key store/],
  ])('is told with where to read what to do: %s', (lines, said) => {
    expect(problem(lines)).toMatch(said);
    expect(problem(lines)).toContain('docs/keys-elsewhere.md');
  });
});
