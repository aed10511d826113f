import { describe, expect, it, test } from 'vitest';
import { readHost } from './host.ts';
import { readNegotiation, unusedBy } from './negotiation.ts';
import { readInt, readIntWithin, readSeconds } from './numbers.ts';
import { readOcsp } from './ocsp.ts';
import type { Setting } from './setting.ts';
import { readSocketOption } from './sockets.ts';
import { readVerification } from './verification.ts';
import { readVersion, readVersionSwitch } from './versions.ts';
import { readVirtualHost } from './virtual-host.ts';
import { isTlsOption, readFailover, readFlag, readOcspFlag } from './words.ts';

const settings = (...lines: string[]): Setting[] =>
  lines.map((line) => {
    const [name = '', value = ''] = line.split(' = ');
    return { name, value };
  });

test.each([
  ['0', 0, 0],
  ['+60', 60, 60],
  [' 007', 7, 7],
  ['-1', -1, null],
  // strtol's long, cast to an int.
  ['4294967297', 1, 1],
  ['2147483647', 2_147_483_647, 2_147_483],
  ['1e3', null, null],
  ['', null, null],
  ['60 ', null, null],
  ['0x10', null, null],
])('%j is the number %j, and in seconds %j', (text, number, seconds) => {
  expect([readInt(text), readSeconds(text)]).toEqual([number, seconds]);
});

it('keeps numbers within their range', () => {
  expect(['-1', '0', '5', '6'].map((text) => readIntWithin(text, 0, 5))).toEqual([null, 0, 5, null]);
});

it('reads words in either case, and no others', () => {
  expect(['yes', 'NO', 'true', '1', ''].map(readFlag)).toEqual([true, false, null, null, null]);
  expect(['RR', 'prio', 'first'].map(readFailover)).toEqual(['rr', 'prio', null]);
  expect(['noIntern', 'NOPE'].map(readOcspFlag)).toEqual(['NOINTERN', null]);
  expect(['NO_TICKET', '-no_ticket', '--NO_TICKET', 'NO_TICKETS'].map(isTlsOption)).toEqual([true, true, false, false]);
});

it('reads versions, and the switches that leave one out', () => {
  expect(['ALL', 'sslv3', 'tlsV1.2', 'TLSv1', 'TLSv1_2'].map(readVersion)).toEqual([
    'all',
    'SSLv3',
    'TLSv1.2',
    'TLSv1',
    null,
  ]);
  expect(['NO_TLSv1_2', '-no_tlsv1.0', 'NO_TLSv1', 'NO_SSLv3', 'NO_TLSv1_4'].map(readVersionSwitch)).toEqual([
    { version: 'TLSv1.2', isOff: true },
    { version: 'TLSv1', isOff: false },
    { version: 'TLSv1', isOff: true },
    null,
    null,
  ]);
});

test.each([
  ['l:TCP_NODELAY=YES', { side: 'local', name: 'TCP_NODELAY', value: true }],
  ['r:SO_KEEPALIVE=0', { side: 'remote', name: 'SO_KEEPALIVE', value: false }],
  ['r:TCP_KEEPIDLE=', { side: 'remote', name: 'TCP_KEEPIDLE', value: 0 }],
  ['a:SO_LINGER=1', { side: 'accept', name: 'SO_LINGER', value: [1, 0] }],
  ['l:SO_RCVTIMEO=1:2', { side: 'local', name: 'SO_RCVTIMEO', value: [1, 2] }],
  ['r:SO_BINDTODEVICE=eth0', { side: 'remote', name: 'SO_BINDTODEVICE', value: 'eth0' }],
  [`r:SO_BINDTODEVICE=${'x'.repeat(256)}`, null],
  ['l:tcp_nodelay=1', null],
  ['l:TCP_NODELAY=on', null],
  ['x:TCP_NODELAY=1', null],
  ['TCP_NODELAY=1', null],
])('the socket option %.40s', (text, expected) => {
  expect(readSocketOption(text)).toEqual(expected);
});

describe('verification', () => {
  test.each([
    [['verify = 2'], true, false, 0],
    [['verify = 03'], true, true, 0],
    [['verify = 4'], false, true, 0],
    [['verifyPeer = yes', 'verify = 0'], false, false, 0],
    [['verify = 4', 'verifyPeer = no'], false, false, 0],
    [['verifyChain = YES', 'verifyPeer = yes'], true, true, 0],
    // What nobody can read counts as verifying.
    [['verify = 5'], true, false, 1],
    [['verifyPeer = maybe'], false, true, 1],
    [['verifyPeer = maybe', 'verifyPeer = no'], false, false, 0],
  ])('%j', (lines, chain, peer, unread) => {
    const read = readVerification(settings(...lines));
    expect([read.chain, read.peer, read.unread.length]).toEqual([chain, peer, unread]);
  });
});

