import { describe, expect, test } from 'vitest';
import { say } from '../../../preload/words/say.ts';
import { toSay } from '../../../preload/words/text.ts';
import { speak } from '../../../preload/words/words.ts';
import { blockOfMask, covers } from './address-blocks.ts';
import { clientForms, type OpenvpnClient } from './clients.ts';
import { type DeriveRequest, deriveOvpn, filesNamed } from './derive.ts';
import { lineOf, readOvpn, wordsOf } from './ovpn-file.ts';

const SERVER = '198.51.100.10';

function derive(text: string, more: Partial<DeriveRequest> = {}) {
  return deriveOvpn({
    items: readOvpn(text),
    directory: '/home/me/vpn',
    files: new Map(),
    platform: 'linux',
    client: 'openvpn',
    version: [2, 6],
    local: { host: '127.0.0.1', port: 1194 },
    servers: [SERVER],
    traffic: 'everything',
    blockIpv6: false,
    ...more,
  });
}

const basis = 'client\ndev tun\nproto udp\nremote vpn.example.org 1194\nremote backup.example.org 1194\n';
const directives = (text: string) => readOvpn(text).flatMap((item) => (item.kind === 'directive' ? [item.name] : []));
const linesOf = (text: string, name: string) => text.split('\n').filter((line) => wordsOf(line)[0] === name);
const routed = (text: string) =>
  linesOf(text, 'route').flatMap((line) => {
    const [, network = '', mask = '255.255.255.255'] = wordsOf(line);
    return blockOfMask(network, mask) ?? [];
  });

describe('every client', () => {
  const clients = Object.keys(clientForms) as OpenvpnClient[];

  test.each(clients)('%s connects to the tunnel by TCP, and to nothing else', (client) => {
    const { text } = derive(
      `${basis}http-proxy proxy.example.org 8080\n<connection>\nremote third.example.org\n</connection>\n`,
      { client },
    );
    expect(linesOf(text, 'remote')).toEqual(['remote 127.0.0.1 1194']);
    expect(linesOf(text, 'proto')).toEqual(['proto tcp-client']);
    expect(text).not.toMatch(/example\.org/);
  });

  test.each(clients)('%s sends everything through the VPN but what the tunnel sends', (client) => {
    const { text } = derive(`${basis}redirect-gateway def1\n`, { client, servers: [SERVER, '198.51.100.20'] });
    const blocks = routed(text);
    const taking = (address: string) => blocks.filter((block) => covers(block, address)).length;
    expect([SERVER, '198.51.100.20', '198.51.100.11', '203.0.113.9', '9.9.9.9'].map(taking)).toEqual([0, 0, 1, 1, 1]);
    expect(text).not.toMatch(/^redirect-gateway|net_gateway/m);
  });

  test.each(clients)('%s gets no route that covers a server, whatever the file says', (client) => {
    const own = [
      'route 198.51.100.0 255.255.255.0',
      'route 0.0.0.0 0.0.0.0',
      'route 198.51.100.10 255.255.255.255 net_gateway',
    ];
    for (const traffic of ['everything', 'networks'] as const) {
      const { text, notes } = derive(`${basis}${own.join('\n')}\n`, { client, traffic });
      expect(routed(text).filter((block) => covers(block, SERVER))).toEqual([]);
      expect(routed(text).some((block) => covers(block, '198.51.100.200'))).toBe(true);
      expect(notes.map(({ line }) => line)).toEqual(expect.arrayContaining([6, 7, 8]));
    }
  });
});

describe('what a server pushes', () => {
  test('cannot make the VPN the way of everything', () => {
    const { text } = derive(basis);
    expect(linesOf(text, 'pull-filter').map((line) => wordsOf(line))).toContainEqual([
      'pull-filter',
      'ignore',
      'redirect-gateway',
    ]);
  });

  test('is left to a setting where the client takes no filter', () => {
    const { text } = derive(basis, { client: 'network-manager' });
    expect(linesOf(text, 'pull-filter')).toEqual([]);
  });
});

