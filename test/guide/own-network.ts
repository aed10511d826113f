/**
 * A network of the guide's own, so that its pictures show the ports and the name that a reader has, whoever holds them
 * here: port 443 is free in it, and `vpn.example.org` is the server's.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const SERVER_HOST = 'vpn.example.org';
const INSIDE = 'ADIT_GUIDE_INSIDE';

/** The uplink leads nowhere; it is there so that the app sees a network. */
const network = [
  'mount --bind "$1/hosts" /etc/hosts',
  'mount --bind "$1/nsswitch.conf" /etc/nsswitch.conf',
  // Nobody listens there: whoever asks a name server itself is refused at once instead of waiting.
  'mount --bind "$1/resolv.conf" /etc/resolv.conf',
  'shift',
  'ip link set lo up',
  'ip link add uplink type veth peer name away',
  'ip link set away up',
  'ip address add 192.0.2.2/24 dev uplink',
  'ip link set uplink up',
  'ip route add default via 192.0.2.1',
  'exec "$@"',
].join(' && ');

/**
 * Runs this program again in that network, where it goes on; ends the one outside with its status.
 * Linux only, with unshare and ip of util-linux and iproute2.
 */
export async function inOwnNetwork(): Promise<void> {
  if (process.env[INSIDE] === 'yes') return;
  const names = await mkdtemp(path.join(tmpdir(), 'adit-names-'));
  await writeFile(path.join(names, 'hosts'), `127.0.0.1 localhost ${SERVER_HOST}\n`);
  await writeFile(path.join(names, 'nsswitch.conf'), 'hosts: files\n');
  await writeFile(path.join(names, 'resolv.conf'), 'nameserver 127.0.0.1\n');
  const args = ['--map-root-user', '--net', '--mount', 'sh', '-c', network, 'sh', names, process.execPath];
  const child = spawn('unshare', [...args, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, [INSIDE]: 'yes' },
  });
  const [status] = await once(child, 'exit');
  await rm(names, { recursive: true });
  process.exit(status ?? 1);
}