describe('OCSP', () => {
  it('asks nobody unless it is told whom', () => {
    expect(readOcsp(settings('OCSPnonce = yes', 'OCSPaia = no'))).toBeNull();
    expect(readOcsp(settings('OCSP = '))).toBeNull();
  });

  it('has stunnel’s values for what is not said, or not in a way that stunnel knows', () => {
    const defaults = { url: null, aia: true, nonce: false, require: true, timeout: 5, flags: [] };
    expect(readOcsp(settings('OCSPaia = YES'))).toEqual(defaults);
    expect(
      readOcsp(settings('OCSPaia = yes', 'OCSPrequire = perhaps', 'TIMEOUTocsp = soon', 'OCSPflag = ALL')),
    ).toEqual(defaults);
  });

  it('takes the last value of each, and each flag once', () => {
    const lines = ['OCSP = http://a', 'OCSP = http://b', 'OCSPrequire = No', 'OCSPnonce = yes', 'TIMEOUTocsp = +9'];
    const flags = ['OCSPflag = nointern', 'OCSPflag = NOTIME', 'OCSPflag = NOINTERN'];
    expect(readOcsp(settings(...lines, ...flags))).toEqual({
      url: 'http://b',
      aia: false,
      nonce: true,
      require: false,
      timeout: 9,
      flags: ['NOINTERN', 'NOTIME'],
    });
  });
});

describe('what is said before TLS', () => {
  const kindOf = (...lines: string[]) => readNegotiation(settings(...lines));
  it('is nothing without a protocol, and as the last line says with one', () => {
    expect(kindOf('protocolHost = a:1')).toEqual({ kind: 'none' });
    expect(kindOf('protocol = smtp', 'protocol = IMAP')).toEqual({ kind: 'imap' });
    expect(kindOf('protocol = CapWin')).toEqual({ kind: 'other', protocol: 'capwin' });
  });

  it.each([
    ['connect', '', 'basic'],
    ['connect', 'BASIC', 'basic'],
    ['connect', 'Ntlm', 'ntlm'],
    ['connect', 'digest', 'other'],
    ['smtp', 'Login', 'login'],
    ['smtp', 'ntlm', 'plain'],
  ])('logs in to %s by %j as %s', (protocol, method, expected) => {
    expect(kindOf(`protocol = ${protocol}`, `protocolAuthentication = ${method}`)).toMatchObject({ method: expected });
  });

  it('takes the last of each line, and every header', () => {
    const lines = ['protocol = connect', 'protocolHost = a:1', 'protocolHost = b:2', 'protocolUsername = u'];
    const [read] = [kindOf(...lines, 'protocolHeader = A', 'protocolHeader = B')];
    const header = (value: string) => ({ name: 'protocolHeader', value });
    expect(read).toEqual({
      kind: 'connect',
      host: { name: 'protocolHost', value: 'b:2' },
      user: { name: 'protocolUsername', value: 'u' },
      password: null,
      method: 'basic',
      headers: [header('A'), header('B')],
    });
  });

  it('has no use for what another protocol has', () => {
    const lines = settings('protocolHeader = A', 'protocolDomain = D', 'protocolHost = h');
    const names = (kind: 'connect' | 'smtp' | 'socks' | 'imap') => unusedBy(kind, lines).map(({ name }) => name);
    expect(names('connect')).toEqual([]);
    expect(names('smtp')).toEqual(['protocolDomain', 'protocolHeader']);
    expect(names('socks')).toEqual(['protocolDomain', 'protocolHeader']);
    expect(names('imap')).toEqual(['protocolHost', 'protocolDomain', 'protocolHeader']);
  });
});

it.each([
  ['*', '*'],
  ['::1', '::1'],
  ['0x7f.1', '0x7f.1'],
  ['lan0', 'lan0'],
  ['-lan0', null],
  ['[::1]', null],
  ['', null],
])('the host %j is %j', (text, host) => {
  expect(readHost(text)).toBe(host);
});

it.each([
  ['vpn:www.example.org', { primary: 'vpn', pattern: 'www.example.org' }],
  ['vpn:*.example.org', { primary: 'vpn', pattern: '*.example.org' }],
  ['vpn : a:b', { primary: 'vpn ', pattern: ' a:b' }],
  ['vpn:', { primary: 'vpn', pattern: '' }],
  [':a', { primary: '', pattern: 'a' }],
  ['www.example.org', null],
  ['', null],
])('the virtual host %j is %j', (text, host) => {
  expect(readVirtualHost(text)).toEqual(host);
});
