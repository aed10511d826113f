/** The reading thread: main goes on while a long text is read, and nothing that happens to the thread is lost. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { importLimits } from '../../preload/import-limits.ts';
import { readWritten } from '../../preload/words/read-written.ts';
import { speak, t } from '../../preload/words/words.ts';
import { createReader, type Reader } from './client.ts';
import { work } from './jobs.ts';

const start = () => new Worker(new URL('./worker.ts', import.meta.url));
const words = join(import.meta.dirname, '../../preload/words');
const options = { fileName: null, takenPorts: new Set([2222]), ownAddresses: new Set(['192.0.2.7']) };
const text = '[ssh]\naccept = 443\nconnect = 22\ncert = s.pem\n';

let reader: Reader | null = null;
afterEach(async () => {
  await reader?.close();
  reader = null;
});

const made = (create = start, limits = {}) => {
  reader = createReader(create, limits);
  return reader;
};

/** How often the loop of this thread comes round before the promise is settled. */
async function turnsDuring(promise: Promise<unknown>): Promise<number> {
  let isOver = false;
  const over = promise.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  let turns = 0;
  while (!isOver) {
    await turn();
    turns += 1;
  }
  await over;
  return turns;
}

const fill = (piece: string, bytes: number = importLimits.fileBytes) => piece.repeat(Math.floor(bytes / piece.length));

test('a service without a name gets one in the language of the person', async () => {
  const nameless = 'accept = 443\nconnect = 7777\ncert = s.pem\n';
  const named = async () => {
    const read = await made(() => new Worker(new URL('./worker.ts', import.meta.url), { workerData: { words } })).read(
      'text',
      {
        text: nameless,
        options,
      },
    );
    return read.ok ? read.proposal.services[0]?.view.name : null;
  };
  const english = await named();
  await speak('de', [], readWritten);
  try {
    expect([english, await named()]).toEqual(['Service on port 443', t('import.unnamedPort', { port: 443 })]);
    expect(t('import.unnamedPort', { port: 443 })).not.toBe(english);
  } finally {
    await speak('en');
  }
});

describe('a long text', () => {
  test.each([
    ['of line feeds', fill('\n')],
    ['of options', fill('connect = h.example:1\n')],
    ['of headers', fill('[a]\n')],
  ])('%s is read while this thread goes on', async (_, long) => {
    const read = made();
    await read.read('text', { text, options });
    expect(await turnsDuring(read.read('text', { text: long, options }))).toBeGreaterThan(1);
  });

  test('is read while this thread goes on, when it is one of several files', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'adit-reading-'));
    try {
      for (const name of ['a.conf', 'b.conf', 'c.pem']) writeFileSync(join(folder, name), fill('accept = 1\n'));
      const read = made();
      await read.read('text', { text, options });
      expect(await turnsDuring(read.read('paths', [folder]))).toBeGreaterThan(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('would hold this thread up otherwise', async () => {
    expect(await turnsDuring(work({ name: 'text', asked: { text: fill('\n'), options } }))).toBe(1);
  });
});

test('the answers are those that this thread would have given, each to its question', async () => {
  const read = made();
  const texts = [text, 'client = yes\n[a]\naccept = 1\nconnect = h:2\n', 'no configuration at all'];
  const answers = await Promise.all(texts.map((each) => read.read('text', { text: each, options })));
  const here = await Promise.all(texts.map((each) => work({ name: 'text', asked: { text: each, options } })));
  expect(answers).toEqual(here);
  const set = { name: null, files: [{ path: 'a.conf', bytes: new TextEncoder().encode(text) }], notes: [] };
  expect(await read.read('set', { set, options })).toEqual(await work({ name: 'set', asked: { set, options } }));
});

test('a thread that ends, or does not answer, fails what was asked and is made anew', async () => {
  let starts = 0;
  const read = made(() => {
    starts += 1;
    return starts === 1 ? new Worker('process.exit(3)', { eval: true }) : start();
  });
  await expect(read.read('text', { text, options })).rejects.toThrow(/the reading thread ended/);
  expect(await read.read('text', { text, options })).toMatchObject({ ok: true });
  expect(starts).toBe(2);
});

test('what takes too long is given up', async () => {
  const silent = () => new Worker('setInterval(() => {}, 1000)', { eval: true });
  await expect(made(silent, { patience: 50 }).read('backup', '{}')).rejects.toThrow(/did not answer in time/);
});

test('the thread ends when nothing is read', async () => {
  const threads: Worker[] = [];
  const read = made(
    () => {
      const worker = start();
      threads.push(worker);
      return worker;
    },
    { idle: 1 },
  );
  await read.read('backup', '{}');
  await expect.poll(() => threads[0]?.threadId, { timeout: 20_000 }).toBe(-1);
  await read.read('backup', '{}');
  expect(threads).toHaveLength(2);
});
