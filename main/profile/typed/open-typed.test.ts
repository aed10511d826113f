import { describe, expect, it } from 'vitest';
import { sentenceWords } from '../../../preload/sentence.ts';
import { say } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import { openText } from '../files/open.ts';
import { adopt } from '../import/adopt.ts';
import type { ProposeOptions } from '../import/propose.ts';
import type { ProposedService } from '../proposal.ts';

const options: ProposeOptions = { fileName: null, takenPorts: new Set(), isThere: null };

function servicesIn(text: string, more: Partial<ProposeOptions> = {}): readonly ProposedService[] {
  const read = openText(text, { ...options, ...more });
  if (!read.ok) throw new Error(`${say(read.explanation.what)} ${say(read.explanation.why)}`);
  return read.proposal.services;
}

function only(text: string, more: Partial<ProposeOptions> = {}): ProposedService {
  const [service, ...others] = servicesIn(text, more);
  if (service === undefined || others.length > 0) throw new Error('There is not one service.');
  return service;
}

/** `application host:port`, with a question mark for what is asked. */
const address = (text: string) => {
  const { application, host, remotePort } = only(text).view;
  return `${application} ${host ?? '?'} ${remotePort ?? '?'}`;
};

const PROXY_SSL = 'openssl s_client -quiet -connect tls.example.org:443 -servername front.example.org';

describe('what is entered is understood', () => {
  it.each([
    ['vpn.example.org:443', 'custom vpn.example.org 443'],
    ['  vpn.example.org:8443 \n', 'custom vpn.example.org 8443'],
    ['vpn.example.org 443', 'custom vpn.example.org 443'],
    ['vpn.example.org', 'custom vpn.example.org ?'],
    ['gateway', 'custom gateway ?'],
    ['localhost:443', 'custom localhost 443'],
    ['192.0.2.7:443', 'custom 192.0.2.7 443'],
    ['[2001:db8::1]:443', 'custom 2001:db8::1 443'],
    ['[2001:db8::1]', 'custom 2001:db8::1 ?'],
    ['2001:db8::1', 'custom 2001:db8::1 ?'],
    ['ssh.example.org:443', 'ssh ssh.example.org 443'],
    ['https://www.example.org/', 'http www.example.org 443'],
    ['https://www.example.org:8443/a?b#c', 'http www.example.org 8443'],
    ['wss://push.example.org', 'http push.example.org 443'],
    ['rediss://default:hush@cache.example.org:6380/0', 'redis cache.example.org 6380'],
    ['rediss://cache.example.org', 'redis cache.example.org 6379'],
    ['ldaps://ldap.example.org', 'ldap ldap.example.org 636'],
    ['imaps://mail.example.org', 'mail mail.example.org 993'],
    ['smtps://mail.example.org', 'mail mail.example.org 465'],
    ['mqtts://[2001:db8::2]', 'mqtt 2001:db8::2 8883'],
    ['ircs://irc.example.org', 'irc irc.example.org 6697'],
    ['tls://db.example.org:7000', 'custom db.example.org 7000'],
    ['tls://db.example.org', 'custom db.example.org ?'],
    ['postgresql://anna@db.example.org/app?sslmode=require', 'postgresql db.example.org 5432'],
    ['mongodb://db.example.org/?tls=true', 'mongodb db.example.org 27017'],
    ['curl -v https://www.example.org/path', 'http www.example.org 443'],
    ['ssh -p 443 alice@vpn.example.org', 'ssh vpn.example.org 443'],
    ['ssh -p443 -i ~/.ssh/key alice@vpn.example.org uptime', 'ssh vpn.example.org 443'],
    ['$ sudo ssh alice@vpn.example.org -p 443', 'ssh vpn.example.org ?'],
    ['ssh alice@vpn.example.org', 'ssh vpn.example.org ?'],
    ['ssh -p 22 alice@vpn.example.org', 'ssh vpn.example.org ?'],
    ['ssh://alice@vpn.example.org:443', 'ssh vpn.example.org 443'],
    ['sftp -P 443 alice@vpn.example.org:/srv', 'sftp vpn.example.org 443'],
    ['scp -P 443 report.pdf alice@vpn.example.org:/tmp/', 'sftp vpn.example.org 443'],
    [`ssh -o "ProxyCommand=${PROXY_SSL}" alice@inside`, 'ssh tls.example.org 443'],
    [
      `ssh -o ProxyCommand='openssl s_client -quiet -connect %h:%p' -p 443 alice@tls.example.org`,
      'ssh tls.example.org 443',
    ],
    [`ssh -o 'ProxyCommand socat - OPENSSL:tls.example.org:443,verify=0' inside`, 'ssh tls.example.org 443'],
    [`ssh -o "ProxyCommand ncat --ssl %h 443" tls.example.org`, 'ssh tls.example.org 443'],
    [
      `ssh -o "ProxyCommand nc -X connect -x proxy.example.org:3128 %h %p" -p 443 tls.example.org`,
      'ssh tls.example.org 443',
    ],
    ['openssl s_client -connect tls.example.org:443 -servername x.example.org', 'custom tls.example.org 443'],
    ['openssl s_client -host tls.example.org -port 6379', 'redis tls.example.org 6379'],
    ['openssl s_client -starttls imap -connect mail.example.org:143', 'mail mail.example.org 143'],
    ['/usr/bin/openssl s_client tls.example.org:443', 'custom tls.example.org 443'],
    ['openssl s_client \\\n  -connect tls.example.org:443 \\\n  -quiet', 'custom tls.example.org 443'],
    ['gnutls-cli -p 993 tls.example.org', 'custom tls.example.org 993'],
    ['gnutls-cli tls.example.org', 'custom tls.example.org 443'],
    ['socat TCP-LISTEN:2222,fork,reuseaddr OPENSSL:tls.example.org:443,cafile=/etc/ca.pem', 'ssh tls.example.org 443'],
    ['socat - SSL:[2001:db8::1]:443,verify=0', 'custom 2001:db8::1 443'],
    ['ncat --ssl tls.example.org 443', 'custom tls.example.org 443'],
    ['stunnel -c -d 2222 -r tls.example.org:443', 'ssh tls.example.org 443'],
    ['stunnel3 -cfd 127.0.0.1:6380 -r tls.example.org:6379 -v 2 -A ca.pem', 'redis tls.example.org 6379'],
    ['stunnel -d 443 -r 127.0.0.1:22', 'ssh ? 443'],
  ])('%s', (text, expected) => {
    expect(address(text)).toBe(expected);
  });

  it('says by its form what it was', () => {
    expect(only('ssh -p 443 a@h.example').view.typed).toEqual(saying('An ssh command'));
    expect(only('h.example:443').view.typed).toEqual(saying('An address'));
  });

  it('keeps a configuration for its own reader', () => {
    expect(only('[ssh]\naccept = 443\nconnect = 22\n').view.typed).toBeUndefined();
    expect(only('client = yes\n[x]\naccept = 2222\nconnect = h.example:443').view.typed).toBeUndefined();
  });
});

