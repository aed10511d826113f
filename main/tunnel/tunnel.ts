/** A profile that is switched on: its listener, its connections, and what is known of its server. */
import { isIP } from 'node:net';
import { setImmediate as immediately } from 'node:timers/promises';
import type { CertificateSummary, ServerStatus, TunnelError, TunnelLook, TunnelStatus } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';
import { inEnglish } from '../../preload/words/words.ts';
import type { TunnelSpecification } from '../specification.ts';
import { describeCertificate } from '../trust/describe.ts';
import { Ahead } from './ahead.ts';
import { AT_A_PORTAL_MS } from './backoff.ts';
import { ConnectionAbort, orAborted } from './base/abort.ts';
import { internalError, needsPerson, placeOf, TunnelFault } from './base/errors.ts';
import { Remarks } from './base/remarks.ts';
import { resetTcp } from './base/tcp-reset.ts';
import { Turns } from './base/turns.ts';
import { changeBetween } from './change.ts';
import { type ConnectionEnd, describeEnd, type Reached } from './connection/connection.ts';
import { Meter } from './connection/meter.ts';
import { Tally } from './connection/tally.ts';
import type { EngineListener, EnginePorts, LogLevel, ProbeResult, RefreshReason } from './engine.ts';
import { explain } from './explain.ts';
import { Guard } from './guard/guard.ts';
import { Listener } from './local/listener.ts';
import type { AcceptedEnd } from './local/local-end.ts';
import { ownListeners } from './local/own-listeners.ts';
import { Lookout } from './lookout.ts';
import { peerOf } from './node-internals/peer-address.ts';
import { internalsReady } from './node-internals/proof.ts';
import { OpenConnections } from './open-connections.ts';
import { remedyFor } from './remedy.ts';
import { probe } from './server/probe.ts';
import { createContext, type TunnelContext } from './server/tunnel-context.ts';
import { ServerDelays } from './server-delays.ts';
import type { Threads } from './threads/pool.ts';
import { droppedSettings } from './tls/secure-context.ts';
import { type Loop, type WatchedTarget, WayWatch, watchedTargets } from './way-watch.ts';

/** A server in steady use is reported as reached again at most this often. */
const REACHED_EVERY_MS = 30_000;

