import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { factsAt } from './named-facts.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adit-facts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, count: number) => {
  writeFileSync(join(folder, name), rootCertificates.slice(0, count).join('\n'));
  return join(folder, name);
};

test('a file holds what it holds', () => {
  const facts = factsAt({ kind: 'file', path: put('some.pem', 3) });
  expect(facts.map(({ publicRoot }) => publicRoot)).toEqual([true, true, true]);
});

test('of a folder the hashed names count, as for OpenSSL', () => {
  put('0123abcd.0', 1);
  put('0123abcd.1', 1);
  put('other.pem', 5);
  expect(factsAt({ kind: 'directory', path: folder })).toHaveLength(2);
});

test('what is not there, a folder in a file’s place and what is no certificate hold nothing', () => {
  mkdirSync(join(folder, 'dead0000.0'));
  writeFileSync(join(folder, 'beef0000.0'), 'nothing');
  expect(factsAt({ kind: 'directory', path: folder })).toEqual([]);
  expect(factsAt({ kind: 'directory', path: join(folder, 'no') })).toEqual([]);
  expect(factsAt({ kind: 'file', path: folder })).toEqual([]);
});
