import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Display {
  /** As the environment variable DISPLAY says it. */
  readonly name: string;
  close(): void;
}

/** An X server in memory, on a display number of its own choice, so that windows open on nobody's desktop. */
export async function openDisplay(): Promise<Display> {
  const line = ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', line, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const close = () => {
    process.off('exit', close);
    server.kill();
  };
  process.on('exit', close);
  const ended = once(server, 'exit').then(() => {
    throw new Error('Xvfb did not start.');
  });
  // It writes the number when it is ready for clients.
  const number = once(server.stdio[3] ?? server, 'data').then(([data]) => String(data).trim());
  const name = `:${await Promise.race([number, ended])}`;
  ended.catch(() => {});
  return { name, close };
}
