/** Runs the rows in a network namespace whose only network swallows every packet, and whose name servers are the test's. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNameServer } from '../faults/dns-server.ts';
import { execute } from '../peers/tools.ts';
import { nameServers, networkRows, silent } from './network-rows.ts';
import { outcomeOf, wordsOf } from './support.ts';

export interface Result {
  readonly name: string;
  readonly outcome: string;
  readonly words: string;
}

/** Another address of the same network. */
const neighbour = (address: string) => address.replace(/2$/, '1');

const network = [
  // The namespace's mounts are its own: outside, these files stay as they are.
  ...['resolv.conf', 'hosts', 'nsswitch.conf', 'hosts.deny', 'hosts.allow'].map(
    (file) => `mount --bind "$1/${file}" /etc/${file}`,
  ),
  'shift',
  'ip link set lo up',
  'ip link add hole type veth peer name bottom',
  `ip address add ${neighbour(silent.ipv4)}/24 dev hole`,
  `ip -6 address add ${neighbour(silent.ipv6)}/64 dev hole nodad`,
  'ip link set hole arp off up',
  'ip link set bottom up',
  'ip route add default dev hole',
  'nft add table inet faults',
  "nft 'add chain inet faults input { type filter hook input priority 0; }'",
  "nft 'add chain inet faults output { type filter hook output priority 0; }'",
  'exec "$@"',
].join(' && ');

export interface Files {
  readonly certificate: string;
  readonly key: string;
}

/** Rejects when the namespace cannot be made or anything in it fails. */
export async function inNamespace(directory: string, files: Files): Promise<readonly Result[]> {
  const script = fileURLToPath(import.meta.url);
  const resolver = await systemFiles(directory);
  const args = ['--map-root-user', '--net', '--mount', 'sh', '-c', network, 'sh', resolver, process.execPath, script];
  const { stdout } = await execute('unshare', [...args, JSON.stringify(files)], { timeout: 120_000 });
  return JSON.parse(stdout) as Result[];
}

/** The directory of what the system's resolver, and stunnel's libwrap, read. */
async function systemFiles(directory: string): Promise<string> {
  const place = path.join(directory, 'etc');
  await mkdir(place);
  const files = {
    'resolv.conf': `${nameServers.map((server) => `nameserver ${server}\n`).join('')}options timeout:1 attempts:1\n`,
    hosts: '127.0.0.1 localhost\n',
    'nsswitch.conf': 'hosts: files dns\n',
    'hosts.deny': 'denied: ALL\n',
    'hosts.allow': '',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(place, name), text);
  return place;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = JSON.parse(process.argv[2] ?? '{}') as Files;
  await using first = await startNameServer(nameServers[0]);
  await using second = await startNameServer(nameServers[1]);
  const results: Result[] = [];
  const run = async ({ name, run: runRow }: (typeof networkRows)[number]) => {
    try {
      const diagnosis = await runRow({ ...files, first, second });
      results.push({ name, outcome: outcomeOf(diagnosis), words: wordsOf(diagnosis) });
    } catch (error) {
      results.push({ name, outcome: `the test failed: ${error}`, words: '' });
    }
  };
  await Promise.all(networkRows.filter(({ isAlone }) => !isAlone).map(run));
  for (const row of networkRows.filter(({ isAlone }) => isAlone)) await run(row);
  process.stdout.write(JSON.stringify(results));
}
