/** Standard input and output as one stream: the program's end of a connection. */
import { createWriteStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { Duplex, type Writable } from 'node:stream';

/**
 * Standard output as a stream that can be ended: `process.stdout` never closes its descriptor, so whoever reads it would
 * not see the server's end before this process is gone. Nobody may use `process.stdout` besides.
 */
function openStandardOutput(): Writable {
  const kind = fstatSync(1);
  return kind.isFIFO() || kind.isSocket()
    ? new Socket({ fd: 1, readable: false, writable: true })
    : createWriteStream('', { fd: 1 });
}

/**
 * On Windows nobody can close standard output of a living process: libuv keeps descriptors 0 to 2 and opens copies. Whoever
 * reads it sees the server's end when this process ends, and would wait for TIMEOUTclose.
 */
const endsWithItsOutput = process.platform === 'win32';

/**
 * Half-open: either direction may end before the other; on Windows the server's end is the input's, too. Whoever reads has
 * gone: that is an error.
 */
export function openStandardIo(): Duplex {
  const input = process.stdin;
  const output = openStandardOutput();
  let inputEnded = false;
  const endInput = () => {
    if (inputEnded) return;
    inputEnded = true;
    both.push(null);
  };
  const both = new Duplex({
    allowHalfOpen: true,
    read: () => void input.resume(),
    write: (bytes, _encoding, done) => void output.write(bytes, done),
    final: (done) => {
      output.end(() => {
        output.destroy();
        done();
        if (endsWithItsOutput) {
          input.destroy();
          endInput();
        }
      });
    },
    destroy: (error, done) => {
      input.destroy();
      output.destroy();
      done(error);
    },
  });
  input.on('data', (bytes: Buffer) => {
    if (!inputEnded && !both.push(bytes)) input.pause();
  });
  input.on('end', endInput);
  input.on('error', (error) => both.destroy(error));
  output.on('error', (error) => both.destroy(error));
  return both;
}
