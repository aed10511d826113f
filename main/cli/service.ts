/**
 * One service of `adit run`: its listener and its connections. Not a Tunnel of the app: like stunnel, it does not look at
 * its server before a program connects, and goes on listening whatever the server does.
 */
import type { Socket } from 'node:net';
import type { TunnelSpecification } from '../specification.ts';
import type { OcspStep } from '../trust/ocsp.ts';
import { ConnectionAbort, type Signal } from '../tunnel/abort.ts';
import type { OnDialed } from '../tunnel/dialer.ts';
import { internalError, placeOf, TunnelFault } from '../tunnel/errors.ts';
import type { Intake } from '../tunnel/intake.ts';
import { Listener } from '../tunnel/listener.ts';
import { Meter } from '../tunnel/meter.ts';
import { relay } from '../tunnel/relay.ts';
import type { Terms } from '../tunnel/terms.ts';
import { reach } from '../tunnel/tls/handshake.ts';
import { resetTcp } from '../tunnel/tls/reset.ts';
import { type Level, type Log, level, type Say } from './log.ts';
import { connectionId, type LogId } from './log-id.ts';
import {
  bindFailure,
  logDialed,
  logEnd,
  logFailure,
  logOcsp,
  logSecured,
  logTotals,
  plainAddress,
} from './session-log.ts';

/** A service as the file has it, with everything read that its connections need. */
export interface Prepared {
  readonly specification: TunnelSpecification;
  readonly terms: Terms;
  /** Messages above this level are not written. */
  readonly logLevel: number;
  readonly logId: LogId;
}

/** Connections of all services are counted in one row, as by stunnel. */
let connections = 0;

export class Service {
  readonly #log: Log;
  readonly #open = new Map<ConnectionAbort, Promise<void>>();
  #prepared: Prepared;
  #listener: Listener | null = null;
  // stunnel starts its round robin anywhere
  #turn = Math.floor(Math.random() * 1024);

  constructor(prepared: Prepared, log: Log) {
    this.#prepared = prepared;
    this.#log = log;
  }

  get prepared(): Prepared {
    return this.#prepared;
  }

  get openConnections(): number {
    return this.#open.size;
  }

  /** New connections use this from now on; those that are open keep what they have. The listener stays. */
  adopt(prepared: Prepared): void {
    this.#prepared = prepared;
  }

  /** Binds the addresses; one that works is enough. Rejects with a TunnelFault when none does. */
  async listen(): Promise<void> {
    this.#listener ??= await Listener.open(
      this.#prepared.specification.accept,
      (intake) => this.#accept(intake),
      this.#prepared.specification.sockets?.local,
    );
    const { name, accept } = this.#prepared.specification;
    const say = this.#say('ui');
    for (const failure of this.#listener.failures) {
      say(level.notice, `Binding service [${name}] ${bindFailure(failure)}`);
    }
    // A port that the system chose is known from here only.
    const severity: Level = accept.some((address) => 'port' in address && address.port === 0)
      ? level.notice
      : level.info;
    for (const bound of this.#listener.bound.map(placeOf)) {
      say(severity, `Service [${name}] bound to ${plainAddress(bound)}`);
      if (bound.host === '0.0.0.0' || bound.host === '::') {
        say(level.warning, `Service [${name}] listens on all interfaces: other computers can use this tunnel`);
      }
    }
  }

  /** Stops listening; connections live on. */
  async unbind(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.close();
  }

  /** Ends everything at once. */
  async close(): Promise<void> {
    await this.unbind();
    for (const abort of this.#open.keys()) abort.abort();
    await Promise.all(this.#open.values());
  }

  #say(id: string): Say {
    const { logLevel } = this.#prepared;
    return (severity, text) => this.#log.write(severity, logLevel, id, text);
  }

  #accept(intake: Intake): void {
    const abort = new ConnectionAbort();
    const say = this.#say(connectionId(this.#prepared.logId, connections));
    connections += 1;
    this.#turn += 1;
    const done = serve(intake, this.#prepared, this.#turn, abort.signal, say).finally(() => this.#open.delete(abort));
    this.#open.set(abort, done);
  }
}

/** Never rejects. */
async function serve(intake: Intake, prepared: Prepared, turn: number, signal: Signal, say: Say): Promise<void> {
  const { specification, terms } = prepared;
  const { name } = specification;
  const local = intake.socket;
  let counted = { sent: 0, received: 0 };
  const meter = new Meter((traffic) => {
    counted = traffic;
  });
  say(level.notice, `Service [${name}] accepted connection${peerOf(local)}`);
  const reset = () => (specification.reset === false ? local.destroy() : resetTcp(local));
  local.on('error', () => undefined);
  signal.addEventListener('abort', reset);
  let refusedByOcsp = false;
  const onOcsp = (step: OcspStep) => {
    refusedByOcsp ||= step.kind === 'refused';
    logOcsp(say, step);
  };
  try {
    const onDialed: OnDialed = (socket, target) => logDialed(say, name, socket, target);
    const secured = await reach({ terms, turn, signal, onDialed, onOcsp });
    if (secured.fault !== null || local.destroyed || signal.aborted) {
      secured.socket.destroy();
      if (secured.fault !== null) throw new TunnelFault(secured.fault);
      logTotals(say, 'reset', 0, 0);
      return;
    }
    logSecured(say, secured, terms.trust.kind !== 'none');
    const abort = () => secured.socket.destroy();
    signal.addEventListener('abort', abort);
    const end = await relay({
      intake,
      remote: secured,
      meter,
      timeouts: specification.timeouts,
      reset: specification.reset,
    });
    signal.removeEventListener('abort', abort);
    meter.flush();
    logEnd(say, end, counted.sent, counted.received);
  } catch (error) {
    reset();
    if (signal.aborted) logTotals(say, 'reset', 0, 0);
    else logFailure(say, error instanceof TunnelFault ? error.reason : internalError(error), refusedByOcsp);
  } finally {
    signal.removeEventListener('abort', reset);
  }
}

/**
 * ` from ADDRESS:PORT`; empty where it cannot be had. Asked of the handle: Node would keep the answer of
 * `remoteAddress`, by which the relay tells later whether the connection was reset.
 */
function peerOf(local: Socket): string {
  const handle: unknown = Reflect.get(local, '_handle');
  if (typeof handle !== 'object' || handle === null) return '';
  const ask: unknown = Reflect.get(handle, 'getpeername');
  // Only sockets of TCP have it.
  if (typeof ask !== 'function') return ' from unnamed socket';
  const peer: { address?: unknown; port?: unknown } = {};
  ask.call(handle, peer);
  return typeof peer.address === 'string' && typeof peer.port === 'number' ? ` from ${peer.address}:${peer.port}` : '';
}
