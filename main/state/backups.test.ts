import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Profile, Settings } from '../../preload/types.ts';
import { seal, unseal } from '../desktop/sealed-file.ts';
import { readBackup } from '../profile/share/backup.ts';
import { type Backups, createBackups, type RestoreRequest } from './backups.ts';
import type { Controller } from './controller.ts';
import type { Files } from './files.ts';
import { makeProfile } from './make-profile.ts';
import { makeSecrets } from './make-secrets.ts';
import { done, storeIsReadOnly, success } from './result.ts';

const other = '0b5c9a0e-3f6f-4a27-a6fb-4b1f1c2c7f01';
const cheap = { n: 1024, r: 8, p: 1 };

function setUp() {
  const world = {
    profiles: [makeProfile(), makeProfile({ id: other, name: 'Demo', demo: true })] as readonly Profile[],
    settings: { appearance: 'dark' } as Settings,
    given: [] as unknown[],
    file: '',
    readOnly: false,
    managed: new Set<string>(),
  };
  const putProfiles: Controller['putProfiles'] = (changed, settings) => {
    if (world.readOnly) return storeIsReadOnly['newer-version'];
    const byId = new Map([...world.profiles, ...changed].map((profile) => [profile.id, profile]));
    world.profiles = [...byId.values()];
    if (settings) world.settings = settings;
    return done;
  };
  const saveProfile: Controller['saveProfile'] = async ({ id }, changes) => {
    world.given.push({ id, changes });
    return done;
  };
  const secrets = makeSecrets();
  const files: Files = {
    askDestination: async ({ suggestedName: name }) => ({ directory: '/', name, path: `/${name}` }),
    async write(_directory, [{ text }]) {
      world.file = text;
      return done;
    },
    askBackup: async () => success({ name: 'backup.json', text: world.file }),
    readCertificates: async () => null,
    systemRoots: () => '',
  };
  const backups = createBackups({
    controller: { putProfiles, saveProfile } as Controller,
    profiles: () => world.profiles,
    settings: () => world.settings,
    isManaged: (id) => world.managed.has(id),
    files,
    read: async (text) => readBackup(text),
    sealing: { seal: (text, passphrase) => seal(text, passphrase, cheap), unseal },
    secrets,
    newId: randomUUID,
    now: () => new Date('2026-11-23T08:00:00Z'),
  });
  return { world, backups, secrets };
}

let world: ReturnType<typeof setUp>['world'];
let backups: Backups;
let secrets: ReturnType<typeof setUp>['secrets'];
beforeEach(() => {
  ({ world, backups, secrets } = setUp());
});

async function plan() {
  const opened = await backups.open();
  if (!opened.ok || opened.value === null) throw new Error('expected a plan');
  return opened.value;
}

const restore = (planId: string, more: Partial<RestoreRequest> = {}) =>
  backups.restore({ planId, choices: [], settings: false, passphrase: null, ...more });

