import { expect, test } from 'vitest';
import { makeProfile } from '../state/make-profile.ts';
import { duplicateOf } from './duplicate.ts';

const ports = (...numbers: readonly number[]) => numbers.map((port) => ({ host: '127.0.0.1', port }));

test('has a name and ports of its own, and does not start by itself', () => {
  const original = makeProfile({ name: 'Office', accept: ports(2222, 2223), startWithApp: true });
  const copy = duplicateOf(original, new Set(['Office', 'Office 2']), new Set([2222, 2223, 2224]));
  expect(copy).toEqual({ ...original, name: 'Office 3', accept: ports(2225, 2226), startWithApp: false });
});

test('has no keyboard shortcut, and no entry in the SSH configuration: the original has them', () => {
  const original = makeProfile({ shortcut: 'Ctrl+Alt+S', sshConfig: { alias: 'office', way: 'port' } });
  const copy = duplicateOf(original, new Set(), new Set());
  expect([copy.shortcut, copy.sshConfig]).toEqual([undefined, undefined]);
});

test('goes on at the first port that needs no rights behind the last one', () => {
  const taken = new Set([65_535, 1024]);
  expect(duplicateOf(makeProfile({ accept: ports(65_535) }), new Set(), taken).accept).toEqual(ports(1025));
});
