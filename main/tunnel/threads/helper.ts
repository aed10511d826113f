/** Entry of a helper thread: serves the connections that the engine's first thread hands over. */
import { parentPort, workerData } from 'node:worker_threads';
import { ConnectionAbort } from '../abort.ts';
import { type ConnectionEnd, serve } from '../connection.ts';
import { environment } from '../environment.ts';
import type { Intake } from '../intake.ts';
import { reviveTerms, type Terms } from '../terms.ts';
import { Counts } from './counts.ts';
import type { FromHelper, HelperData, ToHelper } from './messages.ts';
import { joinPassage } from './passage.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');

/** What is known of a connection before both its message and its socket are here. */
interface Expected {
  readonly terms: Terms;
  readonly turn: () => number;
}

const post = (message: FromHelper) => port.postMessage(message);
const counts = new Counts((each) => post({ kind: 'traffic', counts: each }));
const terms = new Map<string, Terms>();
const aborts = new Map<number, ConnectionAbort>();
const expected = new Map<number, Expected>();
const early = new Map<number, Intake>();

function meet(connection: number): void {
  const known = expected.get(connection);
  const intake = early.get(connection);
  if (known === undefined || intake === undefined) return;
  expected.delete(connection);
  early.delete(connection);
  const abort = aborts.get(connection) ?? new ConnectionAbort();
  void serve({
    intake,
    ...known,
    takeSpare: () => null,
    standby: null,
    meter: counts.counterFor(connection),
    signal: abort.signal,
    onConnected: (localAddress) => post({ kind: 'connected', connection, localAddress }),
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
    case 'terms':
      terms.set(message.tunnel, reviveTerms(message.terms, environment));
      break;
    case 'serve': {
      const { connection, tunnel, turn } = message;
      const found = terms.get(tunnel);
      if (found === undefined) throw new Error('a connection of a tunnel that nobody knows');
      aborts.set(connection, new ConnectionAbort());
      expected.set(connection, { terms: found, turn: () => turn });
      meet(connection);
      break;
    }
    case 'drop':
      aborts.get(message.connection)?.abort();
      break;
  }
}

port.on('message', receive);
await joinPassage((workerData as HelperData).path, (connection, intake) => {
  early.set(connection, intake);
  meet(connection);
});
