/** Lines of JSON on a socket, bounded in length. */
import type { Socket } from 'node:net';
import { LONGEST_LINE } from './protocol.ts';

/** Calls back with each line's value, undefined for what is no JSON; a line that is too long ends the connection. */
export function readLines(socket: Socket, onValue: (value: unknown) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    let end = text.indexOf('\n');
    while (end !== -1) {
      onValue(parsed(text.slice(0, end)));
      text = text.slice(end + 1);
      end = text.indexOf('\n');
    }
    if (text.length > LONGEST_LINE) socket.destroy();
  });
}

export const writeLine = (socket: Socket, value: unknown): void => void socket.write(`${JSON.stringify(value)}\n`);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
