import { expect, it, vi } from 'vitest';
import { temporaryDirectory } from '../../test/peers/directory.ts';
import { openOnMemory } from './on-memory.ts';

vi.mock('electron', () => ({ default: {} }));

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

it('remembers what is on, without its file being waited for', async () => {
  await using directory = await temporaryDirectory('adit-on-');
  const failures: unknown[] = [];
  const memory = openOnMemory(directory.path, (thrown) => failures.push(thrown));
  const last = () => openOnMemory(directory.path, () => {}).last;
  memory.save([id(1)]);
  memory.save([id(1), id(2)]);
  expect(last()).toEqual([]);
  await vi.waitFor(() => expect(last()).toEqual([id(1), id(2)]));
  expect(failures).toEqual([]);
});
