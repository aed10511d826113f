/** The command line program, out/main/cli.js: runs on plain Node, without Electron. */
import { version } from '../../package.json';
import { type Command, parseCommandLine } from './arguments.ts';
import { capabilitiesCommand } from './commands/capabilities.ts';
import { checkCommand } from './commands/check.ts';
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { importCommand } from './commands/import.ts';
import { probeCommand } from './commands/probe.ts';
import { runCommand } from './commands/run.ts';
import { helpText } from './help.ts';
import { type ExitStatus, exitStatus, standardOutput as output } from './output.ts';

async function perform(command: Command): Promise<ExitStatus> {
  switch (command.kind) {
    case 'help':
      output.result(helpText(command.topic));
      return exitStatus.done;
    case 'version':
      output.result(`adit ${version}`);
      return exitStatus.done;
    case 'misuse':
      output.message(`${command.sentence} See: adit ${command.topic === null ? '' : `${command.topic} `}--help`);
      return exitStatus.misused;
    case 'import':
      return importCommand(command, output);
    case 'check':
      return checkCommand(command, output);
    case 'run':
      return runCommand(command, output);
    case 'connect':
      return connectCommand(command, output);
    case 'capabilities':
      return capabilitiesCommand(command, output);
    case 'probe':
      return probeCommand(command, output);
    case 'demo':
      return demoCommand(output);
  }
}

const command = parseCommandLine(process.argv.slice(2));
// The reader of a pipe may have enough before everything is written, as in `adit import FILE | head`. A connection takes
// standard output for itself.
if (command.kind !== 'connect') {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  process.exitCode = await perform(command);
} catch (error) {
  output.message(`Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = exitStatus.failed;
}
