/** The guard of a local port in a process of its own, and programs of several users that knock. Run as root, Linux only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { GuardRules } from '../../main/specification.ts';
import { Guard } from '../../main/tunnel/guard/guard.ts';
import { asksKernel, prepareOwners } from '../../main/tunnel/guard/owner.ts';
import { proveInternals } from '../../main/tunnel/node-internals/proof.ts';
import { distrust } from '../../main/tunnel/node-internals/proven.ts';

export type Way = 'kernel' | 'tables';

/** A program of a user that goes to `host`, where somebody listens at `listen`. */
export interface Knock {
  readonly uid: number;
  readonly host: string;
  readonly listen: string;
  readonly rules?: Partial<GuardRules>;
}

export interface Outcome {
  /** What the program heard: `in` when it was let in. */
  readonly heard: string;
  readonly log: readonly string[];
}

/** bash goes to the address as it is given, so that it can be a mapped one. */
async function knock(server: Server, { uid, host, rules }: Knock): Promise<Outcome> {
  const log: string[] = [];
  const guard = await Guard.open({ accounts: [], programs: [], ...rules }, (line) => log.push(line));
  if (guard === null) throw new Error('this system does not tell whose a connection is');
  const judged = once(server, 'connection').then(async ([socket]) => {
    socket.on('error', () => undefined);
    if (await guard.admits(socket)) socket.end('in');
    else socket.resetAndDestroy();
  });
  const { port } = server.address() as AddressInfo;
  const user = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups'];
  const child = spawn('setpriv', [...user, 'bash', '-c', `exec 3<>"/dev/tcp/${host}/${port}" && cat <&3`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const heard = await text(child.stdout);
  await judged;
  return { heard, log };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [way, knocks] = JSON.parse(process.argv[2] ?? '') as [Way, readonly Knock[]];
  await proveInternals();
  if (way === 'tables') distrust('socket-channel');
  await prepareOwners();
  if (asksKernel() !== (way === 'kernel')) throw new Error(`the owner cannot be told by ${way}`);
  const outcomes: Outcome[] = [];
  for (const each of knocks) {
    const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }).listen({ host: each.listen, port: 0 });
    await once(server, 'listening');
    outcomes.push(await knock(server, each));
    server.close();
  }
  process.stdout.write(JSON.stringify(outcomes));
}
