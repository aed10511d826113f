/** A helper thread, seen from the engine's first thread. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { HEAP_LIMITS } from '../base/heap.ts';
import { resetTcp } from '../base/tcp-reset.ts';
import type { ConnectionEnd, ConnectionOptions } from '../connection/connection.ts';
import type { AcceptedEnd } from '../local/local-end.ts';
import { provenInternals } from '../node-internals/proven.ts';
import { type ChannelSender, openChannel } from '../node-internals/socket-channel.ts';
import { portableContext, type TunnelContext } from '../server/tunnel-context.ts';
import type { FromHelper, HelperData, ToHelper } from './messages.ts';

/** Of a connection that can be handed over: nobody hears how it is made. */
export interface AcceptedOptions extends Omit<ConnectionOptions, 'observer'> {
  readonly local: AcceptedEnd;
}

interface Served {
  readonly options: AcceptedOptions;
  readonly settle: (end: ConnectionEnd) => void;
}

const LOST: ConnectionEnd = { kind: 'lost', error: null };

export class HelperThread {
  /** Whether connections can be handed over; resolves with false when that will never be. */
  readonly ready: Promise<boolean>;
  readonly #served = new Map<number, Served>();
  /** What the thread was told last of each tunnel. */
  readonly #told = new Map<string, TunnelContext>();
  #worker: Worker | null = null;
  #channel: ChannelSender | null = null;
  #last = 0;
  #ending = false;
  #isGone = () => {};
  /** Resolves when the thread is no more, for whatever reason. */
  readonly gone = new Promise<void>((resolve) => {
    this.#isGone = resolve;
  });

  /** `file` is the built helper.ts. */
  constructor(file: URL) {
    this.ready = this.#start(file).catch(() => false);
    void this.ready.then((ready) => (ready ? null : this.end()));
  }

  /**
   * As `serve` of connection.ts, in the thread; to be called when it is ready. Our own copy of the local connection stays
   * open, unread, so that it can be reset should the thread die: the system would end it as if all had been said.
   */
  serve(options: AcceptedOptions): Promise<ConnectionEnd> {
    const { meter, signal } = options;
    const { stream: local } = options.local;
    this.#last += 1;
    const connection = this.#last;
    const drop = () => this.#post({ kind: 'drop', connection });
    local.on('error', () => undefined);
    meter.opened();
    const served = new Promise<ConnectionEnd>((settle) => {
      this.#served.set(connection, { options, settle });
    });
    if (this.#handOver(connection, options)) {
      signal.addEventListener('abort', drop);
      if (signal.aborted) drop();
    } else {
      void this.end();
    }
    return served.then(async (end) => {
      signal.removeEventListener('abort', drop);
      this.#served.delete(connection);
      if (end === LOST && options.context.specification.reset !== false) resetTcp(local);
      else local.destroy();
      if (!local.closed) await once(local, 'close');
      meter.closed();
      return end;
    });
  }

  /** Resets what is still served, and resolves when the thread is gone. */
  async end(): Promise<void> {
    this.#ending = true;
    if (this.#worker === null) this.#lose();
    else await this.#worker.terminate();
    await this.gone;
  }

  async #start(file: URL): Promise<boolean> {
    const channel = await openChannel();
    if (channel === null) return false;
    try {
      if (this.#ending) return false;
      const workerData: HelperData = { path: channel.path, internals: provenInternals() };
      const worker = new Worker(file, { workerData, resourceLimits: HEAP_LIMITS });
      this.#worker = worker;
      worker.on('online', () => worker.unref());
      worker.on('message', (message: FromHelper) => this.#receive(message));
      worker.on('error', () => undefined); // and then it exits
      const exit = new Promise<null>((resolve) => {
        worker.on('exit', () => {
          this.#lose();
          resolve(null);
        });
      });
      this.#channel = await Promise.race([channel.joined, exit]);
      return this.#channel !== null;
    } finally {
      await channel.close();
    }
  }

  #handOver(connection: number, { local, context, turn }: AcceptedOptions): boolean {
    if (this.#channel === null) {
      this.#served.get(connection)?.settle(LOST);
      return true;
    }
    const { id: tunnel } = context.specification;
    try {
      if (this.#told.get(tunnel) !== context)
        this.#post({ kind: 'context', tunnel, context: portableContext(context) });
      this.#told.set(tunnel, context);
      this.#post({ kind: 'serve', connection, tunnel, turn: turn() });
      this.#channel.send(connection, local.stream);
      return true;
    } catch {
      return false;
    }
  }

  #lose(): void {
    this.#channel?.close();
    this.#channel = null;
    for (const { settle } of this.#served.values()) settle(LOST);
    this.#isGone();
  }

  #post(message: ToHelper): void {
    this.#worker?.postMessage(message);
  }

  #receive(message: FromHelper): void {
    if (message.kind === 'traffic') {
      for (const { connection, sent, received } of message.counts) {
        const meter = this.#served.get(connection)?.options.meter;
        if (sent > 0) meter?.sent(sent);
        if (received > 0) meter?.received(received);
      }
      return;
    }
    const served = this.#served.get(message.connection);
    if (served === undefined) return;
    switch (message.kind) {
      case 'connected':
        served.options.onConnected?.(message.joined);
        break;
      case 'reached':
        served.options.onReached?.(message.reached);
        break;
      case 'ended':
        served.settle(message.end);
        break;
    }
  }
}
