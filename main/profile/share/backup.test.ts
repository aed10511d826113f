import { describe, expect, test } from 'vitest';
import type { RestoreChoice } from '../../../preload/import-preview.ts';
import type { Profile } from '../../../preload/types.ts';
import { asWritten } from '../../../preload/words/kept-text.ts';
import { sayAll, sayClause } from '../../../preload/words/say.ts';
import { saying } from '../../../test/engine/saying.ts';
import { arbitraryProfile, oneOf, plainProfile, randomFrom, whole } from '../../../test/export/arbitrary.ts';
import { defaultSettings } from '../defaults.ts';
import type { Backup, Sealed } from './backup.ts';
import { isBackup, planRestore, readBackup, restore, sealedSchema, toBackup } from './backup.ts';

const createdAt = new Date('2030-01-02T03:04:05.678Z');
const sealed: Sealed = {
  kdf: { name: 'scrypt', n: 1024, r: 8, p: 1, salt: 'AAAA' },
  cipher: { name: 'aes-256-gcm', nonce: 'AAAA' },
  check: 'AAAA',
  data: 'AAAA',
  sum: 'AAAA',
};
const write = (profiles: readonly Profile[], secrets: Sealed | null = null) =>
  toBackup({ profiles, settings: { ...defaultSettings, appearance: 'dark' }, createdAt, secrets });

function read(text: string): Backup {
  const result = readBackup(text);
  if (!result.ok) throw new Error(sayClause(result.explanation.what));
  return result.backup;
}

test('everything comes back: profiles of every shape, settings, and what is sealed', () => {
  const random = randomFrom(21);
  const profiles = Array.from({ length: 100 }, () => ({ ...arbitraryProfile(random), id: crypto.randomUUID() }));
  expect(isBackup(write(profiles))).toBe(true);
  expect(read(write(profiles, sealed))).toEqual({
    createdAt: '2030-01-02T03:04:05.678Z',
    profiles,
    settings: { ...defaultSettings, appearance: 'dark' },
    damaged: [],
    secrets: { kind: 'sealed', sealed },
  });
});

test('the demo is left out, and so are passwords in the lines of an imported file', () => {
  const note = { line: 1, text: 'ProtocolPassword=hunter2', reason: asWritten('x') };
  const text = write([
    plainProfile({ origin: { file: 'a', section: 'b', notes: [note] } }),
    plainProfile({ id: crypto.randomUUID(), demo: true }),
  ]);
  expect(text).not.toContain('hunter2');
  expect(read(text)).toMatchObject({ profiles: [{ name: 'Office' }], secrets: { kind: 'none' } });
});