describe('directives', () => {
  const udp = ['explicit-exit-notify 1', 'fragment 1300', 'fast-io', 'mtu-test', 'multihome'];

  test.each(udp)('%s is for UDP: left out with a note', (line) => {
    const { text, notes } = derive(`${basis}${line}\n`);
    expect(directives(text)).not.toContain(wordsOf(line)[0]);
    expect(notes).toContainEqual({
      line: 6,
      text: line,
      reason: toSay('vpn.note.leftOut', { reason: toSay('vpn.because.onlyUdp') }),
    });
  });

  test.each(['setenv opt fragment 1300', 'setenv opt remote other.example.org'])('%s is left out as well', (line) => {
    expect(derive(`${basis}${line}\n`).text).not.toContain(line);
  });

  test.each([
    'up /etc/openvpn/up.sh',
    'plugin evil.so',
    'script-security 2',
    'tls-verify x',
    'management 127.0.0.1 7505',
  ])('%s runs or opens something on this computer: left out with a note', (line) => {
    const { text, notes } = derive(`${basis}${line}\n`);
    expect(directives(text)).not.toContain(wordsOf(line)[0]);
    expect(notes.some((note) => note.line === 6 && note.text === line)).toBe(true);
  });

  test('what concerns the VPN itself stays as it is', () => {
    const kept = [
      'cipher AES-256-GCM',
      'auth SHA256',
      'remote-cert-tls server',
      'verify-x509-name vpn name',
      'comp-lzo no',
      'key-direction 1',
      'route 10.8.0.0 255.255.0.0',
    ];
    const { text } = derive(`${basis}${kept.join('\n')}\n`);
    for (const line of kept) expect(text.split('\n')).toContain(line);
  });

  test('inline files stay to the letter', () => {
    const block = '<ca>\n-----BEGIN CERTIFICATE-----\nremote looks like a directive\n-----END CERTIFICATE-----\n</ca>';
    expect(derive(`${basis}${block}\n`).text).toContain(block);
  });

  test('mssfix is written only where the file has none', () => {
    expect(linesOf(derive(basis).text, 'mssfix')).toEqual(['mssfix 1360']);
    expect(linesOf(derive(`${basis}mssfix 1200\n`).text, 'mssfix')).toEqual(['mssfix 1200']);
  });

  test('persist-tun is there, so that nothing goes out in the clear while the VPN reconnects', () => {
    expect(linesOf(derive(basis).text, 'persist-tun')).toHaveLength(1);
    expect(linesOf(derive(`${basis}persist-tun\n`).text, 'persist-tun')).toHaveLength(1);
  });

  test.each([
    ['win32', 'openvpn-gui', null, true],
    ['win32', 'openvpn', [2, 7], true],
    ['win32', 'openvpn', [2, 5], false],
    ['win32', 'openvpn-connect', null, false],
    ['linux', 'openvpn', [2, 6], false],
    ['darwin', 'tunnelblick', null, false],
  ] as const)('disable-dco on %s with %s %j: %s', (platform, client, version, expected) => {
    expect(directives(derive(basis, { platform, client, version }).text).includes('disable-dco')).toBe(expected);
  });

  test('IPv6 is closed when it is asked for, but for the tunnel’s own server', () => {
    const { text } = derive(basis, { blockIpv6: true, servers: [SERVER, '2001:db8:1::10'] });
    expect(directives(text)).toEqual(expect.arrayContaining(['block-ipv6', 'ifconfig-ipv6', 'route-ipv6']));
    expect(linesOf(text, 'route-ipv6')).not.toContain('route-ipv6 2000::/3');
    expect(directives(derive(basis).text)).not.toContain('block-ipv6');
  });
});

