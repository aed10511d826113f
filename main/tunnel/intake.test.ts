/** Bytes of a local program, read through buffers that are used again: none may change while it is still needed. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { type Intake, intakeOf, ordinary, ownBuffers } from './intake.ts';

async function accept() {
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const program = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const [accepted] = (await once(server, 'connection')) as [Socket];
  return { server, program, accepted };
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

const ways: readonly { readonly name: string; readonly take: (accepted: Socket) => Intake | null }[] = [
  { name: 'own buffers', take: ownBuffers },
  { name: 'data events', take: ordinary },
];

describe.each(ways)('intake by $name', ({ take }) => {
  it('delivers every byte in order, unchanged until it is given back, and reads no further meanwhile', async () => {
    const { server, program, accepted } = await accept();
    const intake = take(accepted);
    if (intake === null) throw new Error('this runtime cannot');
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
    await once(intake.socket, 'end');
    expect(hash.digest('hex')).toBe(sha256(data));
    expect(changed).toBe(0);
    expect(most).toBeLessThanOrEqual(2);
    intake.socket.end('that was all');
    expect(await text(program)).toBe('that was all');
    server.close();
    await once(server, 'close');
  });

  it('reads nothing before it is started, and a reset is an error', async () => {
    const { server, program, accepted } = await accept();
    const intake = take(accepted);
    if (intake === null) throw new Error('this runtime cannot');
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
    server.close();
    await once(server, 'close');
  });
});

it('a socket without the handle that is expected is read in the ordinary way', () => {
  const socket = new Socket();
  expect(ownBuffers(socket)).toBeNull();
  expect(intakeOf(socket).socket).toBe(socket);
});
