/** ~/.ssh/config of the person who runs the app. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hostsIn, setHostBlocks } from '../launch/ssh-config/config-file.ts';
import { connectCommand } from '../launch/ssh-config/connect-command.ts';
import { aliasFor } from '../launch/ssh-config/host-block.ts';
import { hostBlocks } from '../launch/ssh-config/hosts.ts';
import type { SshHostPorts } from '../state/ssh-hosts.ts';
import { commandPlace } from './command-place.ts';

export function sshConfigFile(userData: string): SshHostPorts {
  const file = join(homedir(), '.ssh', 'config');
  const world = {
    platform: process.platform,
    connectCommand: connectCommand(commandPlace(userData)),
  };
  return {
    newAlias: async (name, taken) => aliasFor(name, new Set([...taken, ...(await hostsIn(file))])),
    writeHosts: (profiles) => setHostBlocks(file, hostBlocks(profiles, world)),
  };
}
