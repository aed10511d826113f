/** The command line program as a function: on plain Node by index.ts, in the packaged program before Electron is ready. */
import { version } from '../../package.json';
import { type Command, parseCommandLine } from './arguments.ts';
import { serviceCommand } from './commands/background.ts';
import { capabilitiesCommand } from './commands/capabilities.ts';
import { checkCommand } from './commands/check.ts';
import { connectCommand, connectToCommand } from './commands/connect.ts';
import { connectProfileCommand } from './commands/connect-profile.ts';
import { controlCommand } from './commands/control.ts';
import { demoCommand } from './commands/demo.ts';
import { diagnoseCommand } from './commands/diagnose.ts';
import { diagnoseLogCommand } from './commands/diagnose-log.ts';
import { diagnoseProfileCommand } from './commands/diagnose-profile.ts';
import { importCommand } from './commands/import.ts';
import { importFromServerCommand } from './commands/import-from-server.ts';
import { logCommand } from './commands/log.ts';
import { probeCommand } from './commands/probe.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { serverKitCommand } from './commands/server-kit.ts';
import { completions } from './completions/index.ts';
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
    case 'import-from-server':
      return importFromServerCommand(command, output);
    case 'check':
      return checkCommand(command, output);
    case 'run':
      return runCommand(command, output);
    case 'connect':
      return connectCommand(command, output);
    case 'connect-to':
      return connectToCommand(command, output);
    case 'connect-profile':
      return connectProfileCommand(command, output);
    case 'capabilities':
      return capabilitiesCommand(command, output);
    case 'probe':
      return probeCommand(command, output);
    case 'diagnose':
      return diagnoseCommand(command, output);
    case 'diagnose-profile':
      return diagnoseProfileCommand(command, output);
    case 'diagnose-log':
      return diagnoseLogCommand(command, output);
    case 'demo':
      return demoCommand(output);
    case 'service':
      return serviceCommand(command, output);
    case 'server-kit':
      return serverKitCommand(command, output);
    case 'report':
      return reportCommand(command, output);
    case 'log':
      return logCommand(command, output);
    case 'completions':
      output.result(completions(command.shell).trimEnd());
      return exitStatus.done;
    case 'control':
      return controlCommand(command, output);
  }
}

const takesStandardOutput: ReadonlySet<Command['kind']> = new Set(['connect', 'connect-to', 'connect-profile', 'run']);

/** Never rejects. Everything is written when it resolves. `args` is what stands behind the program's name. */
export async function runCommandLine(args: readonly string[]): Promise<ExitStatus> {
  const command = parseCommandLine(args);
  // A connection takes standard output for itself, and `run` may be one.
  if (takesStandardOutput.has(command.kind)) {
    const status = await attempt(command);
    await drained(process.stderr);
    return status;
  }
  // The reader of a pipe may have enough before everything is written, as in `adit import FILE | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const status = await attempt(command);
  await Promise.all([process.stdout, process.stderr].map(drained));
  return status;
}

async function attempt(command: Command): Promise<ExitStatus> {
  try {
    return await perform(command);
  } catch (error) {
    output.message(`Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`);
    return exitStatus.failed;
  }
}

/** Whoever ends the process must not cut what pipes take their time with. */
const drained = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) =>
    stream.writableLength === 0 || stream.destroyed ? resolve() : stream.write('', () => resolve()),
  );
