/** A profile that is switched on: its listener, its connections, and what is known of its server. */
import type { ServerStatus, TunnelError, TunnelStatus } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import { describeCertificate } from '../trust/describe.ts';
import { ConnectionAbort, orAborted } from './abort.ts';
import { changeBetween } from './change.ts';
import type { ConnectionEnd, Reached } from './connection.ts';
import type { EngineListener, EnginePorts, LogLevel, ProbeResult, RefreshReason } from './engine.ts';
import { internalError, needsPerson, placeOf, TunnelFault } from './errors.ts';
import { explain } from './explain.ts';
import type { Intake } from './intake.ts';
import { Listener } from './listener.ts';
import { isPresent, localAddresses } from './local-addresses.ts';
import { Lookout } from './lookout.ts';
import { Meter } from './meter.ts';
import { probe } from './probe.ts';
import { Remarks } from './remarks.ts';
import { remedyFor } from './remedy.ts';
import { Spares } from './spares.ts';
import { makeTerms, type Terms } from './terms.ts';
import type { Threads } from './threads/pool.ts';
import { droppedSettings } from './tls/context.ts';
import { resetTcp } from './tls/reset.ts';
import { Standby } from './tls/standby.ts';
import { Turns } from './turns.ts';

/** A server in steady use is reported as reached again at most this often. */
const REACHED_EVERY_MS = 30_000;

interface Connection {
  readonly abort: ConnectionAbort;
  /** The address the TLS connection leaves from; null until there is one. */
  localAddress: string | null;
  readonly done: Promise<void>;
}

