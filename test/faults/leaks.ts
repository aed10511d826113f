/** Whether anything stays open after a fault. */
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../peers/free-port.ts';
import type { Client, Held } from './clients.ts';
import { runProgram } from './program.ts';

/** Handles close on a later turn of the loop, and a name server's silence lasts seconds. */
const LIMIT_MS = 8000;

/** What it holds more than it did; empty where nothing is left. */
function more(now: Held, before: Held): string[] {
  const left = [...before.files];
  const files = now.files.filter((file) => {
    const index = left.indexOf(file);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return [
    ...(now.handles > before.handles ? [`${now.handles} handles, before ${before.handles}`] : []),
    ...(now.timers > before.timers ? [`${now.timers} timers, before ${before.timers}`] : []),
    ...files,
  ];
}

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
        const left = more(now, allowed);
        if (left.length === 0) break;
        if (performance.now() - started > LIMIT_MS) throw new Error(`${client.name} leaks: ${left.join('; ')}`);
        await delay(50);
      }
    }
  };
}