describe('a backup', () => {
  test('holds all profiles but the demo’s, and comes back on another computer', async () => {
    expect(await backups.save(null)).toEqual({
      ok: true,
      value: { path: '/Adit backup 2026-11-23.json', profiles: 1, secrets: 'none' },
    });
    world.profiles = [];
    world.settings = { appearance: 'light' };
    const { id, items, ...rest } = await plan();
    expect(rest).toEqual({
      source: 'backup.json',
      createdAt: '2026-11-23T08:00:00.000Z',
      damaged: [],
      secrets: 'none',
    });
    expect(items).toEqual([{ profile: makeProfile(), match: null, differences: [], suggested: 'add' }]);
    expect(world.profiles).toEqual([]);
    expect(await restore(id, { settings: true })).toEqual({ ok: true, value: { profileIds: [makeProfile().id] } });
    expect(world).toMatchObject({ profiles: [makeProfile()], settings: { appearance: 'dark' } });
    expect(await restore(id)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  test('replaces what is there only when it is told to, and shows what that changes', async () => {
    await backups.save(null);
    world.profiles = [makeProfile({ name: 'Renamed' })];
    const { id, items } = await plan();
    expect(items).toMatchObject([
      {
        match: { profileId: makeProfile().id, profileName: 'Renamed' },
        differences: [{ field: 'name', old: 'Renamed', new: 'Office SSH' }],
        suggested: 'skip',
      },
    ]);
    expect(await restore(id)).toEqual({ ok: true, value: { profileIds: [] } });
    expect(world.profiles).toMatchObject([{ name: 'Renamed' }]);
    await restore((await plan()).id, { choices: [{ profileId: makeProfile().id, choice: 'replace' }] });
    expect(world.profiles).toEqual([makeProfile()]);
    expect(world.settings.appearance).toBe('dark');
  });

  test('that cannot be stored changes nothing and can be tried again', async () => {
    await backups.save(null);
    world.profiles = [];
    const { id } = await plan();
    world.readOnly = true;
    expect((await restore(id)).ok).toBe(false);
    world.readOnly = false;
    expect((await restore(id)).ok).toBe(true);
  });

  test('that nobody answered waits with those of all computers that can share a folder, and goes when more come', async () => {
    await backups.save(null);
    const ids: string[] = [];
    for (let opened = 0; opened < 66; opened += 1) ids.push((await plan()).id);
    const results = [];
    for (const id of ids) results.push((await restore(id)).ok);
    expect(results.map((ok, index) => (ok ? null : index)).filter((index) => index !== null)).toEqual([0, 1]);
    expect(await restore(ids[0] ?? '')).toMatchObject({
      error: { explanation: { next: 'Open the backup again; another computer’s copy, in the settings.' } },
    });
  });

  test('that is large takes the place of others, but is there itself', async () => {
    await backups.save(null);
    const small = await plan();
    world.file = `${' '.repeat(30 * 1_048_576)}${world.file}`;
    const large = [await plan(), await plan(), await plan(), await plan()];
    expect((await restore(small.id)).ok).toBe(true);
    large.push(await plan());
    expect(await Promise.all(large.map(async ({ id }) => (await restore(id)).ok))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  test('that is none is explained', async () => {
    world.file = '[ssh]\naccept = 443\n';
    expect(await backups.open()).toMatchObject({
      ok: false,
      error: { code: 'import', explanation: { what: 'This file is no backup of Adit.' } },
    });
  });
});

describe('secrets', () => {
  const psk = 'correct horse battery staple';
  beforeEach(() => secrets.change(makeProfile().id, { psk }, false));

  test('are in the file only with a passphrase, and sealed', async () => {
    expect(await backups.save(null)).toMatchObject({ value: { secrets: 'none' } });
    expect(world.file).not.toContain('sealed');
    expect(await backups.save('pass')).toMatchObject({ value: { secrets: 'sealed' } });
    expect(world.file).not.toContain('horse');
  });

  test('come back with the passphrase; without one everything else does', async () => {
    await backups.save('pass');
    world.profiles = [];
    const { id, ...planned } = await plan();
    expect(planned.secrets).toBe('sealed');
    expect(await restore(id, { passphrase: 'wrong' })).toMatchObject({
      ok: false,
      error: { code: 'wrong-passphrase' },
    });
    expect(world).toMatchObject({ profiles: [], given: [] });
    expect((await restore(id, { passphrase: 'pass' })).ok).toBe(true);
    expect(world.given).toEqual([{ id: makeProfile().id, changes: { psk } }]);
    expect((await restore((await plan()).id)).ok).toBe(true);
    expect(world.given).toHaveLength(1);
  });

  test('follow a profile that gets another id, and are not given to one that is skipped', async () => {
    await backups.save('pass');
    const { id } = await plan();
    const choose = (choice: 'copy' | 'skip') =>
      restore(id, { passphrase: 'pass', choices: [{ profileId: makeProfile().id, choice }] });
    const copied = await choose('copy');
    if (!copied.ok) throw new Error('expected a copy');
    expect(world.given).toEqual([{ id: copied.value.profileIds[0], changes: { psk } }]);
    expect(copied.value.profileIds[0]).not.toBe(makeProfile().id);
    expect((await restore((await plan()).id, { passphrase: 'pass' })).ok).toBe(true);
    expect(world.given).toHaveLength(1);
  });

  test('that were tampered with restore nothing', async () => {
    await backups.save('pass');
    world.profiles = [];
    const file = JSON.parse(world.file);
    file.secrets.sum = Buffer.alloc(32).toString('base64');
    world.file = JSON.stringify(file);
    expect(await restore((await plan()).id, { passphrase: 'pass' })).toMatchObject({
      ok: false,
      error: { code: 'import' },
    });
    expect(world.profiles).toEqual([]);
  });
});

test('what an administrator decides about stays as it is, is named, and does not keep the rest from coming back', async () => {
  const own = makeProfile({ id: '0b5c9a0e-3f6f-4a27-a6fb-4b1f1c2c7f02', name: 'Own' });
  const { world, backups } = setUp();
  const [company] = world.profiles;
  if (company === undefined) throw new Error('there is no profile');
  world.profiles = [company, own];
  await backups.save(null);
  const changed = { ...company, name: 'Company' };
  world.profiles = [changed];
  world.managed.add(company.id);
  const opened = await backups.open();
  if (!opened.ok || opened.value === null) throw new Error('there is no plan');
  const { id: planId, items, managed } = opened.value;
  expect({ items: items.map(({ profile }) => profile.name), managed }).toEqual({
    items: ['Own'],
    managed: [company.name],
  });
  const choices = [
    { profileId: company.id, choice: 'replace' as const },
    { profileId: own.id, choice: 'add' as const },
  ];
  expect(await backups.restore({ planId, choices, settings: false, passphrase: null })).toMatchObject({ ok: true });
  expect(world.profiles).toEqual([changed, own]);
});
