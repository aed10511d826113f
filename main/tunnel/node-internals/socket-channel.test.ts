/** The channel in one thread: both ends of it. That it works between two is test/engine/threads.test.ts. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { plainSocketOver } from './accepted-handle.ts';
import { connectedPair } from './loopback.ts';
import { joinChannel, openChannel } from './socket-channel.ts';

const openFiles = () => readdirSync('/proc/self/fd').length;

describe.skipIf(process.platform !== 'linux')('socket channel', () => {
  it('hands connections over, each with its number, and leaves nothing open', async () => {
    const kept: Socket[] = [];
    const keep = <Kept extends Socket>(socket: Kept) => {
      kept.push(socket);
      return socket;
    };
    const before = openFiles();
    const channel = await openChannel();
    if (channel === null) throw new Error('there is no channel on this system');
    const taken = new Map<number, Socket>();
    keep(await joinChannel(channel.path, (id, handle) => taken.set(id, keep(plainSocketOver(handle)))));
    const sender = await channel.joined;
    for (const id of [7, 8]) {
      const { accepted, far } = await connectedPair(keep);
      sender.send(id, accepted);
      await expect.poll(() => taken.has(id)).toBe(true);
      taken.get(id)?.end(`over ${id}`);
      const [said] = (await once(far, 'data')) as [Buffer];
      expect(said.toString()).toBe(`over ${id}`);
    }
    sender.close();
    for (const socket of kept) socket.destroy();
    // libuv keeps one file to be able to close connections when there are no more descriptors.
    await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(before + 1);
  });
});
