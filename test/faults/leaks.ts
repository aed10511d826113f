/** Whether anything stays open after a fault. */
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../peers/free-port.ts';
import type { Client, Held } from './clients.ts';
import { runProgram } from './program.ts';

/** Handles close on a later turn of the loop, and a name server's silence lasts seconds. */
const LIMIT_MS = 8000;

const counts = ({ handles, timers, files }: Held) => [handles, timers, files] as const;

/**
 * Lets each client make one connection, notes what it holds when nothing is left to do, and returns a check for when all
 * tunnels are off: it rejects, with figures, when a client holds more.
 */
export async function leakCheck(clients: readonly Client[]): Promise<() => Promise<void>> {
  for (const client of clients) {
    await using tunnel = await client.open({ connect: [{ host: '127.0.0.1', port: await freePort() }] });
    await runProgram(tunnel.port, { send: 'hello' });
  }
  await delay(500);
  const before = await Promise.all(clients.map((client) => client.held()));
  return async () => {
    for (const [index, client] of clients.entries()) {
      const allowed = before[index];
      if (!allowed) continue;
      const started = performance.now();
      for (let now = await client.held(); now !== null; now = await client.held()) {
        const most = counts(allowed);
        if (counts(now).every((count, kind) => count <= (most[kind] ?? 0))) break;
        if (performance.now() - started > LIMIT_MS) {
          const words = `handles, timers, files: ${counts(now).join(', ')}, before ${most.join(', ')}`;
          throw new Error(`${client.name} leaks: ${words}`);
        }
        await delay(50);
      }
    }
  };
}
