/** Faults of the network and of its names, made with the system's own means in a network namespace. */

import type { CheckPorts } from '../../main/diagnose/tools.ts';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { NameServer } from '../faults/dns-server.ts';
import { startFarNetwork } from '../faults/far-network.ts';
import { freePort } from '../peers/free-port.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, startTcpService } from '../peers/tcp.ts';
import { execute } from '../peers/tools.ts';
import { check } from './support.ts';

/** What the namespace has. */
export interface Network {
  readonly certificate: string;
  readonly key: string;
  /** The system asks the first; the second says something else when a test wants it to. */
  readonly first: NameServer;
  readonly second: NameServer;
}

export interface NetworkRow {
  readonly name: string;
  /** As `outcomeOf` says it. */
  readonly outcome: RegExp;
  readonly says?: RegExp;
  /** Changes what the others need. */
  readonly isAlone?: true;
  readonly run: (network: Network) => Promise<Diagnosis>;
}

/** Addresses of the namespace from which nothing ever comes back. */
export const silent = { ipv4: '10.99.0.2', ipv6: 'fd99::2' } as const;
const host = '127.0.0.1';
/** Names and connections that are never answered are waited for; what is answered has the time that a busy computer takes. */
const patience: CheckPorts['patience'] = { name: 4, connect: 3, handshake: 60, hello: 20 };
export const nameServers = ['127.0.0.1', '127.0.0.2'];
const ports = { patience, nameServers };
/** For handshakes that are never answered. */
const hasty = { ...ports, patience: { ...patience, handshake: 4 } };
const at = (name: string, port: number) => ({ connect: [{ host: name, port }] });

const ip = (...line: readonly string[]) => execute('ip', line);
/** A rule of a table that every run begins with. */
const nft = (rule: string) => execute('nft', ['add', 'rule', 'inet', 'faults', ...rule.split(' ')]);

const named = async (name: string, port: number) => check({ port, changes: at(name, port), ports });

/** A real server, by the name that leads to it. */
async function serve(network: Network, use: (port: number) => Promise<Diagnosis>): Promise<Diagnosis> {
  await using echo = await startEcho();
  await using server = await startStunnel({ connect: echo.port, certificate: network.certificate, key: network.key });
  return await use(server.port);
}

let links = 20;

/** A real server behind a link of its own, in the way of which something is done. */
async function behindLink(
  network: Network,
  spoil: (link: string) => Promise<unknown>,
  given: Partial<CheckPorts> = hasty,
): Promise<Diagnosis> {
  links += 1;
  const link = `near${links}`;
  await using far = await startFarNetwork(links);
  const port = await freePort();
  await using _server = await startStunnel({
    connect: null,
    accept: `${far.address}:${port}`,
    certificate: network.certificate,
    key: network.key,
    extra: 'exec = /bin/cat\nexecArgs = cat',
    prefix: far.prefix(),
  });
  await spoil(link);
  return await check({ port, changes: at(far.address, port), ports: given });
}

async function throughVpn(application: 'openvpn' | 'ssh', index: number): Promise<Diagnosis> {
  const device = `tun${index}`;
  // An interface by its name: what goes into it is gone, as into a VPN that has lost its way.
  await ip('link', 'add', device, 'type', 'veth', 'peer', 'name', `end${index}`);
  await ip('address', 'add', `10.97.${index}.1/24`, 'dev', device);
  await ip('link', 'set', device, 'arp', 'off', 'up');
  await ip('link', 'set', `end${index}`, 'up');
  await ip('route', 'add', `203.0.113.${index}/32`, 'dev', device);
  const diagnosis = await check({ port: 443, application, changes: at(`203.0.113.${index}`, 443), ports });
  await ip('link', 'delete', device);
  return diagnosis;
}

