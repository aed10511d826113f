/**
 * The service behind the tunnel, in a process of its own. A connection starts with a header of 16 bytes: what to do, where
 * the pattern starts, how many bytes. `sink` checks what comes and answers `ok` or what was wrong; `source` sends; `echo`
 * sends everything back; `packets` is the other end of an exchange of packets.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { answerPackets } from './packets.ts';
import { matches, slice } from './pattern.ts';
import { HEADER_BYTES, readHeader } from './protocol.ts';

const CHUNK = 256 * 1024;

function sink(socket: Socket, start: number, length: number, first: Buffer): void {
  let position = 0;
  let wrong: number | null = null;
  const take = (chunk: Buffer) => {
    if (wrong === null && !matches(chunk, start, position)) wrong = position;
    position += chunk.length;
  };
  take(first);
  socket.on('data', take);
  socket.on('end', () => {
    if (wrong !== null) socket.end(`wrong bytes after ${wrong}`);
    else socket.end(position === length ? 'ok' : `${position} bytes instead of ${length}`);
  });
}

function source(socket: Socket, start: number, length: number): void {
  let position = 0;
  const send = () => {
    while (position < length) {
      const chunk = slice(start, position, Math.min(CHUNK, length - position));
      position += chunk.length;
      if (!socket.write(chunk)) {
        socket.once('drain', send);
        return;
      }
    }
    socket.end();
  };
  socket.resume();
  send();
}

const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
  let early = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', function header(chunk: Buffer) {
    early = Buffer.concat([early, chunk]);
    if (early.length < HEADER_BYTES) return;
    socket.off('data', header);
    const { task, start, length } = readHeader(early);
    const rest = early.subarray(HEADER_BYTES);
    if (task === 'sink') {
      sink(socket, start, length, rest);
    } else if (task === 'source') {
      source(socket, start, length);
    } else if (task === 'packets') {
      answerPackets(socket, { packets: length, sends: start + 1, receives: start }, rest);
    } else {
      if (rest.length > 0) socket.write(rest);
      pipeline(socket, socket, () => {});
    }
  });
});
server.listen(0, '127.0.0.1', 4096, () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
