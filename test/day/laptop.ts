/**
 * A laptop with one tunnel, run in a network namespace: the engine and the watch of the network joined as the app joins
 * them. Says each state of the server and each end of a connection as a line of JSON, with the time.
 */
import { connect } from 'node:net';
import { watchNetwork } from '../../main/desktop/network.ts';
import type { EngineEvent, RefreshReason } from '../../main/tunnel/engine.ts';
import { createEngine } from '../../main/tunnel/in-process.ts';
import { pinned, specification } from '../engine/specification.ts';

export interface Line {
  readonly at: number;
  /** `reachable`, `unreachable`, …; `probe` for a reason to look; `connected` and `ended` of the program. */
  readonly what: string;
}

const [host = '', port = '', pem = ''] = process.argv.slice(2);
const say = (what: string) => process.stdout.write(`${JSON.stringify({ at: Date.now(), what } satisfies Line)}\n`);

const engine = createEngine((event: EngineEvent) => {
  if (event.kind !== 'status' || event.status.kind !== 'on') return;
  say(event.status.server.kind);
  if (event.status.server.kind === 'reachable') knock(event.status.accept[0]?.port ?? 0);
});

/** A program that keeps a connection for as long as it lasts. */
let isConnected = false;
function knock(localPort: number): void {
  if (isConnected) return;
  isConnected = true;
  const socket = connect(localPort, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('hello');
  socket.once('data', () => say('connected'));
  socket.on('close', () => {
    isConnected = false;
    say('ended');
  });
}

const refresh = (reason: RefreshReason): void => {
  say(reason);
  engine.refresh(reason);
};
watchNetwork({ refresh }, { on: () => undefined as never });
engine.start(
  specification(0, { connect: [{ host, port: Number(port) }], trust: pinned(Buffer.from(pem, 'base64').toString()) }),
);