describe('what cannot be read is told apart', () => {
  const good = write([plainProfile()]);
  test.each([
    ['', 'not-ours'],
    ['[a]\nconnect = 1', 'not-ours'],
    ['{"format": "adit-share", "version": 1}', 'not-ours'],
    [good.replace('"version": 1', '"version": 2'), 'too-new'],
    [good.replace(/("stored": \{\s*"version": )1/, '$199'), 'too-new'],
    [good.slice(0, -10), 'damaged'],
    [good.replace('"stored"', '"stowed"'), 'damaged'],
    [good.replace('2030-01-02', 'yesterday'), 'damaged'],
    [good.replace(/("stored": \{\s*"version": )1/, '$1"1"'), 'damaged'],
    [good + ' '.repeat(32 * 1_048_576), 'too-large'],
  ])('%.60s (%s)', (text, reason) => {
    const result = readBackup(text);
    expect(result.ok ? null : result.reason).toBe(reason);
    if (!result.ok)
      for (const sentence of Object.values(sayAll(result.explanation))) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('one damaged profile does not take the others with it, nor damaged secrets the profiles', () => {
    const text = write([plainProfile(), plainProfile({ id: crypto.randomUUID(), name: 'Bad' })], sealed);
    const backup = read(text.replace('"name": "Bad"', '"name": "Bad", "colour": 1').replace('aes-256-gcm', 'rot13'));
    expect(backup).toMatchObject({
      profiles: [{ name: 'Office' }],
      damaged: [{ name: 'Bad', reason: saying('colour') }],
      secrets: { kind: 'damaged' },
    });
  });

  test('a file cannot ask for more memory than a computer has', () => {
    const cost = (n: number, r: number) => sealedSchema.safeParse({ ...sealed, kdf: { ...sealed.kdf, n, r } }).success;
    expect(cost(131_072, 8)).toBe(true);
    expect([cost(1_048_576, 16), cost(2 ** 40, 8), cost(1024, 10_000), cost(-1, 8)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('nothing but an answer comes out, whatever comes in', () => {
    const random = randomFrom(3);
    const seeds = [write([arbitraryProfile(random)], sealed), '{"format":"adit-backup"'];
    const pieces = [
      '"',
      '{',
      '}',
      '[',
      ']',
      '\0',
      '\uD800',
      '-1',
      '1e999',
      'null',
      '"__proto__":{}',
      ',',
      '"stored":{}',
    ];
    for (let round = 0; round < 2000; round += 1) {
      let text = oneOf(random, seeds);
      for (let change = whole(random, 1, 4); change > 0; change -= 1) {
        const at = whole(random, 0, text.length);
        text = text.slice(0, at) + oneOf(random, pieces) + text.slice(at + whole(random, 0, 6));
      }
      const result = readBackup(text);
      if (result.ok) planRestore(result.backup, [plainProfile()]);
    }
  });
});

describe('restoring', () => {
  const other = '00000000-0000-4000-8000-000000000002';
  const backed = plainProfile({ name: 'Office', user: 'ada' });
  const plan = (existing: readonly Profile[]) => planRestore(read(write([backed])), existing);
  const run = (existing: readonly Profile[], choice?: RestoreChoice) =>
    restore(plan(existing), new Map(choice === undefined ? [] : [[backed.id, choice]]), existing, () => other).map(
      ({ profile }) => profile,
    );

  test.each<[string, Profile[], string | null, RestoreChoice, string[]]>([
    ['nothing there', [], null, 'add', []],
    ['the same profile', [backed], backed.id, 'skip', []],
    ['the same id, changed since', [{ ...backed, name: 'New', user: null }], backed.id, 'skip', ['name', 'user']],
    ['added again by hand', [{ ...backed, id: other, user: null }], other, 'skip', ['user']],
    ['another name', [{ ...backed, id: other, name: 'Home' }], null, 'add', []],
    ['another server', [{ ...backed, id: other, connect: [{ host: 'b.example', port: 1 }] }], null, 'add', []],
  ])('%s', (_, existing, match, suggested, fields) => {
    const [item] = plan(existing);
    expect(item).toMatchObject({ match, suggested });
    expect(item?.differences.map(({ field }) => field)).toEqual(fields);
  });

  test('without a word nothing that exists is touched', () => {
    expect(run([])).toEqual([backed]);
    expect(run([{ ...backed, user: null }])).toEqual([]);
  });

  test('replacing keeps the id of what is there; adding beside it takes a new one', () => {
    const there = { ...backed, id: other, user: null };
    expect(run([there], 'replace')).toEqual([{ ...backed, id: other }]);
    expect(run([{ ...backed, user: null }], 'add')).toEqual([{ ...backed, id: other }]);
    expect(run([], 'replace')).toEqual([backed]);
    expect(run([], 'skip')).toEqual([]);
  });

  test('a copy has a name and a port of its own and does not start by itself', () => {
    const existing = [
      { ...backed, startWithApp: true },
      plainProfile({ id: other, name: 'Office 2', accept: [{ host: '::1', port: 2223 }] }),
    ];
    expect(run(existing, 'copy')).toEqual([
      { ...backed, id: other, name: 'Office 3', accept: [{ host: '127.0.0.1', port: 2224 }], startWithApp: false },
    ]);
  });
});
