/** Runs faults in a network namespace whose only network swallows every packet. */
import { fileURLToPath } from 'node:url';
import { runtimes } from '../engine/runtimes.ts';
import type { execute as Execute } from '../peers/tools.ts';
import { engineClient, stunnelClient } from './clients.ts';
import { blackHoles, type Outcome, type Surroundings, silentAddresses } from './faults.ts';

export interface Result {
  readonly fault: string;
  readonly client: string;
  readonly outcome: Outcome;
}

/** Another address of the same network. */
const neighbour = (address: string) => address.replace(/2$/, '1');

/** An interface that does not ask for neighbours sends to nobody: packets to its network are gone. */
const network = [
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
  const args = ['--map-root-user', '--net', 'sh', '-c', network, 'sh', process.execPath, script];
  const { stdout } = await execute('unshare', [...args, child, JSON.stringify(surroundings)], { timeout: 60_000 });
  return JSON.parse(stdout) as Result[];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , child = '', given = '{}'] = process.argv;
  const surroundings = JSON.parse(given) as Surroundings;
  const present = runtimes.filter(({ executable }) => executable !== null);
  const clients = [stunnelClient, ...(await Promise.all(present.map((runtime) => engineClient(runtime, child))))];
  const results: Result[] = [];
  for (const fault of blackHoles) {
    const outcomes = await Promise.all(clients.map((client) => fault.run(client, surroundings)));
    for (const [index, outcome] of outcomes.entries()) {
      results.push({ fault: fault.name, client: clients[index]?.name ?? '', outcome });
    }
  }
  for (const client of clients) await client[Symbol.asyncDispose]();
  process.stdout.write(JSON.stringify(results));
}
