import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAnswering } from './answering.ts';
import { controlAddress } from './place.ts';

test('whoever listens answers; nobody does where there is nothing, something else, or what was left behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'adit-answering-'));
  const address = controlAddress(process.platform, folder);
  expect(await isAnswering(address)).toBe(false);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(address, resolve));
  expect(await isAnswering(address)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await isAnswering(address)).toBe(false);
  if (process.platform !== 'win32') {
    writeFileSync(address, '');
    expect(await isAnswering(address)).toBe(false);
  }
  rmSync(folder, { recursive: true });
});

test('whoever has no time to answer is there', async () => {
  const busy = new Socket();
  const full = new Socket();
  expect(await isAnswering('/nowhere', { longest: 10, dial: () => busy })).toBe(true);
  const asked = isAnswering('/nowhere', { dial: () => full });
  full.emit('error', Object.assign(new Error('connect EAGAIN'), { code: 'EAGAIN' }));
  expect(await asked).toBe(true);
  expect([busy.destroyed, full.destroyed]).toEqual([true, true]);
});
