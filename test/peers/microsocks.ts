/** A real SOCKS 5 server that wants a user name and a password of its own; dante takes those of the system's users only. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { startProcess } from './process.ts';
import { requireTool } from './tools.ts';

export interface MicroSocks extends AsyncDisposable {
  readonly port: number;
}

export async function startMicroSocks(login: {
  readonly username: string;
  readonly password: string;
}): Promise<MicroSocks> {
  const port = await freePort();
  const server = await startProcess({
    command: requireTool('microsocks'),
    args: ['-i', '127.0.0.1', '-p', String(port), '-u', login.username, '-P', login.password],
    // It says nothing until somebody comes.
    ready: /^/,
  });
  while (!(await answers(port))) {
    if (await Promise.race([server.exited, delay(20)])) throw new Error(`microsocks ended: ${server.log()}`);
  }
  return { port, [Symbol.asyncDispose]: server.close };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
