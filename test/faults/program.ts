/** The local program: what it sees of a tunnel that goes wrong. */
import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface Seen {
  /** How the connection ended for the program. `open`: it did not. */
  readonly end: 'FIN' | 'RST' | 'refused' | 'open';
  /** Whether it got what it waited for. */
  readonly data: 'all' | 'some' | 'none';
  readonly when: 'at once' | 'after the timeout';
}

export interface Expectation {
  /** What is sent first, and whether the program then ends its side. */
  readonly send?: Uint8Array | string;
  readonly end?: boolean;
  /** What should come, as text or as SHA-256 of it. */
  readonly text?: string;
  readonly sha256?: string;
  /** The timeout, in seconds, that the fault runs into; without one everything has to happen at once. */
  readonly timeoutSeconds?: number;
  /** For what the test does when the first bytes have come. */
  readonly onData?: (socket: Socket) => void;
  readonly limitMs?: number;
}

/** Runs one connection to its end. Never rejects. */
export function runProgram(port: number, expectation: Expectation): Promise<Seen> {
  const { send, end = false, text, sha256, timeoutSeconds, onData, limitMs = 20_000 } = expectation;
  return new Promise((resolve) => {
    const started = performance.now();
    const hash = createHash('sha256');
    let received = '';
    let length = 0;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const finish = (how: Seen['end']) => {
      clearTimeout(timer);
      const elapsed = performance.now() - started;
      // A timer may fire a little early; nothing else takes as long as a timeout of the tests.
      const late = timeoutSeconds !== undefined && elapsed > timeoutSeconds * 1000 - 100;
      const complete = text === undefined ? sha256 === hash.digest('hex') : received === text;
      socket.destroy();
      resolve({
        end: how,
        data: complete && length > 0 ? 'all' : length > 0 ? 'some' : 'none',
        when: late ? 'after the timeout' : 'at once',
      });
    };
    const timer = setTimeout(() => finish('open'), limitMs);
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code === 'ECONNREFUSED' ? 'refused' : 'RST'));
    socket.on('data', (chunk) => {
      if (length === 0) onData?.(socket);
      length += chunk.length;
      hash.update(chunk);
      if (text !== undefined) received += chunk.toString('latin1');
    });
    // libuv reports data and a reset that arrive together as an end; only a reset connection has no peer, unless we
    // have ended our side as well.
    socket.on('end', () => finish(!end && socket.remoteAddress === undefined ? 'RST' : 'FIN'));
    if (send !== undefined) socket.write(send);
    if (end) socket.end();
  });
}
