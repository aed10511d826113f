import { describe, expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { sayKept } from '../../preload/words/kept-text.ts';
import { saying } from '../../test/engine/saying.ts';
import { defaultSettings, defaultTimeouts, defaultTls, defaultTrust } from './defaults.ts';
import { readStored, STORE_VERSION, toStored } from './stored.ts';

const profile = (changes: Partial<Profile> = {}): Profile => ({
  id: crypto.randomUUID(),
  name: 'Office',
  group: null,
  application: 'ssh',
  accept: [{ host: '127.0.0.1', port: 2222 }],
  connect: [{ host: 'vpn.example.com', port: 443 }],
  failover: 'prio',
  tls: defaultTls,
  trust: defaultTrust,
  timeouts: defaultTimeouts,
  startWithApp: false,
  user: null,
  demo: false,
  origin: { file: null, section: null, notes: [] },
  ...changes,
});
/** As it comes back from disk. */
const reread = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('what was stored is read back', () => {
  const profiles = [profile(), profile({ name: 'Home', trust: { kind: 'none' } })];
  const settings = { appearance: 'dark' } as const;
  expect(readStored(reread(toStored(profiles, settings)))).toEqual({
    profiles,
    settings,
    quarantined: [],
    newer: false,
  });
});

test('the demo’s profile is never stored', () => {
  expect(readStored(toStored([profile({ demo: true })], defaultSettings)).profiles).toEqual([]);
});

test.each([undefined, null, {}])('a store that holds %j yet is an empty one', (json) => {
  expect(readStored(json)).toEqual({ profiles: [], settings: defaultSettings, quarantined: [], newer: false });
});

describe('damage is kept aside and the rest is loaded', () => {
  test.each(['text', 7, [], { profiles: [] }, { version: 'one' }, { version: 0 }, { version: 1.5 }])('%j', (json) => {
    const stored = readStored(json);
    expect(stored.profiles).toEqual([]);
    expect(stored.quarantined).toEqual([{ value: json, reason: saying(/^The stored data /) }]);
  });

  test('a profile that does not parse, with the place', () => {
    const good = profile();
    const bad = { ...profile(), connect: [{ host: 'vpn.example.com', port: 70_000 }] };
    const stored = readStored(reread({ version: STORE_VERSION, profiles: [bad, good], settings: defaultSettings }));
    expect(stored.profiles).toEqual([good]);
    expect(stored.quarantined).toEqual([
      { value: bad, reason: saying('connect.0.port'), detail: expect.stringContaining('connect[0].port') as string },
    ]);
  });

  test('a note that is a sentence, or one that this version has no message for, is a note all the same', () => {
    const note = (reason: unknown) => ({ line: 3, text: 'pid = x', reason });
    const unknown = { id: 'note.ofAnotherVersion', values: { text: 'x' } };
    const written = { ...profile(), origin: { file: 'a', section: 'b', notes: [note('Own log.'), note(unknown)] } };
    const stored = readStored(reread({ version: STORE_VERSION, profiles: [written], settings: defaultSettings }));
    expect(stored.quarantined).toEqual([]);
    const [kept] = stored.profiles;
    expect(kept?.origin.notes.map(({ reason }) => sayKept(reason))).toEqual([
      'Own log.',
      expect.stringContaining('Another version of Adit'),
    ]);
    expect(readStored(reread(toStored(stored.profiles, defaultSettings))).profiles).toEqual(stored.profiles);
  });

  test('a profile with the id of another one', () => {
    const one = profile();
    const stored = readStored({ version: 1, profiles: [one, { ...one, name: 'Copy' }] });
    expect(stored.profiles).toEqual([one]);
    expect(stored.quarantined).toHaveLength(1);
  });

  test('settings and profiles of the wrong shape', () => {
    const stored = readStored({ version: 1, profiles: {}, settings: { appearance: 'pink' } });
    expect(stored.settings).toEqual(defaultSettings);
    expect(stored.quarantined.map(({ value }) => value)).toEqual([{ appearance: 'pink' }, {}]);
  });
});

test('a file of a newer version is flagged, and read as far as it can be', () => {
  const good = profile();
  expect(readStored({ version: STORE_VERSION + 1, profiles: [good] })).toMatchObject({ newer: true, profiles: [good] });
});