describe('what the line says besides', () => {
  it('user, key and name', () => {
    const { view, template } = only(
      `ssh -i ~/.ssh/work -l alice -J jump.example.org -o "ProxyCommand ${PROXY_SSL}" inside.example.org`,
    );
    expect(view).toMatchObject({ user: 'alice', localPort: 2222 });
    expect(template).toMatchObject({
      identityFile: '~/.ssh/work',
      tls: { sni: { kind: 'name', name: 'front.example.org' } },
    });
    expect(view.notes.map(({ reason }) => say(reason)).join(' ')).toContain('jump.example.org');
  });

  it('the proxy that ssh goes through', () => {
    const { template } = only(`ssh -p 443 -o "ProxyCommand nc -X 5 -x socks.example.org:1080 %h %p" h.example.org`);
    expect(template.proxy).toEqual({ kind: 'socks5', host: 'socks.example.org', port: 1080, username: null });
  });

  it('what is said before TLS', () => {
    expect(only('openssl s_client -starttls smtp -connect mail.example.org:25').template.negotiation).toMatchObject({
      kind: 'smtp',
    });
    expect(only('postgres://db.example.org').template.negotiation).toEqual({ kind: 'pgsql' });
    expect(only('postgres://db.example.org?sslnegotiation=direct').template.negotiation).toBeUndefined();
  });

  it('the local port, which stays', () => {
    const { view, template } = only('stunnel -c -d 2200 -r h.example.org:443');
    expect(view).toMatchObject({ localPort: 2200, role: 'client' });
    expect(template.accept).toEqual([{ host: '127.0.0.1', port: 2200 }]);
    expect(only('h.example.org:443').view.role).toBe('server');
  });

  it('a listener for other computers is asked about', () => {
    expect(only('stunnel -c -d 0.0.0.0:2200 -r h.example.org:443').view.exposed).toBe(true);
  });

  it('that anything is accepted is shown and not taken over', () => {
    const { view, template } = only('socat TCP-LISTEN:2222 OPENSSL:h.example.org:443,verify=0');
    expect(view.unverified).toBe(true);
    expect(template.trust.kind).toBe('system');
  });

  it('files that it names are asked for, and not looked at', () => {
    const { view, template } = only(
      'openssl s_client -connect h.example.org:443 -CAfile ca.pem -cert me.pem -key me.key',
    );
    expect(view.needs?.map(({ kind, lost }) => [kind, lost])).toEqual([
      ['authority', 'ca.pem'],
      ['certificate', 'me.pem'],
    ]);
    expect(template.identity).toBeUndefined();
    expect(template.trust.kind).toBe('system');
  });

  it.each([
    'rediss://default:hush@cache.example.org',
    'openssl s_client -connect h.example.org:443 -psk 00112233445566778899aabbhush -psk_identity me',
    'openssl s_client -connect h.example.org:443 -pass pass:hush -cert me.p12',
    'ncat --ssl --proxy p.example.org:3128 --proxy-auth anna:hush h.example.org 443',
    'https://anna:hush@h.example.org/',
  ])('no secret of it is kept: %s', (text) => {
    const [service] = servicesIn(text);
    expect(JSON.stringify(service)).not.toContain('hush');
    expect(service?.view.notes.length).toBeGreaterThan(0);
  });

  it('makes a profile that is valid', () => {
    const proposal = openText('ssh -p 443 -i ~/.ssh/k alice@h.example.org', options);
    if (!proposal.ok) throw new Error(say(proposal.explanation.why));
    const answer = {
      key: 'service-1',
      name: 'x',
      application: 'ssh',
      host: 'h.example.org',
      remotePort: 443,
      localPort: 2222,
      user: 'alice',
    } as const;
    const [profile] = adopt(proposal.proposal, [answer], () => crypto.randomUUID());
    expect(profile).toMatchObject({ user: 'alice', identityFile: '~/.ssh/k', trust: { kind: 'system' } });
  });
});

