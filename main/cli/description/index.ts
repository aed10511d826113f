/** All commands, in the order of the help. */
import type { CommandName } from '../command-line-in.ts';
import { appCommands } from './app-commands.ts';
import type { CommandDescription } from './description.ts';
import { fileCommands } from './file-commands.ts';
import { serverCommands } from './server-commands.ts';

export const commands: Readonly<Record<CommandName, CommandDescription>> = {
  ...appCommands,
  ...fileCommands,
  ...serverCommands,
};

export const programSummary = 'Adit is the client end of TLS tunnels to stunnel servers.';

export const exitStatuses = 'Exit status: 0 when it worked, 1 when it did not, 2 when the command line makes no sense.';