export class Tunnel {
  readonly #emit: EngineListener;
  readonly #ports: EnginePorts;
  readonly #threads: Threads;
  readonly #meter: Meter;
  readonly #connections = new Set<Connection>();
  #specification: TunnelSpecification;
  #terms: Terms | null = null;
  /** Of these terms. */
  #spares: Spares | null = null;
  /** Of these terms. */
  #standby: Standby | null = null;
  /** Of these terms. */
  #remarks = new Remarks();
  #listener: Listener | null = null;
  #status: TunnelStatus = { kind: 'off' };
  /** Starting, changing and stopping follow one another. */
  #queue: Promise<void> = Promise.resolve();
  readonly #lookout = new Lookout(
    (signal) => this.#probe(signal),
    (result) => this.#learn(result),
  );
  /** Reading files and the system's store can take long; nobody who switches off waits for it. */
  #starting = new AbortController();
  readonly #turns = new Turns();
  /** The last wish: start came after stop, or the other way round. */
  #wanted = false;

  constructor(specification: TunnelSpecification, emit: EngineListener, ports: EnginePorts, threads: Threads) {
    this.#specification = specification;
    this.#ports = ports;
    this.#threads = threads;
    this.#emit = emit;
    this.#meter = new Meter((traffic) => emit({ kind: 'traffic', id: specification.id, traffic }));
  }

  /** Whether nobody wants it to be on. */
  get unwanted(): boolean {
    return !this.#wanted;
  }

  /** Starts, or takes a new specification; a blocked tunnel tries again. */
  start(specification: TunnelSpecification): void {
    this.#wanted = true;
    if (this.#starting.signal.aborted) this.#starting = new AbortController();
    this.#enqueue(() => this.#apply(specification));
  }

  /** Resolves when the ports are free and every socket is closed. */
  stop(): Promise<void> {
    this.#wanted = false;
    this.#starting.abort();
    this.#lookout.stop();
    this.#enqueue(() => this.#shutDown());
    return this.#queue;
  }

  check(): void {
    if (this.#status.kind !== 'on') return;
    this.#setServer({ kind: 'checking' });
    this.#lookout.look();
  }

  /**
   * After sleep the connections are dead. After a change of network only those are whose address this computer no longer
   * has: a VPN that comes up, perhaps through this very tunnel, must not cut it. Either way the server may be there again.
   */
  refresh(reason: RefreshReason): void {
    if (reason === 'resume') this.#dropConnections();
    else this.#dropStranded();
    this.#spares?.drop();
    // One that is under way waits for an answer over the old network.
    this.#lookout.forget();
    this.check();
  }

  async #apply(specification: TunnelSpecification): Promise<void> {
    if (!this.#wanted) return;
    const running = this.#terms !== null && this.#listener !== null && this.#status.kind === 'on';
    const change = changeBetween(this.#specification, specification);
    this.#specification = specification;
    if (running && change.none) return;
    this.#lookout.forget();
    const aheadEnded = this.#endAhead();
    if (change.trustReduced) {
      // Who knocks until the new terms are read is turned away: under the old ones a wrong server would be accepted.
      this.#terms = null;
      this.#dropConnections();
    }
    if (!running || change.listener) this.#setStatus({ kind: 'starting' });
    const { signal } = this.#starting;
    try {
      [this.#terms] = await orAborted(Promise.all([makeTerms(specification, this.#ports), aheadEnded]), signal);
      this.#remarks = new Remarks();
      if (specification.failover === 'prio') this.#standby = new Standby(this.#terms);
      const { spares } = specification;
      if (spares !== undefined && spares.count > 0) this.#spares = new Spares(this.#terms, spares, this.#turns);
      if (this.#listener === null || change.listener) {
        await this.#closeListener();
        this.#listener = await Listener.open(
          specification.accept,
          (intake) => this.#accept(intake),
          specification.sockets?.local,
        );
        for (const failure of this.#listener.failures) this.#log('warning', explain(failure).what);
      }
    } catch (error) {
      if (signal.aborted) return; // switched off meanwhile, which is the next step
      await this.#block(error instanceof TunnelFault ? error.reason : internalError(error));
      return;
    }
    if (!this.#wanted) return;
    for (const text of droppedSettings(specification.tls)) this.#log('warning', text);
    // A probe that began under the old terms says nothing about the new ones.
    this.#lookout.stop();
    const accept = this.#listener.bound.map(placeOf);
    this.#log('notice', `listening on ${accept.map(({ host, port }) => `${host}:${port}`).join(', ')}`);
    this.#setStatus({ kind: 'on', accept, server: { kind: 'unknown' } });
    this.check();
  }

  async #shutDown(): Promise<void> {
    this.#lookout.stop();
    await this.#closeListener();
    const open = this.#dropConnections();
    await Promise.all([...open.map(({ done }) => done), this.#endAhead()]);
    this.#meter.flush();
    this.#terms = null;
    this.#setStatus({ kind: 'off' });
  }

  async #block(error: TunnelError): Promise<void> {
    this.#lookout.stop();
    await this.#closeListener();
    await this.#endAhead();
    if (!this.#wanted) return;
    const { what } = explain(error);
    this.#log('error', error.kind === 'internal' ? `${what} ${error.detail}` : what);
    this.#setStatus({ kind: 'blocked', error, remedy: remedyFor(error) });
  }

  async #closeListener(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    await listener?.close();
  }

  /** What was made ahead of the next programs. */
  async #endAhead(): Promise<void> {
    const ending = [this.#spares?.close(), this.#standby?.close()];
    this.#spares = null;
    this.#standby = null;
    await Promise.all(ending);
  }

  #accept(intake: Intake): void {
    const terms = this.#terms;
    const spares = this.#spares;
    if (terms === null || !this.#wanted) {
      resetTcp(intake.socket);
      return;
    }
    const abort = new ConnectionAbort();
    const work = this.#threads.serve({
      intake,
      terms,
      turn: () => this.#turns.next(),
      takeSpare: () => spares?.take() ?? null,
      standby: this.#standby,
      meter: this.#meter,
      signal: abort.signal,
      onConnected: (localAddress) => {
        connection.localAddress = localAddress;
        spares?.refill();
      },
      onReached: (reached) => this.#reached(terms, reached),
    });
    const connection: Connection = {
      abort,
      localAddress: null,
      done: work.then((end) => {
        this.#connections.delete(connection);
        this.#ended(terms, end);
      }),
    };
    this.#connections.add(connection);
  }

  #dropConnections(): readonly Connection[] {
    const open = [...this.#connections];
    for (const { abort } of open) abort.abort();
    return open;
  }

  #dropStranded(): void {
    const present = localAddresses();
    for (const { abort, localAddress } of this.#connections) {
      if (localAddress !== null && !isPresent(localAddress, present)) abort.abort();
    }
  }

  /** A connection of a person's program is as good as a probe. */
  #reached(terms: Terms, { protocol, cipher, handshakeMs, chain: [leaf], remark }: Reached): void {
    if (terms !== this.#terms || this.#status.kind !== 'on') return;
    this.#remark(remark);
    const { server } = this.#status;
    if (server.kind === 'reachable' && Date.now() - server.checkedAt < REACHED_EVERY_MS) return;
    this.#lookout.forget();
    const certificate = leaf === undefined ? null : describeCertificate(leaf);
    this.#setServer({ kind: 'reachable', protocol, cipher, handshakeMs, certificate, checkedAt: Date.now() });
  }

  #ended(terms: Terms, { error, text }: ConnectionEnd): void {
    this.#log('info', `connection ${text}`);
    if (error === null || terms !== this.#terms || this.#status.kind !== 'on') return;
    this.#spares?.drop();
    // While the server is known to be away the schedule stands, however many programs knock.
    const known = this.#status.server.kind === 'unreachable' && !needsPerson(error);
    if (!known) this.#lookout.look();
  }

  #probe(signal: AbortSignal): Promise<ProbeResult> | null {
    const terms = this.#terms;
    if (terms === null || !this.#wanted) return null;
    return probe({ terms, turn: this.#turns.peek(), signal, askSystem: false });
  }

  #learn({ reached, chain: [leaf], error }: ProbeResult): void {
    if (this.#status.kind !== 'on') return;
    // What was reached a moment ago may be dead without having said so.
    if (error !== null) this.#spares?.drop();
    if (error === null) {
      if (reached === null) return;
      const { protocol, cipher, handshakeMs, remark } = reached;
      this.#remark(remark);
      this.#lookout.forget();
      this.#setServer({
        kind: 'reachable',
        protocol,
        cipher,
        handshakeMs,
        certificate: leaf ?? null,
        checkedAt: Date.now(),
      });
    } else if (needsPerson(error)) {
      this.#enqueue(() => this.#block(error));
    } else {
      const { delayMs, failures } = this.#lookout.lookAgain();
      if (failures === 1) this.#log('warning', explain(error).what);
      this.#setServer({ kind: 'unreachable', error, retryAt: Date.now() + delayMs });
    }
  }

  #setServer(server: ServerStatus): void {
    if (this.#status.kind === 'on') this.#setStatus({ ...this.#status, server });
  }

  #setStatus(status: TunnelStatus): void {
    this.#status = status;
    this.#emit({ kind: 'status', id: this.#specification.id, status });
  }

  #remark(text: string | null): void {
    if (text !== null && this.#remarks.isNews(text, performance.now())) this.#log('warning', text);
  }

  #log(level: LogLevel, text: string): void {
    this.#emit({ kind: 'log', id: this.#specification.id, level, text });
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch((error: unknown) => this.#block(internalError(error)));
  }
}