export const networkRows: readonly NetworkRow[] = [
  { name: 'a name that does not exist', outcome: /^name-unknown at name/, run: () => named('nowhere.test', 443) },
  {
    name: 'name servers that do not answer',
    outcome: /^names-silent at name/,
    says: /127\.0\.0\.1/,
    run: ({ first, second }) => {
      for (const server of [first, second]) server.set('silent.test', 'silent');
      return named('silent.test', 443);
    },
  },
  {
    name: 'a name server that fails (SERVFAIL)',
    outcome: /^names-silent at name/,
    run: ({ first, second }) => {
      for (const server of [first, second]) server.fail('failing.test', 1000);
      return named('failing.test', 443);
    },
  },
  {
    name: 'a name server that lies, and another one that does not',
    outcome: /^name-lies at connection/,
    says: /127\.0\.0\.2/,
    run: (network) =>
      serve(network, (port) => {
        network.first.set('lie.test', [silent.ipv4]);
        network.second.set('lie.test', [host]);
        return named('lie.test', port);
      }),
  },
  {
    name: 'a name that is blocked by sending it to this computer',
    outcome: /^name-leads-here at connection/,
    says: /hosts file/,
    run: ({ first }) => {
      first.set('blocked.test', ['127.0.0.9']);
      return named('blocked.test', 443);
    },
  },
  {
    name: 'a server from which nothing comes back',
    outcome: /^silent at connection/,
    run: () => check({ port: 443, changes: at(silent.ipv4, 443), ports }),
  },
  {
    name: 'a port that a firewall drops, on a computer that answers on another',
    outcome: /^silent at connection/,
    says: /answers on port \d+, and nothing comes back/,
    run: async (network) => {
      await using other = await startTcpService((socket) => socket.end());
      return await serve(network, async (port) => {
        await nft(`input iif lo tcp dport ${port} drop`);
        return check({ port, ports: { ...ports, otherPorts: [other.port] } });
      });
    },
  },
  {
    name: 'a firewall that resets',
    outcome: /^refused at connection/,
    says: /A firewall or the log-in page/,
    run: (network) =>
      serve(network, async (port) => {
        await nft(`input iif lo tcp dport ${port} reject with tcp reset`);
        return check({ port, ports });
      }),
  },
  {
    name: 'a firewall of this computer that forbids it',
    outcome: /^local-firewall at connection/,
    run: async () => {
      await ip('route', 'add', 'prohibit', '198.51.100.1/32');
      return check({ port: 443, changes: at('198.51.100.1', 443), ports });
    },
  },
  {
    name: 'a network without a way to the server',
    outcome: /^no-way at connection/,
    run: async () => {
      await ip('route', 'add', 'unreachable', '198.51.100.2/32');
      return check({ port: 443, changes: at('198.51.100.2', 443), ports });
    },
  },
  {
    name: 'a firewall that drops what this computer says to itself',
    outcome: /^loopback-blocked at local-port/,
    run: async () => {
      const port = await freePort();
      await nft(`input iif lo tcp dport ${port} drop`);
      return check({ port: 443, changes: { accept: [{ host, port }] }, ports });
    },
  },
  {
    name: 'the same, of a tunnel that is on',
    outcome: /^loopback-blocked at local-port/,
    run: async () => {
      const own = '127.0.0.77';
      await nft(`input iif lo ip daddr ${own} tcp flags syn drop`);
      return check({ port: 443, listening: [{ host: own, port: 2222 }], ports });
    },
  },
  {
    name: 'IPv6 that is given out and does not work',
    outcome: /^healthy after 12 steps, remark ipv6-broken/,
    run: (network) =>
      serve(network, (port) => {
        network.first.set('both.test', [silent.ipv6, host]);
        return named('both.test', port);
      }),
  },
  {
    name: 'one address of several that is dead',
    outcome: /^healthy after 12 steps, remark address-broken/,
    run: (network) =>
      serve(network, (port) => {
        network.first.set('several.test', [silent.ipv4, host]);
        return named('several.test', port);
      }),
  },
  {
    name: 'name servers that disagree, and a way that works',
    outcome: /^healthy after 12 steps$/,
    run: (network) =>
      serve(network, (port) => {
        network.first.set('split.test', [host]);
        network.second.set('split.test', [silent.ipv4]);
        return named('split.test', port);
      }),
  },
  {
    name: 'a way that loses big packets in both directions (MTU)',
    outcome: /^big-packets at tls/,
    says: /MTU/,
    run: (network) =>
      behindLink(network, async (link) => {
        await nft(`input iif ${link} meta length gt 600 drop`);
        await nft(`output oif ${link} meta length gt 600 drop`);
      }),
  },
  {
    name: 'a way that loses big packets of the server only (MTU)',
    outcome: /^big-packets at tls/,
    run: (network) => behindLink(network, (link) => nft(`input iif ${link} meta length gt 600 drop`)),
  },
  {
    name: 'a link that works',
    outcome: /^healthy after 12 steps$/,
    run: (network) => behindLink(network, async () => {}, ports),
  },
  {
    name: 'a VPN through the tunnel that has taken the way to its own server',
    outcome: /^vpn-loop at connection/,
    says: /tun1/,
    run: () => throughVpn('openvpn', 1),
  },
  {
    name: 'another VPN through which nothing comes back',
    outcome: /^vpn-silent at connection/,
    says: /tun2/,
    run: () => throughVpn('ssh', 2),
  },
  {
    name: 'a server whose hosts.deny turns this computer away',
    // Whether the reset comes before the connection counts as made is the system's affair.
    outcome: /^tls-closed at (?:connection|tls)/,
    says: /libwrap/,
    run: async ({ certificate, key }) => {
      await using echo = await startEcho();
      await using server = await startStunnel({
        connect: echo.port,
        certificate,
        key,
        extra: 'libwrap = yes',
        service: 'denied',
      });
      return await check({ port: server.port, ports });
    },
  },
  {
    name: 'a computer without any network',
    outcome: /^offline at route/,
    isAlone: true,
    run: async () => {
      await ip('route', 'delete', 'default');
      const diagnosis = await check({ port: 443, changes: at('203.0.113.99', 443), ports });
      await ip('route', 'add', 'default', 'dev', 'hole');
      return diagnosis;
    },
  },
];
