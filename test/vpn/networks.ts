/**
 * Four computers in network namespaces: a client, a router that lets only TCP 443 out, a server, and a host behind it
 * that stands for the internet. Nothing of them can be seen from outside, and they end with their holders.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type RunningProcess, startProcess } from '../peers/process.ts';
import { execute } from '../peers/tools.ts';

export const places = {
  client: '192.168.77.10',
  /** What the client gets in another network. */
  elsewhere: '192.168.78.20',
  gateway: '192.168.77.1',
  gatewayElsewhere: '192.168.78.1',
  server: '198.51.100.10',
  /** The server's other address. */
  second: '198.51.100.20',
  serverIpv6: '2001:db8:51::10',
  clientIpv6: '2001:db8:77::10',
  internet: '203.0.113.10',
  internetIpv6: '2001:db8:113::10',
  name: 'vpn.example.test',
} as const;

export interface Computer extends AsyncDisposable {
  readonly name: string;
  /** To be put before a command that runs there. */
  readonly prefix: readonly string[];
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** The command in a shell there. */
  shell(script: string): Promise<string>;
  start(command: string, args: readonly string[], ready: RegExp): Promise<RunningProcess>;
  /** Its /etc/hosts from now on. */
  hosts(lines: readonly string[]): Promise<void>;
  /** Its /etc/resolv.conf from now on. */
  resolvers(addresses: readonly string[]): Promise<void>;
}

async function startComputer(name: string, directory: string): Promise<Computer> {
  const own = path.join(directory, name);
  await mkdir(own);
  const file = (base: string) => path.join(own, base);
  const hosts = (lines: readonly string[]) =>
    writeFile(file('hosts'), ['127.0.0.1 localhost', '::1 localhost', ...lines, ''].join('\n'));
  const resolvers = (addresses: readonly string[]) =>
    writeFile(
      file('resolv.conf'),
      [...addresses.map((address) => `nameserver ${address}`), 'options timeout:1 attempts:1', ''].join('\n'),
    );
  await hosts([]);
  await resolvers([]);
  await writeFile(file('nsswitch.conf'), 'hosts: files dns\n');
  const binds = ['hosts', 'resolv.conf', 'nsswitch.conf'].map((base) => `mount --bind ${file(base)} /etc/${base}`);
  const script = [...binds, 'ip link set lo up', 'echo up', 'exec sleep 3600'].join(' && ');
  const holder = await startProcess({
    command: 'unshare',
    args: ['--net', '--mount', 'sh', '-c', script],
    ready: /up/,
  });
  const [command, ...prefix] = ['nsenter', `--net=/proc/${holder.pid}/ns/net`, `--mount=/proc/${holder.pid}/ns/mnt`];
  const run = async (...line: readonly string[]) =>
    (await execute(command ?? '', [...prefix, ...line], { timeout: 60_000 })).stdout;
  return {
    name: String(holder.pid),
    prefix: [command ?? '', ...prefix],
    run: (program, ...args) => run(program, ...args),
    shell: (text) => run('sh', '-ec', text),
    start: (program, args, ready) =>
      startProcess({ command: command ?? '', args: [...prefix, program, ...args], ready, timeoutMs: 60_000 }),
    hosts,
    resolvers,
    [Symbol.asyncDispose]: holder.close,
  };
}

export interface World extends AsyncDisposable {
  readonly client: Computer;
  readonly router: Computer;
  readonly server: Computer;
  readonly internet: Computer;
  /** The cable's carrier goes, addresses and routes stay. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  /** The interface goes down and loses address and routes, as NetworkManager and DHCP clients do. */
  linkDown(): Promise<void>;
  linkUp(): Promise<void>;
  /** Another network: another address, another gateway. */
  move(): Promise<void>;
  /** The server's first address is no longer there, for good. */
  dropFirstAddress(): Promise<void>;
}

async function join(one: Computer, oneEnd: string, other: Computer, otherEnd: string): Promise<void> {
  await one.run('ip', 'link', 'add', oneEnd, 'type', 'veth', 'peer', 'name', otherEnd, 'netns', other.name);
  await one.run('ip', 'link', 'set', oneEnd, 'up');
  await other.run('ip', 'link', 'set', otherEnd, 'up');
}

const addresses = (device: string, ...all: readonly string[]) =>
  all
    .map(
      (each) =>
        `ip ${each.includes(':') ? '-6 ' : ''}address add ${each}${each.includes(':') ? ' nodad' : ''} dev ${device}`,
    )
    .join('\n');

/** Rejects where the system gives no network namespaces. `directory` is the test's. */
export async function startWorld(directory: string): Promise<World> {
  const names = ['client', 'router', 'server', 'internet'] as const;
  const [client, router, server, internet] = await Promise.all(names.map((name) => startComputer(name, directory)));
  if (!(client && router && server && internet)) throw new Error('unreachable');
  await join(client, 'c0', router, 'r0');
  await join(router, 'r1', server, 's0');
  await join(server, 's1', internet, 'i0');

  await router.shell(`
${addresses('r0', `${places.gateway}/24`, `${places.gatewayElsewhere}/24`, '2001:db8:77::1/64')}
${addresses('r1', '198.51.100.1/24', '2001:db8:51::1/64')}
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip route add 203.0.113.0/24 via ${places.server}
ip -6 route add 2001:db8:113::/64 via ${places.serverIpv6}
nft -f - <<'RULES'
table inet filter {
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname "r0" tcp dport 443 accept
  }
}
RULES`);
  await server.shell(`
${addresses('s0', `${places.server}/24`, `${places.second}/24`, `${places.serverIpv6}/64`)}
${addresses('s1', '203.0.113.1/24', '2001:db8:113::1/64')}
ip route add default via 198.51.100.1
ip -6 route add default via 2001:db8:51::1
sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1`);
  await internet.shell(`
${addresses('i0', `${places.internet}/24`, `${places.internetIpv6}/64`)}
ip route add default via 203.0.113.1
ip -6 route add default via 2001:db8:113::1`);
  const settle = (address: string, gateway: string) => `
${addresses('c0', `${address}/24`)}
ip route add default via ${gateway} dev c0`;
  await client.shell(settle(places.client, places.gateway));

  return {
    client,
    router,
    server,
    internet,
    unplug: async () => void (await router.run('ip', 'link', 'set', 'r0', 'down')),
    plug: async () => void (await router.run('ip', 'link', 'set', 'r0', 'up')),
    linkDown: async () => void (await client.shell('ip address flush dev c0\nip link set c0 down')),
    linkUp: async () => void (await client.shell(`ip link set c0 up\n${settle(places.client, places.gateway)}`)),
    move: async () =>
      void (await client.shell(
        `ip address flush dev c0\nip link set c0 down\nip link set c0 up\n${settle(places.elsewhere, places.gatewayElsewhere)}`,
      )),
    dropFirstAddress: async () => {
      // The address that a network was added with first takes the others along.
      await server.shell(`ip address flush dev s0
${addresses('s0', `${places.second}/24`, `${places.serverIpv6}/64`)}
ip route replace default via 198.51.100.1
ip -6 route replace default via 2001:db8:51::1`);
      await router.shell(`ip route replace 203.0.113.0/24 via ${places.second}`);
    },
    [Symbol.asyncDispose]: async () => {
      for (const computer of [client, router, server, internet]) await computer[Symbol.asyncDispose]();
    },
  };
}
