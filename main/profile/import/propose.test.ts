import { describe, expect, test } from 'vitest';
import { inWords } from '../../../preload/import-words.ts';
import { sayAll, sayClause } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import { parse } from '../../conf/parse.ts';
import { propose } from './propose.ts';

const read = (text: string, fileName: string | null = null, takenPorts: readonly number[] = []) => {
  const result = propose(parse(text), { fileName, takenPorts: new Set(takenPorts) });
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  const { services, notes } = result.proposal;
  return { notes: sayAll(notes), services: services.map(({ view, template }) => ({ view: inWords(view), template })) };
};
const first = (...parameters: Parameters<typeof read>) => {
  const service = read(...parameters).services[0];
  if (service === undefined) throw new Error('no service');
  return service;
};
const reasonsOf = ({ view }: ReturnType<typeof first>) => view.notes.map(({ line, reason }) => [line, reason]);

const server = (...lines: readonly string[]) => ['cert = /x.pem', '[ssh]', ...lines].join('\n');

describe('a server’s section', () => {
  test('becomes the client that connects where it accepts and listens on loopback', () => {
    const { view, template } = first(server('accept = 443', 'connect = 127.0.0.1:22'));
    expect(view).toMatchObject({
      role: 'server',
      section: 'ssh',
      name: 'ssh',
      application: 'ssh',
      host: null,
      remotePort: 443,
      localPort: 2222,
      problem: null,
    });
    expect(template).toMatchObject({
      accept: [{ host: '127.0.0.1', port: 2222 }],
      connect: [{ host: null, port: 443 }],
      trust: { kind: 'system', checks: { hosts: [], emails: [], ips: [] } },
      timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
      startWithApp: false,
      demo: false,
    });
    for (const field of ['name', 'application', 'host', 'remotePort', 'localPort', 'trust'] as const) {
      expect(view.reasons[field]).toMatch(/[.?]$/);
    }
  });

  const ports: readonly (readonly [connect: string, local: number])[] = [
    ['22', 2222],
    ['127.0.0.1:80', 8080],
    ['873', 8730],
    ['localhost:25', 8025],
    ['db:5432', 5432],
    ['6379', 6379],
  ];
  test.each(ports)('connecting to %s listens on %i', (connect, local) => {
    expect(first(`[x]\naccept = 443\nconnect = ${connect}\n`).view.localPort).toBe(local);
  });

  test('local ports avoid other profiles and earlier services of the file', () => {
    const text = '[a]\naccept = 443\nconnect = 22\n[b]\naccept = 444\nconnect = 22\n';
    expect(read(text, null, [2222]).services.map(({ view }) => view.localPort)).toEqual([2223, 2224]);
  });

  const applications: readonly (readonly [section: string, connect: string, application: string])[] = [
    ['ssh', '22', 'ssh'],
    ['scp', '22', 'sftp'],
    ['SFTP-backup', '22', 'sftp'],
    ['legacyservice', '22', 'ssh'],
    ['tunnel', '1194', 'openvpn'],
    ['ovpn3', '443', 'openvpn'],
    ['ssyncd', '9000', 'rsync'],
    ['http', '9999', 'http'],
    ['x', '8080', 'http'],
    ['ssh', '8080', 'ssh'],
    ['cache', '6379', 'redis'],
    ['mongo-1', '9000', 'mongodb'],
    ['x', '5432', 'postgresql'],
    ['mariadb', '9000', 'mysql'],
    ['x', '5901', 'vnc'],
    ['x', '3389', 'rdp'],
    ['tinyproxy', '9200', 'custom'],
    ['pop3s', '110', 'custom'],
    ['constructor', '9200', 'custom'],
  ];
  test.each(applications)('[%s] before port %s is %s', (section, connect, application) => {
    expect(first(`[${section}]\naccept = 443\nconnect = ${connect}\n`).view.application).toBe(application);
  });

  const hosts: readonly (readonly [fileName: string | null, accept: string, host: string | null])[] = [
    [null, '443', null],
    ['vpn.example.com.conf', '443', 'vpn.example.com'],
    ['VPN.example.com (1).conf', '443', 'vpn.example.com'],
    ['stunnel-vpn.example.com.conf', '443', 'vpn.example.com'],
    ['203.0.113.5.conf', '443', '203.0.113.5'],
    ['stunnel.conf', '443', null],
    ['stunnel.server.ssh.conf', '443', null],
    ['d-stunnel--stunnel.server.http.conf', '443', null],
    ['my server.conf', '443', null],
    [null, '0.0.0.0:443', null],
    [null, '::: 443', null],
    [null, 'tls.example.com:443', 'tls.example.com'],
    [null, '203.0.113.5:443', '203.0.113.5'],
    [null, 'stunnel:6380', null],
    [null, '127.evil.example.com:443', '127.evil.example.com'],
    [null, '127.0.0.1:4433', null],
  ];
  test.each(hosts)('the host in %j with accept = %s', (fileName, accept, host) => {
    expect(first(server(`accept = ${accept}`, 'connect = 22'), fileName).view.host).toBe(host);
  });

  test('that leaves no TLS version is a problem', () => {
    const { view } = first(server('accept = 443', 'connect = 22', 'sslVersion = SSLv3'));
    expect(view.problem).toMatch(/^“sslVersion = SSLv3” \(line 5\) leaves no TLS version.*at the server/);
    expect(first(server('accept = 443', 'connect = 22', 'sslVersionMin = SSLv3')).view.problem).toBeNull();
  });

  test('without accept is a problem, told and left out', () => {
    const { view } = first('[ssh]\nconnect = 22\n');
    expect(view.problem).toMatch(/no “accept” line/);
  });

  const placeholders = ['PORT', `\${PORT}`, '{{ port }}', '<%= @port %>', '<port>', '%PORT%', '0.0.0.0:PORT', '70000'];
  test.each(placeholders)('accept = %s is a question for the port', (accept) => {
    const { view } = first(server(`accept = ${accept}`, 'connect = 127.0.0.1:22'));
    expect(view).toMatchObject({ remotePort: null, localPort: 2222, problem: null });
    expect(view.reasons.remotePort).toMatch(/Which port does the server listen on\?/);
  });

  test('with several accept lines offers the first and names the others', () => {
    const service = first(server('accept = 443', 'accept = 8443', 'connect = 22'));
    expect(service.view.remotePort).toBe(443);
    expect(reasonsOf(service)).toContainEqual([4, 'The server also listens on port 8443.']);
  });

  const accepts: readonly (readonly [lines: string, host: string | null, port: number | null, note: RegExp])[] = [
    [
      '127.0.0.1:8443|vpn.acme.org:443',
      'vpn.acme.org',
      443,
      /^The server also listens on 127\.0\.0\.1:8443, which only/,
    ],
    ['vpn.acme.org:443|::1:8443', 'vpn.acme.org', 443, /also listens on \[::1\]:8443, which only/],
    ['127.0.0.1:8443|443', null, 443, /127\.0\.0\.1:8443/],
    ['127.0.0.1:8443|0.0.0.0:443', null, 443, /127\.0\.0\.1:8443/],
    ['443|203.0.113.5:8443', '203.0.113.5', 8443, /also listens on port 443\.$/],
    ['10.1.2.3:8443|443', null, 443, /also listens on 10\.1\.2\.3:8443\.$/],
    ['10.1.2.3:8443|127.0.0.1:443', null, 8443, /127\.0\.0\.1:443/],
    ['127.0.0.1:8443|PORT', null, null, /127\.0\.0\.1:8443/],
    ['443|PORT', null, 443, /“PORT”/],
  ];
  test.each(accepts)('with accept = %s takes host %s and port %s from one line', (lines, host, port, note) => {
    const { view } = first(server(...lines.split('|').map((value) => `accept = ${value}`), 'connect = 22'));
    expect([view.host, view.remotePort]).toEqual([host, port]);
    expect(view.notes.map(({ reason }) => reason)).toEqual([expect.stringMatching(note)]);
    expect(view.reasons.remotePort).toMatch(/\(line \d\)/);
  });

  test('with several connect lines names the other ports', () => {
    const service = first(server('accept = 443', 'connect = 22', 'connect = db:22', 'connect = 2200'));
    expect(service.view.localPort).toBe(2222);
    expect(reasonsOf(service)).toEqual([[6, expect.stringMatching(/on to port 2200 as well.*for port 22\.$/)]]);
  });

  test('in front of a program is connected to all the same', () => {
    const service = first('[uucp]\naccept = 4031\nexec = /usr/sbin/uucico\nexecArgs = uucico -l\n');
    expect(service.view).toMatchObject({ remotePort: 4031, localPort: 4031, problem: null });
    expect(reasonsOf(service)).toContainEqual([
      3,
      'The server starts this program for each connection. Adit runs nothing.',
    ]);
  });

  test('without sections (inetd) asks for the port', () => {
    const { view } = first('cert = /x.pem\nconnect = 22\n');
    expect(view).toMatchObject({ section: '', name: 'SSH', remotePort: null, localPort: 2222, problem: null });
  });

  test.each([
    ['connect = 22', 'SSH'],
    ['connect = 9200', 'Service on port 443'],
  ])('with an empty name and %s is called %s', (connect, name) => {
    const { view } = first(`[]\naccept = 443\n${connect}\n`);
    expect([view.name, view.reasons.name]).toEqual([name, 'The section has no name.']);
  });

  test('mirrors the versions, ciphers and groups that the server insists on', () => {
    const tls = (...lines: readonly string[]) => first(server('accept = 443', 'connect = 22', ...lines)).template.tls;
    expect(tls('sslVersion = TLSv1.2')).toMatchObject({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' });
    expect(tls('sslVersion = all')).toMatchObject({ minVersion: null, maxVersion: null });
    expect(tls('sslVersionMin = tlsv1.3')).toMatchObject({ minVersion: 'TLSv1.3', maxVersion: null });
    expect(tls('options = NO_TLSv1.3')).toMatchObject({ minVersion: null, maxVersion: 'TLSv1.2' });
    expect(tls('options = NO_TLSv1', 'options = NO_TLSv1.1')).toMatchObject({ minVersion: 'TLSv1.2' });
    expect(tls('options = NO_TLSv1.3', 'options = -NO_TLSv1.3')).toMatchObject({ maxVersion: null });
    expect(tls('ciphers = ECDHE-RSA-AES128-GCM-SHA256', 'curve = P-256')).toMatchObject({
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256',
      curves: 'P-256',
    });
    expect(tls('sslVersionMin = TLSv1.3', 'sslVersionMax = TLSv1.2')).toMatchObject({
      minVersion: null,
      maxVersion: null,
    });
  });

  const demands: readonly (readonly [lines: string, kind: string | null, reason: RegExp])[] = [
    ['requireCert = yes', 'certificate', /asks for a client certificate.*line 5.*any will do/],
    ['verify = 2\nCAfile = ca.pem', 'certificate', /issued by an authority in its ca\.pem/],
    ['verify = 3\nCAfile = ca.pem', 'certificate', /one of those in its ca\.pem/],
    ['verify = 4\nCAfile = ca.pem', 'certificate', /one of those/],
    ['verifyChain = yes\nCAfile = ca.pem', 'certificate', /verifyChain = yes, line 5/],
    ['verifyPeer = yes\nCAfile = ca.pem', 'certificate', /refuses the connection/],
    ['PSKsecrets = /etc/psk.txt', null, /./],
    ['verify = 1', null, /./],
    ['verify = 0', null, /./],
    ['verifyPeer = yes\nverify = 0', null, /./],
  ];
  test.each(demands)('that says %j asks for: %s', (lines, kind, reason) => {
    const { view } = first(server('accept = 443', 'connect = 22', lines));
    if (kind === null) expect(view).not.toHaveProperty('needs');
    else expect(view.needs).toEqual([{ kind, required: true, reason: expect.stringMatching(reason), named: null }]);
  });

  test('that has no certificate of its own asks for a pre-shared key', () => {
    const { view } = first('[psk]\naccept = 443\nconnect = 22\nPSKsecrets = /etc/psk.txt\n');
    const reason: unknown = expect.stringMatching(/no certificate.*line of its \/etc\/psk\.txt: an identity/);
    expect(view.needs).toEqual([{ kind: 'psk', required: true, reason, named: null }]);
    expect([view.trust, view.reasons.trust]).toEqual([expect.stringContaining('pre-shared key'), undefined]);
  });

  test.each([
    ['smtp', { kind: 'smtp', host: null, login: null }],
    ['POP3', { kind: 'pop3' }],
    ['imap', { kind: 'imap' }],
    ['pgsql', { kind: 'pgsql' }],
    ['cifs', { kind: 'cifs' }],
  ])('that speaks %s has a client that speaks it', (protocol, negotiation) => {
    const { template, view } = first(server('accept = 443', 'connect = 22', `protocol = ${protocol}`));
    expect(template.negotiation).toEqual(negotiation);
    expect(view.notes).toEqual([]);
  });

  test.each([
    ['proxy', /Clients have nothing to do with it/],
    ['connect', /asked like an HTTP proxy/],
    [`\${PROTOCOL}`, /placeholder/],
    ['gopher', /does not know/],
    ['capwin', /^capwin is part of the CapWIN product.*Use stunnel/],
  ])('that says protocol = %s gets a note', (protocol, reason) => {
    const service = first(server('accept = 443', 'connect = 22', `protocol = ${protocol}`));
    expect(service.template).not.toHaveProperty('negotiation');
    expect(reasonsOf(service)).toEqual([[5, expect.stringMatching(reason)]]);
  });

  test('that is a SOCKS proxy is reached where programs look for one', () => {
    const service = first(server('accept = 443', 'protocol = socks'));
    expect(service.view).toMatchObject({ localPort: 1080, remotePort: 443, problem: null });
    expect(service.template).not.toHaveProperty('negotiation');
    expect(reasonsOf(service)).toEqual([[4, expect.stringMatching(/local port as SOCKS proxy in your programs/)]]);
  });

  const habits: readonly (readonly [line: string, note: RegExp | null])[] = [
    ['sslVersion = TLSv1', /^Nothing newer than TLS 1\.0 is allowed here/],
    ['sslVersion = SSLv3', /^SSL 3 is in no TLS library any more/],
    ['sslVersionMax = tlsv1.1', /^Nothing newer than TLS 1\.1 is allowed here/],
    ['sslVersionMin = TLSv1', /Raise the lowest version to TLS 1\.2/],
    ['sslVersionMin = TLSv1.2', null],
    ['sslVersion = all', null],
    ['options = NO_TLSv1_3', /TLS 1\.3, the safest version, is switched off/],
    ['options = -NO_SSLv3', /switches an unsafe version on/],
    ['options = NO_SSLv3', null],
    ['ciphers = ALL:aNULL', /ciphers that protect nothing/],
    ['ciphers = RC4-SHA', /ciphers that protect nothing/],
    ['ciphers = HIGH:!aNULL:!MD5:-RC4:+3DES', null],
    ['ciphers = HIGH:@SECLEVEL=0', /ciphers that protect nothing/],
    ['securityLevel = 0', /Level 0/],
  ];
  test.each(habits)('with the habit %j', (line, note) => {
    const { notes } = first(server('accept = 0.0.0.0:443', 'connect = 22', line)).view;
    const named = notes.filter(({ reason }) => /outdated|Nothing newer|SSL 3 is|switche|protect|Raise/.test(reason));
    if (note === null) expect(named).toEqual([]);
    else expect(named).toEqual([{ line: 5, text: line, reason: expect.stringMatching(note) as string }]);
  });

  test('never takes its own CAfile as the trust for it, nor its key for anything', () => {
    const text = 'key = /etc/stunnel/key.pem\n[a]\nCAfile = clients.pem\naccept = 443\nconnect = 22\n';
    const { services, notes } = read(text);
    expect(services[0]?.template.trust.kind).toBe('system');
    expect(notes).toEqual([
      {
        line: 1,
        text: 'key = /etc/stunnel/key.pem',
        reason: expect.stringMatching(/private key.*not leave the server/) as string,
      },
    ]);
  });
});

describe('virtual hosts', () => {
  const text = [
    '[tls]',
    'accept = 443',
    'connect = 127.0.0.1:8443',
    '[ssh]',
    'sni = tls:ssh.example.com',
    'connect = 22',
    '[any]',
    'sni = TLS:*.example.com',
    'connect = 5432',
    '[lost]',
    'sni = other:x.example.com',
    'connect = 22',
  ].join('\n');

  test('share the port of the section that accepts, and are chosen by name', () => {
    const [main, ssh, any, lost] = read(text).services;
    expect(main?.view).toMatchObject({ host: 'ssh.example.com', remotePort: 443, problem: null });
    expect(ssh?.view).toMatchObject({ host: 'ssh.example.com', remotePort: 443, localPort: 2222, problem: null });
    expect(ssh?.template.tls.sni).toEqual({ kind: 'name', name: 'ssh.example.com' });
    expect(any?.view).toMatchObject({ host: null, remotePort: 443, problem: null });
    expect(any?.view.reasons.host).toContain('*.example.com');
    expect(any?.template.tls.sni).toEqual({ kind: 'default' });
    expect(lost?.view.problem).toContain('[other]');
  });
});

describe('the host of a server', () => {
  const hostOf = (lines: string, fileName: string | null = null) => {
    const { view, template } = first(`[a]\nconnect = 22\n${lines}`, fileName);
    return [view.host, template.tls.sni.kind];
  };
  test('is the name that certbot has its certificate under', () => {
    const cert = (folder: string) => `accept = 443\ncert = /etc/letsencrypt/live/${folder}/fullchain.pem`;
    expect(hostOf(cert('vpn.example.net'))).toEqual(['vpn.example.net', 'default']);
    expect(hostOf(cert('vpn.example.net-0001'))).toEqual(['vpn.example.net', 'default']);
    expect(hostOf(cert('mycert'))).toEqual([null, 'default']);
  });

  test('is no notation for all addresses, and no ending of a file', () => {
    for (const accept of ['::443', ':::443', '*:443', '0.0.0.0:443', '0::0:443', ':::1:443', '999999::1:443']) {
      expect(hostOf(`accept = ${accept}`)[0], accept).toBeNull();
    }
    expect(hostOf('accept = 2001:db8::1:443')[0]).toBe('2001:db8::1');
    expect(hostOf('accept = 443', 'README.md')[0]).toBeNull();
    expect(hostOf('accept = 443', 'vpn.example.com.conf.j2')[0]).toBe('vpn.example.com');
  });

  test('is not sent where a virtual host would answer to it', () => {
    const virtual = '[b]\nsni = a:b.example.net\nconnect = 80\n';
    expect(hostOf(`accept = 443\n${virtual}`)).toEqual(['b.example.net', 'none']);
    const own = 'cert = /etc/letsencrypt/live/a.example.net/fullchain.pem';
    expect(hostOf(`accept = 443\n${own}\n${virtual}`)).toEqual(['a.example.net', 'default']);
    const wild = '[b]\nsni = a:*.b.example.net\nconnect = 80\n';
    expect(read(`[a]\naccept = 443\nconnect = 22\n${own}\n${wild}`).services[1]?.view.host).toBeNull();
    expect(hostOf(`accept = a.example.net:443\n[b]\nsni = a:*.example.net\nconnect = 80\n`)[1]).toBe('none');
  });
});

test('a role that is a placeholder before the sections is noted', () => {
  expect(read(`client = \${CLIENT}\n[a]\naccept = 443\nconnect = 22\n`).notes).toEqual([
    expect.objectContaining({ line: 1, reason: expect.stringMatching(/neither yes nor no/) as string }),
  ]);
});

describe('a client’s section', () => {
  const client = (...lines: readonly string[]) => ['client = yes', '[ssh]', ...lines].join('\n');

  test('is taken as it is, on loopback when it names only a port', () => {
    const service = first(
      client(
        'accept = 2222',
        'connect = vpn.example.com:443',
        'connect = 203.0.113.5:8443',
        'failover = rr',
        'sni = www.example.com',
        'sslVersionMin = TLSv1.2',
        'ciphers = HIGH',
        'curves = X25519',
        'TIMEOUTconnect = 3',
        'TIMEOUTbusy = 30',
        'TIMEOUTidle = 600',
        'TIMEOUTclose = 0',
      ),
    );
    expect(service.view).toMatchObject({ role: 'client', host: 'vpn.example.com', remotePort: 443, localPort: 2222 });
    expect(service.view.reasons.localPort).toMatch(/this computer only/);
    expect(service.template).toMatchObject({
      accept: [{ host: '127.0.0.1', port: 2222 }],
      connect: [
        { host: 'vpn.example.com', port: 443 },
        { host: '203.0.113.5', port: 8443 },
      ],
      failover: 'rr',
      tls: {
        sni: { kind: 'name', name: 'www.example.com' },
        minVersion: 'TLSv1.2',
        maxVersion: null,
        ciphers: 'HIGH',
        curves: 'X25519',
      },
      timeouts: { connect: 3, busy: 30, idle: 600, close: 0 },
    });
    expect(service.view.notes).toEqual([]);
  });

  const addresses: readonly (readonly [accept: string, host: string, port: number | null])[] = [
    ['2222', '127.0.0.1', 2222],
    ['localhost:2222', 'localhost', 2222],
    ['[::1]:2222', '::1', 2222],
    ['::1:2222', '::1', 2222],
    ['0.0.0.0:2222', '0.0.0.0', 2222],
    ['192.168.1.5:2222', '192.168.1.5', 2222],
    ['<your ip>:2222', '127.0.0.1', 2222],
    ['PORT', '127.0.0.1', null],
  ];
  test.each(addresses)('with accept = %s listens on %s', (accept, host, port) => {
    const { template } = first(client(`accept = ${accept}`, 'connect = vpn.example.com:443'));
    expect(template.accept[0]).toEqual({ host, port });
  });

  test('with a placeholder for its address says that Adit listens on this computer only', () => {
    const reason = (taken: readonly number[] = []) =>
      first(client('accept = <your ip address>:9880', 'connect = vpn.example.com:443'), null, taken).view.reasons
        .localPort;
    const placeholder = 'The file has “<your ip address>” in place of the address; Adit listens on this computer only.';
    expect(reason()).toBe(`The port is that of the file (line 3). ${placeholder}`);
    expect(reason([9880])).toMatch(new RegExp(`another tunnel has; 9881 is free\\. ${placeholder}$`));
  });

  test('behind a proxy with an IPv6 address shows that in brackets', () => {
    const lines = ['accept = 2222', 'connect = 2001:db8::1:3128', 'protocol = connect', 'protocolHost = a.example:443'];
    expect(first(client(...lines)).view.reasons.host).toContain('behind the proxy [2001:db8::1]:3128');
  });

  test('that listens on all networks says so', () => {
    const service = first(client('accept = 0.0.0.0:2222', 'connect = vpn.example.com:443'));
    expect(service.view.accept).toEqual([{ host: '0.0.0.0', port: 2222 }]);
    expect(reasonsOf(service)).toEqual([[3, expect.stringMatching(/other computers can use this tunnel/)]]);
  });

  test('moves away from a port that another profile has', () => {
    const { view } = first(client('accept = 2222', 'connect = vpn.example.com:443'), null, [2222]);
    expect(view.localPort).toBe(2223);
    expect(view.reasons.localPort).toMatch(/another tunnel has/);
  });

  const questions = ['A.B.C.D', '<server IP>', `\${HOST}`, '{{ host }}', '<%= @host %>', 'HOST', 'your-server.com'];
  test.each(questions)('connect = %s:443 is a question for the host', (host) => {
    const { view } = first(client('accept = 2222', `connect = ${host}:443`));
    expect(view).toMatchObject({ host: null, remotePort: 443, localPort: 2222, problem: null });
    expect(view.reasons.host).toContain(host);
  });

  test('without connect is a problem', () => {
    expect(first(client('accept = 2222')).view.problem).toMatch(/no “connect” line/);
  });

  test('that leaves no TLS version is a problem', () => {
    const { view } = first(client('accept = 2222', 'connect = a.example:443', 'sslVersionMax = SSLv3'));
    expect(view.problem).toMatch(/^“sslVersionMax = SSLv3” \(line \d+\) leaves no TLS version.*in the file/);
  });

  test('without sections is one service', () => {
    const { view } = first('client = yes\nconnect = vpn.example.com:443\n');
    expect(view).toMatchObject({ role: 'client', host: 'vpn.example.com', localPort: null, problem: null });
  });

  test('overrides the file’s default role, either way', () => {
    const text = 'client = yes\n[a]\naccept = 1\nconnect = x:2\n[b]\nclient = no\naccept = 443\nconnect = 22\n';
    expect(read(text).services.map(({ view }) => view.role)).toEqual(['client', 'server']);
  });

  const file = (path: string) => [{ kind: 'file', path }];
  const folder = (path: string) => ({ kind: 'directory', path });
  const trusts: readonly (readonly [lines: string, trust: object])[] = [
    ['', { kind: 'system' }],
    ['verify = 0', { kind: 'system' }],
    ['verifyChain = yes\nCAfile = ./ca.pem', { kind: 'authority', certificates: file('./ca.pem') }],
    ['verifyPeer = yes\nCAfile = D:\\peer.pem', { kind: 'pinned', certificates: file('D:\\peer.pem') }],
    ['verify = 1\nCAfile = ca.pem', { kind: 'authority' }],
    ['verify = 2\nCAfile = ca.pem', { kind: 'authority' }],
    ['verify = 3\nCAfile = ca.pem', { kind: 'authority', peer: true }],
    ['verifyPeer = yes\nverifyChain = yes\nCAfile = ca.pem', { kind: 'authority', peer: true }],
    ['verify = 3\nverifyPeer = no\nCAfile = ca.pem', { kind: 'authority' }],
    ['verify = 3\nverifyChain = no\nCAfile = ca.pem', { kind: 'pinned' }],
    ['verify = 4\nCAfile = ca.pem', { kind: 'pinned' }],
    ['verifyPeer = yes\nverify = 0\nCAfile = ca.pem', { kind: 'system' }],
    ['verifyChain = yes\nCApath = /etc/ssl/certs', { kind: 'system' }],
    ['verifyChain = yes\nCApath = /etc/ssl/certs/\nCAfile = /etc/ssl/certs/ca-certificates.crt', { kind: 'system' }],
    ['verifyChain = yes\nCApath = /opt/ca', { kind: 'authority', certificates: [folder('/opt/ca')] }],
    [
      'verifyChain = yes\nCApath = /opt/ca\nCAfile = ca.pem',
      { kind: 'authority', certificates: [...file('ca.pem'), folder('/opt/ca')] },
    ],
    ['verifyPeer = yes\nCApath = C:\\ca', { kind: 'pinned', certificates: [folder('C:\\ca')] }],
    ['verify = 3\nCApath = C:\\ca', { kind: 'authority', peer: true, certificates: [folder('C:\\ca')] }],
    ['verifyChain = yes\nCApath = {{ path }}\nCAfile = ca.pem', { kind: 'authority', certificates: file('ca.pem') }],
    ['verifyChain = yes\nCApath = %CERTS%', { kind: 'system' }],
    ['verifyChain = yes\nCAfile = %CRT%', { kind: 'system' }],
    [
      'verifyChain = yes\nCAfile = ca.pem\ncheckHost = a.example.com\ncheckHost = b.example.com\ncheckIP = ::1',
      { kind: 'authority', checks: { hosts: ['a.example.com', 'b.example.com'], emails: [], ips: ['::1'] } },
    ],
  ];
  test.each(trusts)('trust from %j', (lines, trust) => {
    const { template, view } = first(client('accept = 2222', 'connect = x.example.com:443', lines));
    expect(template.trust).toMatchObject(trust);
    expect(view.reasons.trust).toMatch(/\.$/);
  });

  test('that names authorities but verifies nothing is told that they do nothing', () => {
    const service = first(client('accept = 2222', 'connect = x.example.com:443', 'CAfile = ca.pem'));
    expect(reasonsOf(service)).toEqual([[5, expect.stringMatching(/^Without verifyChain or verifyPeer/)]]);
  });

  test('with verify = 3 is told that both count', () => {
    const service = first(client('accept = 2222', 'connect = x.example.com:443', 'CAfile = ca.pem', 'verify = 3'));
    expect(service.view.trust).toBe('Only a certificate in ca.pem, and only when its authority is there as well');
    expect(service.view.reasons.trust).toContain('(verifyChain and verifyPeer)');
    expect(service.view.notes).toEqual([]);
  });

  test('with a key that looks like the server’s is told that it should not have it', () => {
    const told = (text: string, what = 'certificate') =>
      read(text)
        .services.at(-1)
        ?.view.notes.filter(({ reason }) => reason.startsWith(`This looks like the server’s own ${what}.`))
        .map(({ line }) => line);
    const keyed = client('accept = 1', 'connect = x:2', 'cert = fullchain.pem', 'key = /etc/privkey.pem');
    expect(told(keyed, 'private key')).toEqual([6]);
    expect(told(keyed)).toEqual([]);
    expect(told(client('accept = 1', 'connect = x:2', 'cert = /etc/stunnel/stunnel.pem'))).toEqual([5]);
    const own = client('accept = 1', 'connect = x:2', 'cert = alice.pem', 'key = alice.key');
    expect([told(own), told(own, 'private key')]).toEqual([[], []]);
    expect(told(client('accept = 1', 'connect = x:2', 'cert = /a.pem'))).toEqual([]);
    const both =
      '[a]\ncert = a.pem\naccept = 443\nconnect = 22\n[b]\nclient = yes\ncert = a.pem\naccept = 1\nconnect = x:2';
    expect(told(both)).toEqual([7]);
    expect(told(both, 'private key')).toEqual([]);
  });

  test('that verified nothing is told that Adit will ask', () => {
    const { view } = first(client('accept = 2222', 'connect = x.example.com:443'));
    expect(view.reasons.trust).toMatch(/did not verify.*asks once/);
  });
});

describe('the file', () => {
  test('that is no stunnel configuration is refused with an explanation', () => {
    const result = propose(parse('{"a": 1}'), { fileName: 'x.json', takenPorts: new Set() });
    expect(result).toMatchObject({
      ok: false,
      explanation: { what: saying('This is a JSON file, not a stunnel configuration.') },
    });
  });

  test('that defines no service says so', () => {
    const result = propose(parse('output = /x.log\ndebug = 7\n'), { fileName: null, takenPorts: new Set() });
    expect(result).toMatchObject({ ok: false, explanation: { what: saying(/no service/) } });
  });

  test('names the group when it has several services', () => {
    const one = '[a]\naccept = 443\nconnect = 22\n';
    const groups = (text: string, fileName: string | null) =>
      read(text, fileName).services.map(({ template }) => template.group);
    expect(groups(one, 'office.conf')).toEqual([null]);
    expect(groups(`${one}${one}`, 'office.conf')).toEqual(['office', 'office']);
    expect(groups(`${one}${one}`, null)).toEqual(['Pasted configuration', 'Pasted configuration']);
  });

  test('keeps names and groups as long as profiles may have them, however long those of the file are', () => {
    const section = `[${'s'.repeat(200)}]\naccept = 443\nconnect = 22\n`;
    const { services } = read(`${section}${section}`, `${'f'.repeat(200)}.conf`);
    expect(services.map(({ template }) => template.group)).toEqual(['f'.repeat(120), 'f'.repeat(120)]);
    expect(services.map(({ view }) => view.name)).toEqual(['s'.repeat(80), `${'s'.repeat(74)} 2`]);
  });

  test('gives sections of the same name, or none, names of their own', () => {
    const text =
      '[ssh 2]\naccept = 4\nconnect = 22\n[ssh]\naccept = 1\nconnect = 22\n[ssh]\naccept = 2\nconnect = 22\n[ ]\naccept = 3\nconnect = 22\n';
    const { services } = read(text);
    expect(services.map(({ view }) => view.name)).toEqual(['ssh 2', 'ssh', 'ssh 3', 'SSH']);
    expect(new Set(services.map(({ view }) => view.key)).size).toBe(4);
  });

  test('reads two files joined without a heading as a server’s and a client’s, and says so', () => {
    const text =
      '[ssh]\naccept = 443\nconnect = 127.0.0.1:22\nclient = yes\npid = /x\n[ssh]\naccept = 127.0.0.1:22\nconnect = h:443\n';
    const { services, notes } = read(text);
    expect(services.map(({ view }) => [view.role, view.remotePort])).toEqual([
      ['server', 443],
      ['client', 443],
    ]);
    expect(notes).toContainEqual({
      line: 4,
      text: 'client = yes',
      reason: 'Another file seems to begin here; it was read on its own.',
    });
  });

  test('asks to check the roles where a line may belong to either of two files', () => {
    const text = '[a]\naccept = 443\nconnect = 22\nclient = yes\n[b]\naccept = 1\nconnect = 2\n';
    expect(read(text).notes).toMatchObject([
      { line: 4, reason: expect.stringMatching(/^This line may belong/) as string },
    ]);
  });

  test('loses no line: each option has an effect or a note, here and in the profile', () => {
    const text = [
      'output = /x.log',
      'pid =',
      'colour = red',
      '[ssh]',
      'accept = 443 ; public',
      'connect = 22',
      'setuid = nobody',
      'foreground = yes',
      'include = /etc/more',
      'nonsense',
    ].join('\n');
    const { services, notes } = read(text);
    const lines = (list: readonly { readonly line: number | null }[] = []) => list.map(({ line }) => line);
    expect(lines(notes)).toEqual([1, 2, 3]);
    expect(lines(services[0]?.view.notes)).toEqual([5, 7, 8, 9, 10]);
    expect(lines(services[0]?.template.origin.notes)).toEqual([1, 2, 3, 5, 7, 8, 9, 10]);
  });
});
