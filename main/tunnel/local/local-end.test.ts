/** Bytes of a local program, read through buffers that are used again: none may change while it is still needed. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { SocketOptions } from '../../specification.ts';
import { distrust, trust } from '../node-internals/proven.ts';
import { Listener } from './listener.ts';
import { type LocalEnd, localEndOver } from './local-end.ts';

const address = { host: '127.0.0.1', port: 0 };

/** Both ends of a connection that the listener has accepted. */
async function meet(options: SocketOptions = {}) {
  let take = (_: LocalEnd) => {};
  const arrival = new Promise<LocalEnd>((resolve) => {
    take = resolve;
  });
  const listener = await Listener.open([address], (local) => take(local), options);
  const program = connect({ ...address, ...listener.bound[0], allowHalfOpen: true });
  return { program, local: await arrival, listener };
}

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

const useOwnBuffers = () => trust(['own-buffers']);

describe.each([
  { name: 'own buffers', prepare: useOwnBuffers, dataListeners: 0 },
  { name: 'data events', prepare: () => distrust('own-buffers'), dataListeners: 1 },
])('a local end read by $name', ({ prepare, dataListeners }) => {
  beforeAll(prepare);

  it.each([
    ['one long message', [8 * 1024 * 1024]],
    ['short and long ones in turns', Array.from({ length: 120 }, (_, index) => (index % 40 < 20 ? 1440 : 40_000))],
  ])(
    'delivers every byte of %s in order, unchanged until given back, and reads no further meanwhile',
    async (_, lengths) => {
      const { program, local, listener } = await meet();
      const messages = lengths.map((length) => randomBytes(length));
      const data = Buffer.concat(messages);
      for (const message of messages) program.write(message);
      program.end();
      const hash = createHash('sha256');
      let underWay = 0;
      let most = 0;
      let changed = 0;
      local.start((bytes, done) => {
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
      expect(local.stream.listenerCount('data')).toBe(dataListeners);
      await once(local.stream, 'end');
      expect(hash.digest('hex')).toBe(sha256(data));
      expect(changed).toBe(0);
      expect(most).toBeLessThanOrEqual(2);
      local.stream.end('that was all');
      expect(await text(program)).toBe('that was all');
      await listener.close();
    },
  );

  it.each([
    [true, {}],
    [false, { noDelay: false }],
  ])('sends small pieces at once: %s, when asked for %j', async (noDelay, options) => {
    const setNoDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
    const { program, local, listener } = await meet(options);
    const calls = setNoDelay.mock.calls.filter((_, index) => setNoDelay.mock.contexts[index] === local.stream);
    setNoDelay.mockRestore();
    expect(calls).toEqual([[noDelay]]);
    local.stream.destroy();
    program.destroy();
    await listener.close();
  });

  it('reads nothing before it is started, and a reset is an error', async () => {
    const { program, local, listener } = await meet();
    program.write('early');
    const received: string[] = [];
    await new Promise<void>((resolve) => {
      local.start((bytes, done) => {
        received.push(Buffer.from(bytes).toString());
        done();
        resolve();
      });
    });
    expect(received).toEqual(['early']);
    const failed = once(local.stream, 'error');
    program.resetAndDestroy();
    expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
    await listener.close();
  });
});

describe('buffers of a local end', () => {
  beforeAll(useOwnBuffers);

  /** Sends messages of these lengths, each after the last one was delivered, and returns the bytes of memory each was read into. */
  async function memoryOf(lengths: readonly number[]): Promise<number[]> {
    const { program, local, listener } = await meet();
    let left = 0;
    let delivered = () => {};
    const read: number[] = [];
    local.start((bytes, done) => {
      read.push(bytes.buffer.byteLength);
      left -= bytes.length;
      done();
      if (left === 0) delivered();
    });
    const used: number[] = [];
    for (const length of lengths) {
      left = length;
      read.length = 0;
      await new Promise<void>((resolve) => {
        delivered = resolve;
        program.write(Buffer.alloc(length));
      });
      used.push(Math.max(...read));
    }
    program.destroy();
    await listener.close();
    return used;
  }

  it('are used again while short and long messages take turns', async () => {
    const makeBuffer = vi.spyOn(Buffer, 'allocUnsafeSlow');
    await memoryOf(Array.from({ length: 200 }, (_, index) => (index % 2 === 0 ? 100 : 8000)));
    const large = makeBuffer.mock.calls.filter(([size]) => size === 16 * 1024);
    makeBuffer.mockRestore();
    // One to read into, and one for each delivery under way.
    expect(large.length).toBeLessThanOrEqual(3);
  });

  it('grow with what is read, and are small again when there is little to read', async () => {
    const small = 32 * 1024; // the piece of memory that small ones are cut from
    const [first, , last] = await memoryOf([10, 1024 * 1024, 10]);
    expect([first, last]).toEqual([small, 256 * 1024]);
    const afterwards = await memoryOf([1024 * 1024, ...Array.from({ length: 40 }, () => 10)]);
    expect(afterwards.at(-1)).toBe(small);
  });
});

it('makes no socket around something else than the handle of a connection', () => {
  useOwnBuffers();
  expect(localEndOver({})).toBeNull();
  expect(localEndOver(undefined)).toBeNull();
});
