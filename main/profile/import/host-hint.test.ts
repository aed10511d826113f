import { describe, expect, test } from 'vitest';
import { certificateFacts } from '../../trust/certificate-facts.ts';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { gather } from '../files/gather.ts';
import { makeView } from './make-proposal.ts';

const server = (accept: string, more = 'cert = s.pem\n') => `${more}[ssh]\naccept = ${accept}\nconnect = 22\n`;
const certbot = 'cert = /etc/letsencrypt/live/box.example.org/fullchain.pem\n';

describe('a host that a person gave wins over every guess', () => {
  test.each([
    ['a private address', server('10.1.2.3:443')],
    ['a public address', server('203.0.113.5:443')],
    ['a name', server('tls.example.com:443')],
    ['a certificate’s path', server('443', certbot)],
    ['a server’s name', `${server('443')}[web]\nconnect = 80\nsni = ssh:www.example.com\n`],
    ['nothing', server('443')],
  ])('over %s', (_what, text) => {
    const view = makeView(text, { host: 'vps.example.net', fileName: 'vpn.example.com.conf' });
    expect([view.host, view.remotePort]).toEqual(['vps.example.net', 443]);
    expect(view.reasons.host).toBe('Given on the command line.');
  });

  test('over the name of the file, though that is the same, and a certificate beside it', async () => {
    const { certificate } = await makeSelfSigned({ commonName: 'cert.example.org', names: [], days: 30 });
    const files = [
      { path: 'vps.example.net.conf', bytes: new TextEncoder().encode(server('443')) },
      { path: 's.pem', bytes: new TextEncoder().encode(certificate) },
    ];
    const hostWith = (host: string | null) => {
      const options = { fileName: null, takenPorts: new Set<number>(), host };
      const result = gather({ name: 'etc', files, notes: [] }, options, certificateFacts);
      return result.ok && result.proposal.services[0]?.view.host;
    };
    expect(hostWith(null)).toBe('cert.example.org');
    expect(hostWith('vps.example.net')).toBe('vps.example.net');
  });
});

describe('an address that only some computers reach is a question', () => {
  test.each(['10.1.2.3', '192.168.7.1', '172.31.0.4', '100.64.3.2', '169.254.1.1', 'fd12:3456::1', 'fe80::1'])(
    'with accept = %s:443',
    (host) => {
      const view = makeView(server(`${host}:443`));
      expect([view.host, view.remotePort]).toEqual([null, 443]);
      expect(view.reasons.host).toContain(`It listens on ${host} (line 3), an address of a private network`);
    },
  );

  test.each(['nas.local', 'host.docker.internal', 'box.home.arpa', 'git.corp', 'db.lan', 'srv.localdomain'])(
    'or a name: with accept = %s:443',
    (host) => {
      const view = makeView(server(`${host}:443`));
      expect([view.host, view.remotePort]).toEqual([null, 443]);
      expect(view.reasons.host).toContain(`It listens on ${host} (line 3), a name of a private network`);
    },
  );

  test.each(['192.168.X.XX', '10.x.x.x', '<address>', 'YOUR_SERVER'])('and so is a placeholder: %s', (host) => {
    expect(makeView(server(`${host}:443`)).reasons.host).toContain(`The file has “${host}” in its place (line 3).`);
  });

  test.each(['172.32.0.1', '100.128.0.1', '11.0.0.1', '203.0.113.9'])('not with accept = %s:443', (host) => {
    expect(makeView(server(`${host}:443`)).host).toBe(host);
  });

  test('and other hints still answer it', () => {
    expect(makeView(server('10.1.2.3:443', certbot)).host).toBe('box.example.org');
    expect(makeView(server('10.1.2.3:443'), { fileName: 'vpn.example.com.conf' }).host).toBe('vpn.example.com');
  });
});

describe('a server that only its own computer reaches', () => {
  const local = ['127.0.0.1', 'localhost', '::1', '127.1', 'ip6-localhost', 'localhost.localdomain', 'box.localhost'];

  test.each(local)('has its port as a question, with accept = %s:4443', (host) => {
    const view = makeView(server(`${host}:4443`));
    expect([view.host, view.remotePort]).toEqual([null, null]);
    expect(view.reasons.host).toMatch(/which only its own computer reaches: enter the host of what passes/);
    expect(view.reasons.remotePort).toMatch(/perhaps 443\?.*something in front of it passes connections on\.$/);
  });

  test.each([
    ['the certificate’s path', certbot, {}],
    ['the file’s name', 'cert = s.pem\n', { fileName: 'box.example.org.conf' }],
    ['the command line', 'cert = s.pem\n', { host: 'box.example.org' }],
  ])('also when its name is known from %s', (_from, more, options) => {
    const view = makeView(server('127.0.0.1:4443', more), options);
    expect([view.host, view.remotePort]).toEqual(['box.example.org', null]);
    expect(view.reasons.remotePort).toContain('127.0.0.1:4443 (line 3)');
  });

  test('is reached there by those who say that it is this one', () => {
    expect(makeView(server('127.0.0.1:4443'), { host: 'localhost' })).toMatchObject({
      host: 'localhost',
      remotePort: 4443,
      localPort: 2222,
    });
  });

  test('is not meant when it listens for others as well', () => {
    const view = makeView('[ssh]\naccept = 127.0.0.1:4443\naccept = 443\nconnect = 22\n');
    expect([view.host, view.remotePort]).toEqual([null, 443]);
    expect(view.reasons.host).toMatch(/Its configuration does not say/);
  });
});
