import { type SpawnOptions, spawn } from 'node:child_process';

/** Runs a program in this one's place: its terminal, its signals, its exit status. */
export function handOver(command: string, line: readonly string[], options: SpawnOptions = {}): void {
  const child = spawn(command, line, { ...options, stdio: 'inherit' });
  // A terminal sends Ctrl-C to the child as well; `kill PID` reaches only this process.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}
