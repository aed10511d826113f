/** The command line's end: asks the running app. */
import { connect } from 'node:net';
import { readLines, writeLine } from './lines.ts';
import { type ControlReply, type ControlRequest, replySchema } from './protocol.ts';

export type Asked =
  | { readonly kind: 'answered' }
  /** Nobody listens there. */
  | { readonly kind: 'not-running' }
  /** A sentence. */
  | { readonly kind: 'broken'; readonly why: string };

/** Calls back with each reply, and resolves when the app has said all or `signal` ends it. Never rejects. */
export function ask(
  address: string,
  request: ControlRequest,
  onReply: (reply: ControlReply) => void,
  signal?: AbortSignal,
): Promise<Asked> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let replies = 0;
    let why: string | null = null;
    signal?.addEventListener('abort', () => socket.destroy());
    socket.on('connect', () => writeLine(socket, request));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const nobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
      if (nobody) resolve({ kind: 'not-running' });
      else why = `The running app could not be asked (${error.code ?? error.message}).`;
    });
    readLines(socket, (value) => {
      const reply = replySchema.safeParse(value);
      if (!reply.success) {
        why = 'The running app answered what this command does not understand: they are of different versions.';
        socket.destroy();
        return;
      }
      replies += 1;
      onReply(reply.data);
    });
    socket.on('close', () => {
      if (why !== null) resolve({ kind: 'broken', why });
      else if (replies > 0 || signal?.aborted) resolve({ kind: 'answered' });
      else resolve({ kind: 'broken', why: 'The running app ended the connection without an answer.' });
    });
  });
}
