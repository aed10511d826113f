/** The passage in one thread: both ends of it. That it works between two is test/engine/threads.test.ts. */
import { once } from 'node:events';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { devNull } from 'node:os';
import { describe, expect, it } from 'vitest';
import { plainSocketOver } from './accepted-handle.ts';
import { joinPassage, openGate } from './socket-channel.ts';

const openFiles = () => readdirSync('/proc/self/fd').length;

/** A connection, both ends. */
async function pairOfSockets() {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const far = connect(typeof address === 'object' ? (address?.port ?? 0) : 0, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [Socket];
  return {
    near,
    far,
    close: () => [near, far, server].map((each) => ('destroy' in each ? each.destroy() : each.close())),
  };
}

describe.skipIf(process.platform !== 'linux')('passage', () => {
  it.each([
    ['nothing else is open', 0],
    ['low descriptors become free between the gate and the other thread', 5],
  ])('hands a connection over, and leaves nothing open, when %s', async (_, count) => {
    const others = Array.from({ length: count }, () => openSync(devNull, 'r'));
    const before = openFiles() - count;
    const gate = await openGate();
    if (gate === null) throw new Error('there is no passage on this system');
    for (const descriptor of others) closeSync(descriptor);
    const taken: Socket[] = [];
    let isTaken = () => {};
    const arrival = new Promise<void>((resolve) => {
      isTaken = resolve;
    });
    await joinPassage(gate.path, (id, handle) => {
      expect(id).toBe(7);
      taken.push(plainSocketOver(handle));
      isTaken();
    });
    const passage = await gate.joined;
    const { near, far, close } = await pairOfSockets();
    passage.send(7, near);
    await arrival;
    taken[0]?.end('over');
    const [said] = (await once(far, 'data')) as [Buffer];
    expect(said.toString()).toBe('over');
    taken[0]?.destroy();
    close();
    passage.close();
    await expect.poll(openFiles, { timeout: 10_000 }).toBe(before);
  });
});