describe('files and credentials', () => {
  test('a file beside the .ovpn is named by its whole path', () => {
    const { text } = derive(`${basis}ca ca.crt\ntls-auth keys/ta.key 1\npkcs12 /etc/me.p12\n`);
    expect(text.split('\n')).toEqual(
      expect.arrayContaining(['ca /home/me/vpn/ca.crt', 'tls-auth /home/me/vpn/keys/ta.key 1', 'pkcs12 /etc/me.p12']),
    );
    const windows = derive(`${basis}ca ca.crt\n`, { platform: 'win32', directory: 'C:\\Users\\J Ö\\vpn' });
    expect(linesOf(windows.text, 'ca')).toEqual([lineOf('ca', 'C:\\Users\\J Ö\\vpn\\ca.crt')]);
  });

  test('a client that copies the file alone gets a note instead of a broken path', () => {
    const { text, notes } = derive(`${basis}key my.key\n`, { client: 'openvpn-connect', platform: 'darwin' });
    expect(directives(text)).not.toContain('key');
    expect(notes).toContainEqual({
      line: 6,
      text: 'key my.key',
      reason: toSay('vpn.note.noFiles', { program: 'OpenVPN Connect', directive: '<key>' }),
    });
  });

  describe('whose text is known', () => {
    const pem = (word: string) => `-----BEGIN ${word}-----\nAAAA\n-----END ${word}-----\n`;
    const text = `${basis}ca ca.crt\nkey me.key\ntls-auth ta.key 1\npkcs12 me.p12\nauth-user-pass login.txt\n`;
    const files = new Map([
      ['ca.crt', pem('CERTIFICATE')],
      ['me.key', pem('PRIVATE KEY')],
      ['ta.key', pem('OpenVPN Static key V1')],
    ]);

    test.each<[OpenvpnClient, string[], boolean]>([
      ['openvpn', [], false],
      ['openvpn-gui', [], false],
      ['openvpn-connect', ['ca', 'key', 'tls-auth'], true],
      ['viscosity', ['ca', 'key', 'tls-auth'], true],
      ['tunnelblick', ['ca', 'key', 'tls-auth'], true],
      ['network-manager', ['ca', 'key', 'tls-auth'], true],
    ])('are put inside for %s: %j', (client, inside, saysDirection) => {
      const made = derive(text, { client, files });
      const items = readOvpn(made.text);
      expect(items.flatMap((item) => (item.kind === 'inline' ? [item.name] : []))).toEqual(inside);
      expect(directives(made.text).includes('key-direction')).toBe(saysDirection);
      expect(filesNamed(readOvpn(text), client)).toEqual(inside.length === 0 ? [] : [...files.keys()]);
    });

    test('the direction of the key is said once', () => {
      const made = derive(`${text}key-direction 1\n`, { client: 'viscosity', files });
      expect(linesOf(made.text, 'key-direction')).toEqual(['key-direction 1']);
    });
  });

  test('a password is never written, and asked for instead', () => {
    const { text, notes } = derive(
      `${basis}<auth-user-pass>\nme\nsecret-word\n</auth-user-pass>\nhttp-proxy p.example 80 login-file basic\n`,
    );
    expect(text).not.toContain('secret-word');
    expect(directives(text)).toContain('auth-user-pass');
    expect(JSON.stringify(notes)).not.toMatch(/secret-word|login-file/);
  });
});

test('a name in a route is kept where the client resolves it, and left out where it refuses the file', () => {
  const line = 'route intranet.example.org 255.255.255.255';
  expect(derive(`${basis}${line}\n`).text).toContain(line);
  const { text, notes } = derive(`${basis}${line}\n`, { client: 'network-manager' });
  expect(text).not.toContain('intranet');
  expect(notes.map(({ reason }) => say(reason))).toContain(
    'Left out, because NetworkManager refuses a name in a route.',
  );
});

test('only the VPN’s own networks: nothing else is routed, and a pushed default is ignored', () => {
  const { text } = derive(`${basis}redirect-gateway def1\nroute 10.9.0.0 255.255.0.0\n`, { traffic: 'networks' });
  expect(linesOf(text, 'route')).toEqual(['route 10.9.0.0 255.255.0.0']);
  expect(linesOf(text, 'pull-filter')).not.toEqual([]);
});

test('says what keeps IPv6 back where the client has no setting for it', () => {
  const about = (client: OpenvpnClient) =>
    derive(basis, { client, blockIpv6: true }).notes.flatMap(({ text, reason }) =>
      text === 'block-ipv6' ? [say(reason)] : [],
    );
  expect(about('network-manager')).toEqual([expect.stringContaining('NetworkManager has no such setting')]);
  expect(about('openvpn')).toEqual([expect.stringContaining('Nothing leaves by IPv6')]);
});

test('the file is in English, whatever language the window speaks', async () => {
  await speak('en-XA');
  try {
    expect(derive(basis, { client: 'openvpn' }).text).toContain('# Made by Adit for openvpn (command line).');
  } finally {
    await speak('en');
  }
});