export class Tunnel {
  readonly #emit: EngineListener;
  readonly #ports: EnginePorts;
  readonly #threads: Threads;
  readonly #meter: Meter;
  readonly #connections = new OpenConnections();
  /** What the server showed last. */
  #chain: readonly CertificateSummary[] = [];
  #specification: TunnelSpecification;
  #context: TunnelContext | null = null;
  /** Belongs to the context. */
  #remarks = new Remarks();
  /** Belongs to the context. */
  #guard: Guard | null = null;
  #listener: Listener | null = null;
  #status: TunnelStatus = { kind: 'off' };
  /** Starting, changing and stopping follow one another. */
  #queue: Promise<void> = Promise.resolve();
  readonly #lookout = new Lookout(
    (signal) => this.#probe(signal),
    (result) => this.#learn(result),
  );
  /** A person does not want that the server is looked for without being asked to. */
  #isHeld = false;
  /** Where the server was, while nobody says where it is. */
  #lastSeen: WatchedTarget | null = null;
  readonly #wayWatch = new WayWatch({
    targets: () => watchedTargets(this.#specification) ?? (this.#lastSeen === null ? [] : [this.#lastSeen]),
    isUsed: () => this.#connections.size > 0,
    found: (loop) => this.#foundLoop(loop),
  });
  /** Reading files and the system's store can take long; nobody who switches off waits for it. */
  #starting = new AbortController();
  readonly #turns = new Turns();
  readonly #ahead = new Ahead(this.#turns);
  readonly #delays = new ServerDelays({
    context: () => (this.#isHeld || this.#wayWatch.loop !== null ? null : this.#context),
    reordered: () => this.#reorder(),
  });
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
    this.#wayWatch.stop();
    this.#enqueue(() => this.#shutDown());
    return this.#queue;
  }

  check(): void {
    if (this.#status.kind !== 'on' || this.#wayWatch.loop !== null) return;
    this.#setServer({ kind: 'checking' });
    this.#lookout.look();
  }

  /** Whether a server that is away is left alone until somebody asks for it, or switches the tunnel on anew. */
  hold(held: boolean): void {
    if (this.#status.kind !== 'on' || this.#status.server.kind !== 'unreachable' || this.#wayWatch.loop !== null)
      return;
    this.#isHeld = held;
    this.#lookout.forget();
    if (held) this.#setServer({ ...this.#status.server, retryAt: null });
    else this.check();
  }

  /**
   * After sleep the connections are dead. After a change of network only those are whose address this computer no longer
   * has: a VPN that comes up, perhaps through this very tunnel, must not cut it. Either way the server may be there again.
   */
  refresh(reason: RefreshReason): void {
    if (reason === 'resume') void this.#connections.drop();
    else this.#connections.dropStranded();
    this.#ahead.spares?.drop();
    // One that is under way waits for an answer over the old network.
    this.#lookout.forget();
    if (this.#isHeld) return;
    this.check();
    this.#delays.measure();
  }

  async inspect(): Promise<TunnelLook> {
    return { connections: await this.#connections.inspect(), chain: this.#chain, delays: this.#delays.look() };
  }

  endConnection(connection: number): void {
    this.#connections.end(connection);
  }

  async #apply(specification: TunnelSpecification): Promise<void> {
    if (!this.#wanted) return;
    const running = this.#context !== null && this.#listener !== null && this.#status.kind === 'on';
    const change = changeBetween(this.#specification, specification);
    this.#specification = specification;
    if (running && change.none) return;
    this.#lookout.forget();
    this.#isHeld = false;
    const aheadEnded = this.#ahead.end();
    if (change.trustReduced) {
      // Who knocks until the new context is read is turned away: under the old one a wrong server would be accepted.
      this.#context = null;
      void this.#connections.drop();
    }
    if (!running || change.listener) this.#setStatus({ kind: 'starting' });
    const { signal } = this.#starting;
    try {
      const reading = Promise.all([
        createContext(this.#delays.order(specification), this.#ports),
        this.#guardOf(specification),
        aheadEnded,
      ]);
      [this.#context, this.#guard] = await orAborted(reading, signal);
      this.#remarks = new Remarks();
      this.#ahead.make(this.#context);
      if (this.#listener === null || change.listener) {
        await this.#closeListener();
        this.#listener = await Listener.open(
          specification.accept,
          (local) => this.#accept(local),
          specification.sockets?.local,
          specification.acceptIpv6,
        );
        ownListeners.opened(specification, this.#listener.bound);
        for (const failure of this.#listener.failures) this.#log('warning', explain(failure).what);
      }
    } catch (error) {
      if (signal.aborted) return; // switched off meanwhile, which is the next step
      await this.#block(error instanceof TunnelFault ? error.reason : internalError(error));
      return;
    }
    if (!this.#wanted) return;
    for (const text of droppedSettings(specification.tls)) this.#log('warning', text);
    // A probe that began under the old context says nothing about the new one.
    this.#lookout.stop();
    const { bound } = this.#listener;
    const socket = bound.find((address) => 'path' in address)?.path;
    const places = bound.map((one) => ('path' in one ? one.path : `${one.host}:${one.port}`));
    this.#log('notice', `listening on ${places.join(', ')}`);
    this.#setStatus({
      kind: 'on',
      accept: bound.filter((address) => 'host' in address),
      ...(socket === undefined ? {} : { socket }),
      server: { kind: 'unknown' },
    });
    this.#wayWatch.stop();
    if (specification.vpn !== undefined) this.#wayWatch.start();
    this.#delays.begin(specification);
    this.check();
  }

  async #shutDown(): Promise<void> {
    this.#lookout.stop();
    this.#delays.stop();
    await this.#closeListener();
    await Promise.all([this.#connections.drop(), this.#ahead.end()]);
    this.#meter.flush();
    this.#context = null;
    this.#setStatus({ kind: 'off' });
  }

  async #block(error: TunnelError): Promise<void> {
    this.#lookout.stop();
    this.#delays.stop();
    this.#wayWatch.stop();
    await this.#closeListener();
    await this.#ahead.end();
    if (!this.#wanted) return;
    const { what } = explain(error);
    this.#log('error', error.kind === 'internal' ? `${what} ${error.detail}` : what);
    this.#setStatus({ kind: 'blocked', error, remedy: remedyFor(error) });
  }

  async #closeListener(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    ownListeners.closed(this.#specification.id);
    await listener?.close();
  }

  /** The next program goes to another server first; who is connected stays where it is. */
  #reorder(): void {
    if (this.#context === null) return;
    void this.#ahead.end();
    this.#context = { ...this.#context, specification: this.#delays.order(this.#specification) };
    this.#ahead.make(this.#context);
    this.check();
  }

  async #guardOf({ guard }: TunnelSpecification): Promise<Guard | null> {
    await internalsReady();
    return guard === undefined ? null : Guard.open(guard, (text) => this.#log('warning', text));
  }

  #accept(local: AcceptedEnd): void {
    const admitted = this.#guard?.admits(local.stream) ?? true;
    if (admitted === true) this.#serve(local);
    else if (admitted === false) resetTcp(local.stream);
    else void admitted.then((is) => (is ? this.#serve(local) : resetTcp(local.stream)));
  }

  #serve(local: AcceptedEnd): void {
    const context = this.#context;
    const { spares, standby } = this.#ahead;
    if (context === null || !this.#wanted) {
      resetTcp(local.stream);
      return;
    }
    const abort = new ConnectionAbort();
    const tally = new Tally(this.#connections.next(), peerOf(local.stream));
    const work = this.#threads.serve({
      local,
      context,
      turn: () => this.#turns.next(),
      takeSpare: () => spares?.take() ?? null,
      standby,
      meter: tally.counter(this.#meter),
      signal: abort.signal,
      onConnected: (joined) => {
        tally.joined = joined;
        spares?.refill();
      },
      onReached: (reached) => this.#reached(context, reached),
    });
    const done = work.then((end) => this.#ended(context, end));
    this.#connections.add(tally, abort, done);
  }

  /** A connection of a person's program is as good as a probe. */
  #reached(context: TunnelContext, { protocol, cipher, handshakeMs, chain: [leaf], remark }: Reached): void {
    if (context !== this.#context || this.#status.kind !== 'on' || this.#wayWatch.loop !== null) return;
    this.#remark(remark);
    const { server } = this.#status;
    if (server.kind === 'reachable' && Date.now() - server.checkedAt < REACHED_EVERY_MS) return;
    this.#lookout.forget();
    this.#isHeld = false;
    const certificate = leaf === undefined ? null : describeCertificate(leaf);
    // Another thread tells only the server's own.
    if (certificate !== null && certificate.sha256 !== this.#chain[0]?.sha256) this.#chain = [certificate];
    this.#setServer({ kind: 'reachable', protocol, cipher, handshakeMs, certificate, checkedAt: Date.now() });
  }

  #ended(context: TunnelContext, end: ConnectionEnd): void {
    const { error } = end;
    this.#log('info', `connection ${describeEnd(end)}`);
    if (error === null || context !== this.#context || this.#status.kind !== 'on') return;
    this.#ahead.spares?.drop();
    if (this.#wayWatch.loop !== null) return;
    // While the server is known to be away the schedule stands, however many programs knock.
    const known = this.#status.server.kind === 'unreachable' && !needsPerson(error);
    if (!known) this.#lookout.look();
  }

  #probe(signal: AbortSignal): Promise<ProbeResult> | null {
    const context = this.#context;
    if (context === null || !this.#wanted) return null;
    // What was said of the tunnel goes out first: to make a TLS socket takes as long as to tell of it.
    return immediately().then(() => probe({ context, turn: this.#turns.peek(), signal, askSystem: false }));
  }

  #learn({ reached, chain, error }: ProbeResult): void {
    if (this.#status.kind !== 'on') return;
    const [leaf] = chain;
    if (error === null || leaf !== undefined) this.#chain = chain;
    const [first] = this.#specification.connect;
    if (reached !== null && isIP(reached.address) !== 0 && first !== undefined) {
      this.#lastSeen = { host: placeOf(first).host, port: reached.port, address: reached.address };
    }
    // What was reached a moment ago may be dead without having said so.
    if (error !== null) this.#ahead.spares?.drop();
    this.#delays.note(error === null ? (reached?.handshakeMs ?? null) : null);
    if (error === null) {
      if (reached === null) return;
      const { address, protocol, cipher, handshakeMs, remark } = reached;
      this.#remark(remark);
      this.#log('debug', `${address} answers: ${protocol}, ${cipher}, after ${Math.round(handshakeMs)} ms`);
      this.#lookout.forget();
      this.#isHeld = false;
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
      if (this.#isHeld) {
        this.#setServer({ kind: 'unreachable', error, retryAt: null });
        return;
      }
      const { delayMs, failures } = this.#lookout.lookAgain(
        error.kind === 'captive-portal' ? AT_A_PORTAL_MS : undefined,
      );
      if (failures === 1) this.#log('warning', explain(error).what);
      else this.#log('debug', `${explain(error).what} Looked for ${failures} times.`);
      this.#setServer({ kind: 'unreachable', error, retryAt: Date.now() + delayMs });
    }
  }

  /** As long as there is a loop the server is not asked: every packet would go into it. */
  #foundLoop(loop: Loop | null): void {
    if (this.#status.kind !== 'on') return;
    this.#lookout.forget();
    if (loop === null) {
      this.check();
      return;
    }
    const { host, address, device } = loop;
    const error: TunnelError = { kind: 'vpn-loop', host, address, device };
    this.#log('warning', `${explain(error).what} ${explain(error).why}`);
    this.#setServer({ kind: 'unreachable', error, retryAt: null });
  }

  #setServer(server: ServerStatus): void {
    if (this.#status.kind === 'on') this.#setStatus({ ...this.#status, server });
  }

  #setStatus(status: TunnelStatus): void {
    this.#status = status;
    this.#emit({ kind: 'status', id: this.#specification.id, status });
  }

  #remark(remark: Text | null): void {
    const text = remark === null ? null : inEnglish(() => say(remark));
    if (text !== null && this.#remarks.isNews(text, performance.now())) this.#log('warning', text);
  }

  #log(level: LogLevel, text: string): void {
    this.#emit({ kind: 'log', id: this.#specification.id, level, text });
  }

  #enqueue(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch((error: unknown) => this.#block(internalError(error)));
  }
}
