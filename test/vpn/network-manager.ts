/** A real NetworkManager on one of the computers, with a message bus of its own: nobody outside hears of it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningProcess } from '../peers/process.ts';
import { requireTool } from '../peers/tools.ts';
import { type Computer, places } from './networks.ts';

/** Without one of them there is no such test. */
export const networkManagerTools = ['NetworkManager', 'nmcli', 'dbus-daemon'];
export const openvpnPlugin = '/usr/lib/NetworkManager/nm-openvpn-service';

export interface NetworkManager extends AsyncDisposable {
  log(): string;
}

/**
 * Takes over the client's wire as a person's computer has it. What NetworkManager and the bus write goes to file systems
 * in memory that only this computer sees.
 */
export async function startNetworkManager(client: Computer, directory: string): Promise<NetworkManager> {
  const folder = path.join(directory, 'nm');
  await mkdir(folder);
  const configuration = path.join(folder, 'NetworkManager.conf');
  await writeFile(
    configuration,
    '[main]\nplugins=keyfile\ndns=none\nrc-manager=unmanaged\nno-auto-default=*\n[logging]\nlevel=INFO\n',
  );
  // A sysfs of this network that cannot be written tells NetworkManager that there is no udev.
  await client.shell(`
mount -t sysfs -o ro sysfs /sys
mount -t tmpfs tmpfs /run
mkdir -p /run/dbus /run/NetworkManager
for each in /etc/NetworkManager /var/lib/NetworkManager; do mkdir -p $each; mount -t tmpfs tmpfs $each; done
mkdir -m 700 /etc/NetworkManager/system-connections`);
  const bus = await client.start(
    requireTool('dbus-daemon'),
    ['--system', '--nofork', '--nopidfile', '--print-address=1'],
    /unix:/,
  );
  let manager: RunningProcess;
  try {
    manager = await client.start(
      requireTool('NetworkManager'),
      ['--debug', '--log-level=INFO', `--config=${configuration}`],
      /startup complete|manager: NetworkManager state is now/,
    );
  } catch (error) {
    await bus.close();
    throw error;
  }
  const nmcli = (...args: readonly string[]) => client.run(requireTool('nmcli'), ...args);
  await nmcli('device', 'set', 'c0', 'managed', 'yes');
  await nmcli(
    ...['connection', 'add', 'type', 'ethernet', 'ifname', 'c0', 'con-name', 'wire', 'ipv6.method', 'disabled'],
    ...['ipv4.method', 'manual', 'ipv4.addresses', `${places.client}/24`, 'ipv4.gateway', places.gateway],
  );
  await nmcli('--wait', '30', 'connection', 'up', 'wire');
  return {
    log: manager.log,
    async [Symbol.asyncDispose]() {
      await manager.close();
      await bus.close();
    },
  };
}
