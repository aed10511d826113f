/** Entry of a helper thread: serves the connections that the engine's first thread hands over. */
import { parentPort, workerData } from 'node:worker_threads';
import { ConnectionAbort } from '../base/abort.ts';
import { type ConnectionEnd, serve } from '../connection/connection.ts';
import { type AcceptedEnd, localEndOf, localEndOver } from '../local/local-end.ts';
import { plainSocketOver } from '../node-internals/accepted-handle.ts';
import { trust } from '../node-internals/proven.ts';
import { joinChannel } from '../node-internals/socket-channel.ts';
import { environment } from '../server/environment.ts';
import { reviveContext, type TunnelContext } from '../server/tunnel-context.ts';
import { Counts } from './counts.ts';
import type { FromHelper, HelperData, ToHelper } from './messages.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

/** What is known of a connection before both its message and its socket are here. */
interface Expected {
  readonly context: TunnelContext;
  readonly turn: () => number;
}

const post = (message: FromHelper) => port.postMessage(message);
const counts = new Counts((each) => post({ kind: 'traffic', counts: each }));
const contexts = new Map<string, TunnelContext>();
const aborts = new Map<number, ConnectionAbort>();
const expected = new Map<number, Expected>();
const early = new Map<number, AcceptedEnd>();

function meet(connection: number): void {
  const known = expected.get(connection);
  const local = early.get(connection);
  if (known === undefined || local === undefined) return;
  expected.delete(connection);
  early.delete(connection);
  const abort = aborts.get(connection) ?? new ConnectionAbort();
  void serve({
    local,
    ...known,
    meter: counts.counterFor(connection),
    signal: abort.signal,
    onConnected: (joined) => post({ kind: 'connected', connection, joined }),
    onReached: ({ protocol, cipher, handshakeMs, chain, remark }) =>
      post({
        kind: 'reached',
        connection,
        reached: { protocol, cipher, handshakeMs, chain: chain.slice(0, 1), remark },
      }),
  }).then((end) => finish(connection, end));
}

function finish(connection: number, end: ConnectionEnd): void {
  aborts.delete(connection);
  counts.flush();
  post({ kind: 'ended', connection, end });
}

function receive(message: ToHelper): void {
  switch (message.kind) {
    case 'context':
      contexts.set(message.tunnel, reviveContext(message.context, environment));
      break;
    case 'serve': {
      const { connection, tunnel, turn } = message;
      const found = contexts.get(tunnel);
      if (found === undefined) throw new Error('a connection of a tunnel that nobody knows');
      aborts.set(connection, new ConnectionAbort());
      expected.set(connection, { context: found, turn: () => turn });
      meet(connection);
      break;
    }
    case 'drop':
      aborts.get(message.connection)?.abort();
      break;
  }
}

port.on('message', receive);
const { path, internals } = workerData as HelperData;
trust(internals);
await joinChannel(path, (connection, handle) => {
  early.set(connection, localEndOver(handle) ?? localEndOf(plainSocketOver(handle)));
  meet(connection);
});
