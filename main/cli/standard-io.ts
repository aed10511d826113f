/** Standard input and output as the local end of a connection. */
import { createWriteStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { Timeouts } from '../../preload/types.ts';
import type { Secured } from '../tunnel/tls/handshake.ts';
import { resetTls } from '../tunnel/tls/reset.ts';

/**
 * Standard output as a stream that can be ended: `process.stdout` never closes its descriptor, so whoever reads it would
 * not see the server's end before this process is gone. Nobody may use `process.stdout` besides.
 */
export function openStandardOutput(): Writable {
  const kind = fstatSync(1);
  return kind.isFIFO() || kind.isSocket()
    ? new Socket({ fd: 1, readable: false, writable: true })
    : createWriteStream('', { fd: 1 });
}

export interface Joined {
  readonly input: Readable;
  readonly output: Writable;
  readonly remote: Secured;
  readonly timeouts: Timeouts;
}

/**
 * Resolves when both directions have ended: null, or what went wrong. Never rejects. As with a socket: the end of one
 * side is passed on and the other may go on, for TIMEOUTclose when it says nothing; an error resets the connection, so
 * that the server does not take it for an end.
 */
export function joinStandardIo({ input, output, remote, timeouts }: Joined): Promise<Error | null> {
  const { socket, inlet, greeting } = remote;
  return new Promise((resolve) => {
    let inputEnded = false;
    let outputEnded = false;
    let done = false;
    let timer: NodeJS.Timeout | undefined;

    const settle = (error: Error | null) => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      if (error === null) socket.destroySoon();
      else resetTls(socket);
      input.destroy();
      output.destroy();
      resolve(error);
    };
    const touch = () => {
      clearTimeout(timer);
      const seconds = inputEnded || outputEnded ? timeouts.close : timeouts.idle;
      if (done || (seconds === 0 && !(inputEnded || outputEnded))) return;
      timer = setTimeout(expire, Math.min(seconds * 1000, 2 ** 31 - 1));
    };
    const expire = () => {
      const unsent = output.writableLength > 0 || socket.writableLength > 0;
      if (unsent) touch();
      else settle(inputEnded || outputEnded ? null : new Error('TIMEOUTidle exceeded'));
    };
    const half = () => {
      touch();
      if (inputEnded && outputEnded) settle(null);
    };

    input.on('data', (bytes: Buffer) => {
      touch();
      if (!socket.write(bytes)) input.pause();
    });
    socket.on('drain', () => {
      touch();
      input.resume();
    });
    input.on('end', () => {
      inputEnded = true;
      touch();
      socket.end(half);
    });
    input.on('error', settle);

    output.on('drain', () => {
      touch();
      socket.resume();
    });
    // Whoever reads has gone: there is nobody left to receive for.
    output.on('error', settle);
    const remoteEnd = () => {
      // Data and a reset that arrive together look like an end; only a socket that was reset has lost its peer.
      if (!inputEnded && socket.remoteAddress === undefined) {
        settle(new Error('the connection was reset'));
        return;
      }
      touch();
      output.end(() => {
        outputEnded = true;
        output.destroy();
        half();
      });
    };
    socket.on('error', settle);
    socket.on('close', () => {
      if (!socket.readableEnded) settle(socket.errored ?? new Error('the connection was reset'));
    });

    if (greeting.length > 0) output.write(greeting);
    const ready = inlet.attach(
      (bytes) => {
        touch();
        return output.write(bytes);
      },
      () => output.writableLength > 0,
    );
    if (socket.readableEnded) remoteEnd();
    else socket.on('end', remoteEnd);
    if (socket.destroyed) settle(socket.errored ?? new Error('the connection was reset'));
    if (ready) socket.resume();
    touch();
  });
}
