/** Runs faults in a network namespace whose only network swallows every packet, and whose name server is the test's. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtimes } from '../engine/runtimes.ts';
import type { execute as Execute } from '../peers/tools.ts';
import { engineClient, stunnelClient } from './clients.ts';
import { startNameServer } from './dns-server.ts';
import type { Outcome, Surroundings } from './faults.ts';
import { leakCheck } from './leaks.ts';
import { networkFaults, silentAddresses } from './network-faults.ts';

export interface Result {
  readonly fault: string;
  readonly client: string;
  readonly outcome: Outcome;
}

/** Another address of the same network. */
const neighbour = (address: string) => address.replace(/2$/, '1');

/** An interface that does not ask for neighbours sends to nobody: packets to its network are gone. */
const network = [
  // The namespace's mounts are its own: outside, these files stay as they are.
  'mount --bind "$1/resolv.conf" /etc/resolv.conf',
  'mount --bind "$1/hosts" /etc/hosts',
  'mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf',
  'shift',
  'ip link set lo up',
  'ip link add hole type veth peer name bottom',
  `ip address add ${neighbour(silentAddresses.ipv4)}/24 dev hole`,
  `ip -6 address add ${neighbour(silentAddresses.ipv6)}/64 dev hole nodad`,
  'ip link set hole arp off up',
  'ip link set bottom up',
  'exec "$@"',
].join(' && ');

/** Rejects when the namespace cannot be made or anything in it fails. `child` is the built engine. */
export async function inNamespace(
  execute: typeof Execute,
  child: string,
  surroundings: Surroundings,
): Promise<readonly Result[]> {
  const script = fileURLToPath(import.meta.url);
  const files = await resolverFiles(surroundings.directory);
  const args = ['--map-root-user', '--net', '--mount', 'sh', '-c', network, 'sh', files, process.execPath, script];
  const { stdout } = await execute('unshare', [...args, child, JSON.stringify(surroundings)], { timeout: 120_000 });
  return JSON.parse(stdout) as Result[];
}

/** The directory of what the system's resolver reads. */
async function resolverFiles(directory: string): Promise<string> {
  const files = path.join(directory, 'resolver');
  await mkdir(files);
  await writeFile(path.join(files, 'resolv.conf'), 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n');
  await writeFile(path.join(files, 'hosts'), '127.0.0.1 localhost\n');
  await writeFile(path.join(files, 'nsswitch.conf'), 'hosts: files dns\n');
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , child = '', given = '{}'] = process.argv;
  const surroundings = JSON.parse(given) as Surroundings;
  const present = runtimes.filter(({ executable }) => executable !== null);
  const clients = [stunnelClient, ...(await Promise.all(present.map((runtime) => engineClient(runtime, child))))];
  await using names = await startNameServer();
  const nothingLeft = await leakCheck(clients);
  const results: Result[] = [];
  for (const fault of networkFaults) {
    const outcomes = await Promise.all(
      clients.map((client) =>
        fault.run(client, surroundings, { names }).catch((error: unknown) => `the test failed: ${error}`),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      results.push({ fault: fault.name, client: clients[index]?.name ?? '', outcome });
    }
    await nothingLeft();
  }
  for (const client of clients) await client[Symbol.asyncDispose]();
  process.stdout.write(JSON.stringify(results));
}
