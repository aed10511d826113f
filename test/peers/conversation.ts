/** A program that has something to say to an echo all the time, on one connection, and compares every byte that comes back. */
import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A busier one would take a processor for itself. */
const PAUSE_MS = 10;
const MOST_BYTES = 16 * 1024;

export interface Conversation extends AsyncDisposable {
  /** How many messages came back as they were sent. */
  rounds(): number;
  /** Resolves when one that was sent after this call has come back; fails when none can, with the reason. */
  goesOn(): Promise<void>;
}

/** With the echo behind this port of 127.0.0.1. */
export async function converse(port: number): Promise<Conversation> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const chunks: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]();
  const turns = new EventEmitter();
  let rounds = 0;
  let end: Error | null = null;
  let isLeft = false;

  const exchange = async (): Promise<void> => {
    const said = randomBytes(1 + Math.floor(Math.random() * MOST_BYTES));
    socket.write(said);
    for (let position = 0; position < said.length; ) {
      const { value: heard, done } = await chunks.next();
      if (done === true) throw new Error(`the connection has ended after ${rounds} messages`);
      const expected = said.subarray(position, position + heard.length);
      if (!heard.equals(expected)) throw new Error(`other bytes came back after ${rounds} messages`);
      position += heard.length;
    }
  };
  const speak = async (): Promise<void> => {
    while (!isLeft) {
      await exchange();
      rounds += 1;
      turns.emit('turn');
      await delay(PAUSE_MS);
    }
  };
  const spoken = speak().catch((error: unknown) => {
    end = error instanceof Error ? error : new Error(String(error));
    turns.emit('turn');
  });

  return {
    rounds: () => rounds,
    async goesOn() {
      // The one under way was sent before.
      for (const wanted = rounds + 2; rounds < wanted; ) {
        if (end !== null) throw end;
        await once(turns, 'turn');
      }
    },
    async [Symbol.asyncDispose]() {
      isLeft = true;
      socket.destroy();
      await spoken;
    },
  };
}
