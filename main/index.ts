/**
 * What the packaged program begins with: its command line, or the app. The command line comes first, before Electron is
 * ready and before the lock of the single instance: it opens no window, needs no display and writes no user data.
 */
import { commandLineIn } from './cli/command-line-in.ts';

const packaged = !('defaultApp' in process && process.defaultApp === true);
const args = commandLineIn(process.argv, packaged);

if (args === null) {
  const { startApp } = await import('./start.ts');
  startApp();
} else {
  const { runCommandLine } = await import('./cli/program.ts');
  // Electron goes on with its own start as soon as this module is done, so the process ends here.
  process.exit(await runCommandLine(args));
}
