/** Bytes of a local program, read through buffers that are used again: none may change while it is still needed. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Intake, intakeOf, intakeOver } from './intake.ts';
import { Listener } from './listener.ts';

interface Accepting {
  readonly port: number;
  close(): Promise<void>;
}

type Accept = (take: (intake: Intake) => void) => Promise<Accepting>;

/** As the application does. */
const listening: Accept = async (take) => {
  const listener = await Listener.open([{ host: '127.0.0.1', port: 0 }], take);
  const [bound] = listener.bound;
  return { port: bound !== undefined && 'port' in bound ? bound.port : 0, close: () => listener.close() };
};

const serving: Accept = async (take) => {
  const server: Server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) =>
    take(intakeOf(socket)),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
};

async function meet(accept: Accept) {
  let taken = (_: Intake) => {};
  const arrival = new Promise<Intake>((resolve) => {
    taken = resolve;
  });
  const { port, close } = await accept((intake) => taken(intake));
  const program = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  return { program, intake: await arrival, close };
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

const ways: readonly { readonly name: string; readonly accept: Accept; readonly dataListeners: number }[] = [
  { name: 'own buffers', accept: listening, dataListeners: 0 },
  { name: 'data events', accept: serving, dataListeners: 1 },
];

describe.each(ways)('intake by $name', ({ accept, dataListeners }) => {
  it('delivers every byte in order, unchanged until it is given back, and reads no further meanwhile', async () => {
    const { program, intake, close } = await meet(accept);
    const data = randomBytes(8 * 1024 * 1024);
    program.end(data);
    const hash = createHash('sha256');
    let underWay = 0;
    let most = 0;
    let changed = 0;
    intake.start((bytes, done) => {
      const before = sha256(bytes);
      hash.update(bytes);
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        if (sha256(bytes) !== before) changed += 1;
        underWay -= 1;
        done();
      }, 2);
    });
    expect(intake.socket.listenerCount('data')).toBe(dataListeners);
    await once(intake.socket, 'end');
    expect(hash.digest('hex')).toBe(sha256(data));
    expect(changed).toBe(0);
    expect(most).toBeLessThanOrEqual(2);
    intake.socket.end('that was all');
    expect(await text(program)).toBe('that was all');
    await close();
  });

  it('reads nothing before it is started, and a reset is an error', async () => {
    const { program, intake, close } = await meet(accept);
    program.write('early');
    const received: string[] = [];
    await new Promise<void>((resolve) => {
      intake.start((bytes, done) => {
        received.push(Buffer.from(bytes).toString());
        done();
        resolve();
      });
    });
    expect(received).toEqual(['early']);
    const failed = once(intake.socket, 'error');
    program.resetAndDestroy();
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    await close();
  });
});

it('makes no socket around something else than the handle of a connection', () => {
  expect(intakeOver({})).toBeNull();
  expect(intakeOver(undefined)).toBeNull();
});