describe('the local port', () => {
  it('is the usual one, and none that is taken', () => {
    expect(only('ssh -p 443 h.example.org').view.localPort).toBe(2222);
    expect(only('ssh -p 443 h.example.org', { takenPorts: new Set([2222]) }).view.localPort).toBe(2223);
  });

  it('differs between lines', () => {
    const ports = servicesIn('ssh -p 443 a.example.org\nssh -p 443 b.example.org').map(({ view }) => view.localPort);
    expect(ports).toEqual([2222, 2223]);
  });
});

describe('an OpenVPN configuration', () => {
  const file = (lines: string) => `client\ndev tun\n${lines}\n<ca>\nremote none.example 1\n</ca>\n`;

  it.each([
    ['remote vpn.example.org 443 tcp', 'openvpn vpn.example.org 443'],
    ['proto tcp\nremote vpn.example.org', 'openvpn vpn.example.org 1194'],
    ['proto tcp-client\nport 443\nremote vpn.example.org', 'openvpn vpn.example.org 443'],
    ['proto udp\nremote vpn.example.org 1194', 'openvpn vpn.example.org ?'],
    ['remote vpn.example.org 1194', 'openvpn vpn.example.org ?'],
    ['<connection>\nremote vpn.example.org 443 tcp\n</connection>', 'openvpn vpn.example.org 443'],
    ['proto tcp\nremote 127.0.0.1 1194', 'openvpn ? ?'],
  ])('%s', (lines, expected) => {
    expect(address(file(lines))).toBe(expected);
  });

  it('has further servers in reserve, those of TCP', () => {
    const lines = 'remote a.example.org 443 tcp\nremote b.example.org 1194 udp\nremote c.example.org 443 tcp';
    expect(only(file(lines)).view.reserves).toEqual([{ host: 'c.example.org', port: 443 }]);
  });

  it('that leads to a tunnel keeps its port on this computer', () => {
    expect(only(file('proto tcp\nremote 127.0.0.1 11940')).view.localPort).toBe(11_940);
  });
});

describe('what is not understood', () => {
  const why = (text: string) => {
    const read = openText(text, options);
    return read.ok ? 'understood' : `${say(read.explanation.what)} ${say(read.explanation.why)}`;
  };

  it.each([
    ['http://www.example.org', 'speaks without TLS'],
    ['redis://cache.example.org', 'speaks without TLS'],
    ['gopher://h.example.org', 'does not know how'],
    ['postgresql://db.example.org/app?sslmode=disable', 'does not know how'],
    ['https://www.example.org:99999/', 'ports are 1 to 65535'],
    ['vpn.example.org:99999', 'does not understand this line'],
    ['please connect me to the server', 'does not understand this line'],
    ['nc h.example.org 443', 'speaks no TLS'],
    ['ncat h.example.org 443', 'speaks no TLS'],
    ['socat - TCP:h.example.org:443', 'speaks no TLS'],
    ['socat OPENSSL-LISTEN:443,cert=x TCP:127.0.0.1:22', 'is a server’s'],
    ['openssl s_client -quiet', 'names no server'],
    ['openssl s_client -starttls xmpp -connect h.example.org:5222', '-starttls xmpp'],
    ['stunnel /etc/stunnel/stunnel.conf', 'choose that file'],
    ['ssh -p 443', 'names no host'],
    ['ssh -o "ProxyCommand cloudflared access ssh --hostname %h" h.example.org', 'does not know the program'],
  ])('%s', (text, expected) => {
    expect(why(text)).toContain(expected);
  });

  it('a line among others is left out with a sentence, and the others stay', () => {
    const [first, second, third] = servicesIn('a.example.org:443\nwhat is this?\nhttp://b.example.org');
    expect(first?.view).toMatchObject({ problem: null, typed: saying('An address, line 1') });
    expect(second?.view.problem && sentenceWords(second.view.problem)).toContain('does not understand');
    expect(third?.view.problem && sentenceWords(third.view.problem)).toContain('without TLS');
  });

  it('a long text is read in time', () => {
    expect(why(`ssh ${'-o a=b '.repeat(2000)}h`)).toContain('understood');
  });
});
