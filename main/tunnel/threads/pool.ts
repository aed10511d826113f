/** Spreads the connections of all tunnels over threads, so that none has to wait for what another one moves. */
import { availableParallelism } from 'node:os';
import { type ConnectionEnd, serve } from '../connection/connection.ts';
import { isProven } from '../node-internals/proven.ts';
import { isPortable } from '../server/tunnel-context.ts';
import { type AcceptedOptions, HelperThread } from './helper-thread.ts';
import { helpersFor, placeFor } from './placement.ts';

export interface Threads {
  /** As `serve` of connection.ts, in one thread or another. */
  serve(options: AcceptedOptions): Promise<ConnectionEnd>;
}

interface Helper {
  readonly thread: HelperThread;
  /** Also those that wait for the thread to start. */
  connections: number;
  rest: NodeJS.Timeout | undefined;
}

/** A thread costs as much memory as a few hundred idle connections; starting one again costs a tenth of a second. */
const REST_AFTER_MS = 60_000;
/** A connection does not wait longer than this for a thread to start. */
const PATIENCE_MS = 2000;
/** Threads that may fail before connections stay in this one. */
const ALLOWED_FAILURES = 3;

export class Pool implements Threads {
  readonly #file: URL;
  readonly #most: number;
  #helpers: Helper[] = [];
  #ownConnections = 0;
  #failures = 0;

  /** `file` is the built helper.ts. */
  constructor(file: URL, most = helpersFor(availableParallelism())) {
    this.#file = file;
    this.#most = most;
  }

  async serve(options: AcceptedOptions): Promise<ConnectionEnd> {
    if (!isPortable(options.context)) return this.#serveHere(options);
    // A spare is made in this thread, and worth more than another thread.
    const spare = options.takeSpare?.() ?? null;
    const helper = spare === null ? this.#place() : null;
    if (helper === null) return this.#serveHere({ ...options, takeSpare: () => spare });
    clearTimeout(helper.rest);
    helper.connections += 1;
    try {
      if (await isReady(helper.thread)) return await helper.thread.serve(options);
    } finally {
      helper.connections -= 1;
      if (helper.connections === 0) this.#restLater(helper);
    }
    return this.#serveHere(options);
  }

  /** Ends the helper threads. To be called when there are no connections: those that are left are reset. */
  async rest(): Promise<void> {
    const ending = this.#helpers;
    this.#helpers = [];
    await Promise.all(ending.map((helper) => this.#end(helper)));
  }

  /** null for this thread. Makes a new one when all that there are have something to do. */
  #place(): Helper | null {
    const counts = [this.#ownConnections, ...this.#helpers.map(({ connections }) => connections)];
    const mayStart =
      isProven('socket-channel') && this.#helpers.length < this.#most && this.#failures < ALLOWED_FAILURES;
    const place = placeFor(mayStart ? [...counts, 0] : counts);
    if (place === 0) return null;
    return this.#helpers[place - 1] ?? this.#start();
  }

  #start(): Helper {
    const helper: Helper = { thread: new HelperThread(this.#file), connections: 0, rest: undefined };
    this.#helpers.push(helper);
    void helper.thread.gone.then(() => {
      if (!this.#helpers.includes(helper)) return;
      this.#failures += 1;
      this.#helpers = this.#helpers.filter((other) => other !== helper);
    });
    return helper;
  }

  async #serveHere(options: AcceptedOptions): Promise<ConnectionEnd> {
    this.#ownConnections += 1;
    try {
      return await serve(options);
    } finally {
      this.#ownConnections -= 1;
    }
  }

  #restLater(helper: Helper): void {
    helper.rest = setTimeout(() => {
      this.#helpers = this.#helpers.filter((other) => other !== helper);
      void this.#end(helper);
    }, REST_AFTER_MS);
    helper.rest.unref();
  }

  #end({ thread, rest }: Helper): Promise<void> {
    clearTimeout(rest);
    return thread.end();
  }
}

function isReady({ ready }: HelperThread): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MS);
    void ready.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
