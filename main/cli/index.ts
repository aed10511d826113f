/** The command line program on plain Node, out/main/cli.js. */
import { runCommandLine } from './program.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
