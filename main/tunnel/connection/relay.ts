/** Joins a local end and a TLS connection: every byte, each half-close, and errors as errors. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Timeouts } from '../../../preload/types.ts';
import { resetTcp, wasReset } from '../base/tcp-reset.ts';
import type { LocalEnd } from '../local/local-end.ts';
import type { Secured } from '../server/handshake.ts';
import { FairShare } from './fair-share.ts';
import type { Counter } from './meter.ts';

export type RelayEnd =
  | { readonly kind: 'closed' }
  /** One side ended and the other did not follow within TIMEOUTclose. */
  | { readonly kind: 'close-timeout' }
  | { readonly kind: 'idle-timeout' }
  | { readonly kind: 'failed'; readonly side: 'local' | 'remote'; readonly error: Error };

export interface RelayOptions {
  /** Of the program. */
  readonly local: LocalEnd;
  readonly remote: Secured;
  readonly meter: Counter;
  readonly timeouts: Timeouts;
  /** stunnel's reset: whether failures reset the connections, or only close them. Left out: yes. */
  readonly reset?: boolean | undefined;
}

/**
 * Resolves when both sides are closed; never rejects. As stunnel's client.c transfer: the end of one side is passed on
 * and the other side may go on; an error resets the local connection, so that the program does not take it for a clean
 * end. Both sides must allow half-open.
 */
export function relay({
  local: program,
  remote: { socket: remote, incoming, greeting, reset: resetRemote },
  meter,
  timeouts,
  reset = true,
}: RelayOptions): Promise<RelayEnd> {
  const local = program.stream;
  return new Promise((resolve) => {
    let end: RelayEnd = { kind: 'closed' };
    let failed = false;
    let localEnded = false;
    let remoteEnded = false;
    let open = Number(!local.closed) + Number(!remote.closed);

    const fail = (cause: RelayEnd) => {
      if (failed) return;
      failed = true;
      end = cause;
      if (cause.kind === 'close-timeout' || !reset) {
        local.destroy();
        remote.destroy();
      } else {
        resetLocal(local);
        resetRemote();
      }
    };

    const watch = new Watch(
      () => {
        const halfClosed = localEnded || remoteEnded;
        const unsent = local.writableLength > 0 || remote.writableLength > 0;
        return halfClosed && !unsent ? timeouts.close : timeouts.idle === 0 ? Number.POSITIVE_INFINITY : timeouts.idle;
      },
      () => fail({ kind: localEnded || remoteEnded ? 'close-timeout' : 'idle-timeout' }),
    );

    // What a side was sent last has left: TIMEOUTclose begins now.
    local.on('finish', () => watch.rearm());
    remote.on('finish', () => watch.rearm());

    const share = new FairShare(() => {
      if (!local.writableNeedDrain) remote.resume();
    });

    const conclude = () => {
      watch.stop();
      share.leave();
      resolve(end);
    };
    const closed = () => {
      open -= 1;
      if (open === 0) conclude();
    };

    const localEnd = () => {
      if (!remoteEnded && local instanceof Socket && wasReset(local)) {
        fail({ kind: 'failed', side: 'local', error: resetError() });
        return;
      }
      localEnded = true;
      watch.rearm();
      remote.end();
    };
    local.on('end', localEnd);
    local.on('error', (error) => fail({ kind: 'failed', side: 'local', error }));
    // A side that is gone without an error was destroyed by us, or ended; the other must not outlive it.
    local.on('close', () => {
      if (!localEnded || !remoteEnded) remote.destroy();
      closed();
    });

    local.on('drain', () => {
      watch.touch();
      remote.resume();
    });
    const remoteEnd = () => {
      if (!localEnded && wasReset(remote)) {
        fail({ kind: 'failed', side: 'remote', error: resetError() });
        return;
      }
      remoteEnded = true;
      watch.rearm();
      local.end();
    };
    remote.on('error', (error) => fail({ kind: 'failed', side: 'remote', error }));
    remote.on('close', () => {
      if (!remoteEnded) local.destroy();
      closed();
    });

    if (greeting.length > 0) {
      meter.received(greeting.length);
      local.write(greeting);
    }
    const ready = incoming.attach(
      (bytes) => {
        watch.touch();
        meter.received(bytes.length);
        const fair = share.take(bytes.length);
        return local.write(bytes) && fair;
      },
      () => local.writableLength > 0,
    );
    // It may have ended or failed between the handshake and now.
    if (remote.readableEnded) remoteEnd();
    else remote.on('end', remoteEnd);
    if (remote.destroyed || local.destroyed) {
      const side = remote.destroyed ? 'remote' : 'local';
      fail({ kind: 'failed', side, error: remote.errored ?? resetError() });
    }
    if (open === 0) conclude();
    if (ready) remote.resume();
    program.start((bytes, done) => {
      watch.touch();
      meter.sent(bytes.length);
      remote.write(bytes, () => {
        watch.touch();
        done();
      });
    });
    // Its last words may have been read ahead.
    if (local.readableEnded) localEnd();
  });
}

/** Resets an accepted connection; where there is no such thing, it is closed. */
export function resetLocal(stream: Duplex): void {
  if (stream instanceof Socket) resetTcp(stream);
  else stream.destroy();
}

function resetError(): Error {
  return Object.assign(new Error('connection reset'), { code: 'ECONNRESET' });
}

/** One timer for TIMEOUTidle and TIMEOUTclose. A byte costs a clock reading, not a timer. */
class Watch {
  #last = performance.now();
  #timer: NodeJS.Timeout | undefined;
  readonly #limit: () => number;
  readonly #expired: () => void;

  /** `limit` in seconds, asked anew each time. */
  constructor(limit: () => number, expired: () => void) {
    this.#limit = limit;
    this.#expired = expired;
    this.rearm();
  }

  touch(): void {
    this.#last = performance.now();
  }

  /** The limit may be another one from now on. */
  rearm(): void {
    this.touch();
    this.#schedule();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const limit = this.#limit() * 1000;
    if (limit === Number.POSITIVE_INFINITY) return;
    const left = this.#last + limit - performance.now();
    this.#timer = setTimeout(() => this.#check(), Math.min(Math.max(left, 0), 2 ** 31 - 1));
    this.#timer.unref();
  }

  #check(): void {
    if (performance.now() - this.#last >= this.#limit() * 1000) this.#expired();
    else this.#schedule();
  }
}
