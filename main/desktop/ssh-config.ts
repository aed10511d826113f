/** ~/.ssh/config of the person who runs the app. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { hostsIn, setHostBlocks } from '../launch/ssh-config/config-file.ts';
import { connectCommand } from '../launch/ssh-config/connect-command.ts';
import { aliasFor } from '../launch/ssh-config/host-block.ts';
import { hostBlocks } from '../launch/ssh-config/hosts.ts';
import type { SshHostPorts } from '../state/ssh-hosts.ts';
import { APP_NAME } from './app-name.ts';

export function sshConfigFile(userData: string): SshHostPorts {
  const file = join(homedir(), '.ssh', 'config');
  const world = {
    platform: process.platform,
    connectCommand: connectCommand({
      platform: process.platform,
      isPackaged: app.isPackaged,
      program: process.execPath,
      // Switches for Chromium may stand before it in the arguments.
      script: join(import.meta.dirname, 'index.js'),
      resources: process.resourcesPath,
      appImage: process.env['APPIMAGE'],
      userData: userData === join(app.getPath('appData'), APP_NAME) ? null : userData,
    }),
  };
  return {
    newAlias: async (name, taken) => aliasFor(name, new Set([...taken, ...(await hostsIn(file))])),
    writeHosts: (profiles) => setHostBlocks(file, hostBlocks(profiles, world)),
  };
}
