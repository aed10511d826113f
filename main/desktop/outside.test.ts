/** Files and links by the thousand: what is read, what is shown, and what is said of the rest. */
import { expect, test } from 'vitest';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { failure, success } from '../state/result.ts';
import { createOutside, MOST_OPEN, type OutsidePorts, type ToRead } from './outside.ts';

const link = (name: string) => ({ kind: 'link', link: name }) as const;
const nameOf = (one: ToRead): string => (one.kind === 'link' ? one.link : one.path);
const unreadable = failure('import', () => ({ what: 'It cannot be read.', why: '', next: '' }));

function setUp(change: Partial<OutsidePorts> = {}) {
  const did: string[] = [];
  const due: (() => void)[] = [];
  const held = new Set<string>();
  const outside = createOutside({
    showWindow: () => {},
    async read(one) {
      const name = nameOf(one);
      did.push(`read ${name}`);
      await Promise.resolve();
      if (name.startsWith('bad')) return unreadable;
      held.add(name);
      return success({ id: name } as ImportPreview);
    },
    connect: async (name) => void did.push(`connect ${name}`),
    show: ({ id }) => void did.push(`show ${id}`),
    fail: ({ explanation }) => void did.push(explanation.what),
    isHeld: (id) => held.has(id),
    later: (then) => void due.push(then),
    ...change,
  });
  const pass = (): void => {
    for (const then of due.splice(0)) then();
  };
  return { outside, did, pass, answer: (name: string) => void held.delete(name) };
}

const shownIn = (did: readonly string[]) => did.filter((each) => each.startsWith('show'));

test('each is read when the one before has been shown, also when it comes meanwhile', async () => {
  const { outside, did } = setUp();
  await Promise.all([outside.open([link('a'), link('bad')]), outside.open([link('b')])]);
  expect(did).toEqual(['read a', 'show a', 'read b', 'show b', 'read bad', 'It cannot be read.']);
});

test('no more are shown than a person looks at, and one sentence counts the others', async () => {
  const { outside, did, pass, answer } = setUp();
  await Promise.all(Array.from({ length: 1000 }, (_, index) => outside.open([link(`${index}`)])));
  expect(shownIn(did)).toHaveLength(MOST_OPEN);
  expect(did.filter((each) => each.startsWith('read'))).toHaveLength(MOST_OPEN);
  expect(did.filter((each) => each.includes('not opened'))).toEqual([]);
  pass();
  expect(did.at(-1)).toBe(`${1000 - MOST_OPEN} more files and links were not opened.`);

  await outside.open([link('full')]);
  pass();
  expect(did.at(-1)).toBe('1 more file or link was not opened.');
  answer('0');
  await outside.open([link('room')]);
  expect(did.at(-1)).toBe('show room');
});

test('what cannot be read takes no room, however much of it comes', async () => {
  const { outside, did } = setUp();
  for (let count = 0; count < 100; count += 1) await outside.open([link(`bad ${count}`)]);
  await outside.open([link('good')]);
  expect(did.at(-1)).toBe('show good');
});

test('what waits to be read is bounded, too', async () => {
  const { outside, did, pass } = setUp({ read: () => new Promise(() => {}) });
  for (let count = 0; count < 1000; count += 1) void outside.open([link(`${count}`)]);
  pass();
  expect(did).toEqual(['967 more files and links were not opened.']);
});

test('a new page has all its room', async () => {
  const { outside, did } = setUp();
  for (let count = 0; count < 20; count += 1) await outside.open([link(`${count}`)]);
  outside.forget();
  await outside.open([link('again')]);
  expect(did.at(-1)).toBe('show again');
});

test('a link that asks for a connection holds up none that is to be read', async () => {
  const { outside, did } = setUp({ connect: () => new Promise(() => {}) });
  void outside.open([{ kind: 'connect', name: 'Work' }]);
  await outside.open([link('a')]);
  expect(did).toEqual(['read a', 'show a']);
});

test('what nobody expected is told to whoever opened it, and does not hold up the others', async () => {
  const { outside, did } = setUp({
    show: ({ id }) => {
      if (id === 'odd') throw new Error('the window is gone');
      did.push(`show ${id}`);
    },
  });
  const [odd, other] = await Promise.allSettled([outside.open([link('odd')]), outside.open([link('a')])]);
  expect([odd.status, other.status]).toEqual(['rejected', 'fulfilled']);
  await outside.open([link('b')]);
  expect(did).toEqual(['read odd', 'read a', 'show a', 'read b', 'show b']);
});
