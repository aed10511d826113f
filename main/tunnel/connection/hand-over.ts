/** A spare meets its program. The server may be ending it at this very moment. */
import type { Signal } from '../base/abort.ts';
import type { Deliver, LocalEnd } from '../local/local-end.ts';
import type { Secured } from '../server/handshake.ts';
import { GRACE_MS } from '../server/probe.ts';
import type { Counter } from './meter.ts';
import { isAlive } from './spares.ts';

/** A local end that was started already; what came since waits for whoever starts it. */
export interface Ahead extends LocalEnd {
  /** Calls back at the program's first bytes, or at once when there were some. */
  whenSpoken(callback: () => void): void;
  /** Delivers what came so far; what comes afterwards waits again. */
  flush(deliver: Deliver): void;
}

/** Reads what the program says before it is known where to. One stops by itself after a few deliveries. */
export function readAhead(local: LocalEnd): Ahead {
  const waiting: [bytes: Uint8Array, done: () => void][] = [];
  let deliver: Deliver | null = null;
  let onSpoken: (() => void) | null = null;
  local.start((bytes, done) => {
    if (deliver !== null) {
      deliver(bytes, done);
      return;
    }
    waiting.push([bytes, done]);
    onSpoken?.();
  });
  return {
    stream: local.stream,
    start: (to) => {
      deliver = to;
      for (const [bytes, done] of waiting.splice(0)) to(bytes, done);
    },
    whenSpoken: (callback) => {
      onSpoken = callback;
      if (waiting.length > 0) callback();
    },
    flush: (to) => {
      for (const [bytes, done] of waiting.splice(0)) to(bytes, done);
    },
  };
}

/** Sends what the program has said so far: whatever else there is to set up can be while the server thinks about it. */
export function sendAhead(program: Ahead, { socket }: Secured, meter: Counter): void {
  program.flush((bytes, done) => {
    meter.sent(bytes.length);
    socket.write(bytes, done);
  });
}

/**
 * Whether the spare outlives its hand-over. False means that nothing the server said was heard and nothing of the
 * program's was sent, so that another connection can take its place and nobody notices. Decided when the program or the
 * server says something, after everything that the system had already was looked at, and at the latest after the grace
 * period: an end that was under way has arrived by then. What the program has said so far is on its way when this
 * resolves with true.
 */
export function outlives(spare: Secured, program: Ahead, meter: Counter, signal: Signal): Promise<boolean> {
  const { socket, incoming } = spare;
  const { stream: local } = program;
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', settle);
      socket.off('end', settle);
      socket.off('close', settle);
      local.off('end', afterEvents);
      local.off('close', settle);
      const lives = isAlive(socket);
      if (lives && !signal.aborted && !local.destroyed) sendAhead(program, spare, meter);
      resolve(lives);
    };
    // Events of the same turn of the loop come in no particular order; this runs after all of them.
    const afterEvents = () => setImmediate(settle);
    const timer = setTimeout(settle, GRACE_MS);
    signal.addEventListener('abort', settle);
    socket.on('end', settle);
    socket.on('close', settle);
    local.on('end', afterEvents);
    local.on('close', settle);
    incoming.whenReceived(afterEvents);
    program.whenSpoken(afterEvents);
  });
}
