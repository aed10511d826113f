import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../../test/peers/directory.ts';
import { openOnMemory } from './on-memory.ts';

vi.mock('electron', () => ({ default: {} }));

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

it('remembers what is on when the turn is done, written once', async () => {
  await using directory = await temporaryDirectory('adit-on-');
  const failures: unknown[] = [];
  const memory = openOnMemory(directory.path, (thrown) => failures.push(thrown));
  const file = path.join(directory.path, 'on.json');
  memory.save([id(1)]);
  memory.save([id(1), id(2)]);
  expect(existsSync(file) && readFileSync(file, 'utf8').includes(id(1))).toBe(false);
  await turn();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ profileIds: [id(1), id(2)] });
  expect(openOnMemory(directory.path, () => {}).last).toEqual([id(1), id(2)]);
  expect(failures).toEqual([]);
});
