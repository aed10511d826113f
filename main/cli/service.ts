/** One service of `adit run`: what is said of it and of its connections. */
import type { TunnelSpecification } from '../specification.ts';
import { placeOf } from '../tunnel/base/errors.ts';
import type { ConnectionWatch, Peer, TunnelContext } from '../tunnel/engine.ts';
import { Service as EngineService } from '../tunnel/service.ts';
import { type Level, type Log, level, type Say } from './log.ts';
import { connectionId, type LogId } from './log-id.ts';
import { bindFailure, plainAddress, watchConnection } from './session-log.ts';

/** A service as the file has it, with everything read that its connections need. */
export interface Prepared {
  readonly specification: TunnelSpecification;
  readonly context: TunnelContext;
  /** Messages above this level are not written. */
  readonly logLevel: number;
  readonly logId: LogId;
}

/** Connections of all services are counted in one row, as by stunnel. */
let connections = 0;

export class Service {
  readonly #log: Log;
  readonly #service: EngineService;
  #prepared: Prepared;

  constructor(prepared: Prepared, log: Log) {
    this.#prepared = prepared;
    this.#log = log;
    this.#service = new EngineService(prepared.context, (peer) => this.#watch(peer));
  }

  get prepared(): Prepared {
    return this.#prepared;
  }

  get openConnections(): number {
    return this.#service.openConnections;
  }

  /** New connections use this from now on; those that are open keep what they have. The listener stays. */
  adopt(prepared: Prepared): void {
    this.#prepared = prepared;
    this.#service.adopt(prepared.context);
  }

  /** Binds the addresses; one that works is enough. Rejects with a TunnelFault when none does. */
  async listen(): Promise<void> {
    const failures = await this.#service.listen();
    const { name } = this.#prepared.specification;
    const say = this.#say('ui');
    for (const failure of failures) say(level.notice, `Binding service [${name}] ${bindFailure(failure)}`);
    this.tellBound();
  }

  /** Says what it listens on. */
  tellBound(): void {
    const { name, accept } = this.#prepared.specification;
    const say = this.#say('ui');
    // A port that the system chose is known from here only.
    const severity: Level = accept.some((address) => 'port' in address && address.port === 0)
      ? level.notice
      : level.info;
    for (const bound of this.#service.bound.map(placeOf)) {
      say(severity, `Service [${name}] bound to ${plainAddress(bound)}`);
      if (bound.host === '0.0.0.0' || bound.host === '::') {
        say(level.warning, `Service [${name}] listens on all interfaces: other computers can use this tunnel`);
      }
    }
  }

  /** Stops listening; connections live on. */
  unbind(): Promise<void> {
    return this.#service.unbind();
  }

  /** Ends everything at once. */
  close(): Promise<void> {
    return this.#service.close();
  }

  #say(id: string): Say {
    const { logLevel } = this.#prepared;
    return (severity, text) => this.#log.write(severity, logLevel, id, text);
  }

  #watch(peer: Peer): ConnectionWatch {
    const { logId, specification, context } = this.#prepared;
    const say = this.#say(connectionId(logId, connections));
    connections += 1;
    say(level.notice, `Service [${specification.name}] accepted connection${origin(peer)}`);
    return watchConnection(say, specification.name, context.trust.kind !== 'none');
  }
}

function origin(peer: Peer): string {
  if (peer.kind === 'unknown') return '';
  return peer.kind === 'unix' ? ' from unnamed socket' : ` from ${peer.address}:${peer.port}`;
}
