/** Which user of this computer has the other end of a connection that came over the loopback interface. Linux only. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type AskKernel, openKernelAnswers } from '../node-internals/kernel-answers.ts';
import type { SocketEnds, SocketOwner } from './socket-ends.ts';
import { ownerIn, questionFor } from './socket-question.ts';
import { ownerInTable } from './socket-table.ts';

let ask: AskKernel | null = null;
let opening: Promise<void> | null = null;

/** Opens the quick way, once in a thread; until it is open, and where there is none, the tables are read. */
export function prepareOwners(): Promise<void> {
  opening ??= openKernelAnswers(proves).then((found) => {
    ask = found;
  });
  return opening;
}

/** Whether the kernel is asked for one socket at a time: microseconds. Else its tables are read: one or two milliseconds. */
export const asksKernel = (): boolean => ask !== null;

/** null when there is no such socket: it is another computer's, or another network namespace's. Rejects where nobody tells. */
export function ownerOf(ends: SocketEnds): SocketOwner | null | Promise<SocketOwner | null> {
  const question = ask === null ? null : questionFor(ends);
  const answer = question === null ? null : (ask?.(question) ?? null);
  return (answer === null ? null : ownerIn(answer, ends)) ?? inTables(ends);
}

async function inTables(ends: SocketEnds): Promise<SocketOwner | null> {
  const [ipv4, ipv6] = await Promise.allSettled([
    readFile('/proc/net/tcp', 'utf8'),
    readFile('/proc/net/tcp6', 'utf8'),
  ]);
  // A computer without IPv6 has no second one.
  if (ipv4.status === 'rejected') throw ipv4.reason;
  return ownerInTable(ipv4.value, ends) ?? (ipv6.status === 'rejected' ? null : ownerInTable(ipv6.value, ends));
}

/** A connection of this process with itself has the owner that this process has. */
async function proves(found: AskKernel): Promise<boolean> {
  return withOwnConnection((ends) => {
    const question = questionFor(ends);
    const answer = question === null ? null : found(question);
    return answer !== null && ownerIn(answer, ends)?.uid === process.getuid?.();
  });
}

let told: Promise<boolean> | null = null;

/**
 * Whether the owner of this process's own connection can be told in one way or the other. Never rejects. A system that has
 * told it once goes on telling, and nobody who switches a tunnel on waits for a connection to ourselves again.
 */
export async function canTellOwners(): Promise<boolean> {
  told ??= withOwnConnection(async (ends) => (await inTables(ends))?.uid === process.getuid?.()).catch(() => false);
  const can = await told;
  if (!can) told = null;
  return can;
}

async function withOwnConnection<Result>(use: (ends: SocketEnds) => Result | Promise<Result>): Promise<Result> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0, exclusive: true });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', port });
  try {
    const [[accepted]] = await Promise.all([once(server, 'connection'), once(socket, 'connect')]);
    accepted.on('error', () => undefined);
    const own = { host: '127.0.0.1', port: socket.localPort ?? 0 };
    return await Promise.resolve(use({ own, far: { host: '127.0.0.1', port } })).finally(() => accepted.destroy());
  } finally {
    socket.destroy();
    server.close();
  }
}
