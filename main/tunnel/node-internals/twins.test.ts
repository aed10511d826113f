/** Two handles of one descriptor never close somebody else's. */
import { closeSync, fstatSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ENGINE_WORKER } from '../worker-client.ts';
import { type Closable, holdTwins, twinsClosed } from './twins.ts';

const isOpen = (descriptor: number): boolean => {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
};

/** What both handles do: close what has their number, whosever it is, and do not mind when nothing has. */
const closing = (descriptor: number, afterwards = () => {}): Closable => ({
  close: () => {
    if (isOpen(descriptor)) closeSync(descriptor);
    afterwards();
  },
});

describe.skipIf(process.platform === 'win32')('twins', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are both closed at once when nobody has taken their number', () => {
    const descriptor = openSync(devNull, 'r');
    const other = vi.fn(closing(descriptor).close);
    const close = holdTwins({ descriptor, one: closing(descriptor), other: { close: other } });
    close();
    expect(other).toHaveBeenCalledOnce();
    expect(isOpen(descriptor)).toBe(false);
    close();
    expect(other).toHaveBeenCalledOnce();
  });

  it('leave the number to whoever was faster, and end when it is free again', () => {
    vi.useFakeTimers();
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'adit-twins-')), 'theirs');
    writeFileSync(file, 'somebody else’s');
    const descriptor = openSync(devNull, 'r');
    let theirs = -1;
    const take = () => {
      theirs = openSync(file, 'r');
    };
    const other = vi.fn(closing(descriptor).close);
    holdTwins({ descriptor, one: closing(descriptor, take), other: { close: other } })();
    expect(theirs).toBe(descriptor);
    vi.advanceTimersByTime(10_000);
    expect(other).not.toHaveBeenCalled();
    expect(fstatSync(theirs).size).toBeGreaterThan(0);
    closeSync(theirs);
    vi.advanceTimersByTime(10_000);
    expect(other).toHaveBeenCalledOnce();
    expect(isOpen(descriptor)).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    rmSync(path.dirname(file), { recursive: true });
  });

  it('are waited for before a thread ends, but not for ever', async () => {
    expect(await twinsClosed(0)).toBe(true);
    const descriptor = openSync(devNull, 'r');
    let theirs = -1;
    const one = closing(descriptor, () => {
      theirs = openSync(process.execPath, 'r');
    });
    const other = vi.fn(closing(descriptor).close);
    holdTwins({ descriptor, one, other: { close: other } })();
    expect(theirs).toBe(descriptor);
    expect(await twinsClosed(30)).toBe(false);
    expect(other).not.toHaveBeenCalled();
    expect(fstatSync(theirs).size).toBeGreaterThan(0);
    const closed = twinsClosed(60_000);
    closeSync(theirs);
    expect(await closed).toBe(true);
    expect(other).toHaveBeenCalledOnce();
  });

  it('leave nothing that the engine’s worker would close again at its end', async () => {
    const channel = new URL('./socket-channel.ts', import.meta.url).href;
    const worker = new Worker(channelThread, { ...ENGINE_WORKER, eval: true, workerData: { channel } });
    const warnings = await new Promise<string[]>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
    });
    // Where Node tracks what a worker opens, it warns that a descriptor is “opened in unmanaged mode twice”.
    expect(warnings.filter((warning) => warning.includes('unmanaged'))).toEqual([]);
    await worker.terminate();
  });

  it('never close what other threads open meanwhile, thousands of times a second', async () => {
    const rounds = 20_000;
    const workers = [1, 2].map(() => new Worker(busyThread, { eval: true, workerData: { rounds } }));
    const ends = workers.map(
      (worker) =>
        new Promise<string>((resolve) => {
          worker.on('message', resolve);
          worker.on('error', (error) => resolve(String(error)));
        }),
    );
    let closed = 0;
    let running = true;
    void Promise.all(ends).then(() => {
      running = false;
    });
    while (running) {
      const descriptor = openSync(devNull, 'r');
      const other = closing(descriptor, () => {
        closed += 1;
      });
      holdTwins({ descriptor, one: closing(descriptor), other })();
      if (closed % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await Promise.all(ends)).toEqual(['all its files were there', 'all its files were there']);
    expect(closed).toBeGreaterThan(0);
  });
});

/** Opens and closes channels, and then a file that gets the number of one; says what Node warns of. */
const channelThread = `
const { closeSync, openSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const warnings = [];
process.on('warning', ({ message }) => warnings.push(message));
void (async () => {
  const { openChannel, joinChannel } = await import(workerData.channel);
  for (let round = 0; round < 3; round++) {
    const channel = await openChannel();
    const far = await joinChannel(channel.path, () => {});
    (await channel.joined).close();
    far.destroy();
    const opened = Array.from({ length: 8 }, () => openSync(process.execPath, 'r'));
    opened.forEach((each) => closeSync(each));
  }
  await new Promise((resolve) => setImmediate(resolve));
  parentPort.postMessage(warnings);
})();
`;

/** Opens and closes a file again and again; says whether it was always still there. */
const busyThread = `
const { closeSync, fstatSync, openSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
let lost = 0;
for (let round = 0; round < workerData.rounds; round++) {
  const opened = openSync(process.execPath, 'r');
  try {
    for (let look = 0; look < 3; look++) if (fstatSync(opened).size === 0) lost += 1;
    closeSync(opened);
  } catch {
    lost += 1;
  }
}
parentPort.postMessage(lost === 0 ? 'all its files were there' : lost + ' files were closed by somebody else');
`;
