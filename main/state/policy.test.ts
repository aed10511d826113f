import { describe, expect, test } from 'vitest';
import type { Profile, Settings } from '../../preload/types.ts';
import { sayAll } from '../../preload/words/say.ts';
import { toSay } from '../../preload/words/text.ts';
import { plainProfile } from '../../test/export/arbitrary.ts';
import { makeApp } from './make-app.ts';
import { managedStore, managedView, noPolicy, policyOf } from './policy.ts';

const preset = plainProfile({ id: '00000000-0000-4000-8000-00000000000a', name: 'Company' });
const own = plainProfile({ name: 'Own' });
const unread = () => {
  throw Object.assign(new Error('none'), { code: 'ENOENT' });
};

describe('a policy', () => {
  test('has settings, profiles of its own and of a file, and whether servers must be verified', () => {
    const policy = policyOf(
      { updates: 'off', checkOthers: false, requireVerification: true, profilesFile: '/etc/adit/profiles.json' },
      'the policy',
      () => JSON.stringify([preset]),
    );
    expect(policy).toEqual({
      settings: { updates: 'off', checkOthers: false },
      profiles: [preset],
      requireVerification: true,
      problems: [],
    });
  });

  test.each([
    ['a name that nobody knows', { upDates: 'off' }, /“upDates”/],
    ['a value that cannot be', { updates: 'never' }, /“updates” has a value/],
    ['a file that is not there', { profilesFile: '/etc/adit/none.json' }, /none\.json.*ENOENT/],
  ])('says what is wrong with %s, and holds to the rest', (_, wrong, said) => {
    const policy = policyOf({ ...wrong, notifications: 'off' }, 'the policy', unread);
    expect(policy).toMatchObject({ settings: { notifications: 'off' }, requireVerification: false });
    expect(sayAll(policy.problems)).toEqual([expect.stringMatching(said)]);
  });

  test.each([
    ['is no list of names', 'yes'],
    ['has no clear word about verification', { requireVerification: 'of course' }],
  ])('that %s counts as the strictest', (_, value) => {
    expect(policyOf(value, 'the policy', unread)).toMatchObject({ requireVerification: true });
  });

  test('that decides nothing is nothing to show', () => {
    expect([managedView(noPolicy), managedView({ ...noPolicy, settings: { updates: 'off' } })]).toEqual([
      null,
      { settings: ['updates'], profileIds: [], requiresVerification: false },
    ]);
  });
});

test('what a person had chosen stays in the store, and the profiles of the policy do not get into it', () => {
  const saved: [readonly Profile[], Settings][] = [];
  const before: Settings = { appearance: 'dark', notifications: 'all' };
  const store = managedStore(
    { profiles: [own, preset], settings: before, readOnly: null, save: (...all) => void saved.push(all) },
    { ...noPolicy, profiles: [preset], settings: { appearance: 'light', updates: 'off' } },
  );
  expect(store.profiles).toEqual([own, preset]);
  expect(store.settings).toEqual({ appearance: 'light', notifications: 'all', updates: 'off' });
  store.save([own, preset], { ...store.settings, notifications: 'off' });
  expect(saved).toEqual([[[own], { appearance: 'dark', notifications: 'off' }]]);
});

describe('an app with a policy', () => {
  const unverified = plainProfile({ trust: { kind: 'none' } });

  test('lets nobody change, repin or remove a profile of it, and holds to its settings', async () => {
    const app = makeApp([own], { policy: { ...noPolicy, profiles: [preset], settings: { notifications: 'off' } } });
    const forbidden = { ok: false, error: { code: 'forbidden' } };
    expect(await app.controller.saveProfile({ ...preset, name: 'Mine' })).toMatchObject(forbidden);
    expect(await app.controller.removeProfile(preset.id)).toMatchObject(forbidden);
    expect(app.controller.saveSettings({ appearance: 'dark', notifications: 'all' })).toMatchObject({ ok: true });
    const { settings, managed, profiles } = app.state.snapshot();
    expect(settings).toEqual({ appearance: 'dark', notifications: 'off' });
    expect(managed).toEqual({ settings: ['notifications'], profileIds: [preset.id], requiresVerification: false });
    expect(profiles.map(({ profile }) => profile.name)).toEqual(['Own', 'Company']);
    expect(await app.controller.saveProfile({ ...own, name: 'Mine' })).toMatchObject({ ok: true });
  });

  test('keeps a tunnel off that verifies nobody, and says why', () => {
    const app = makeApp([unverified], { policy: { ...noPolicy, requireVerification: true } });
    app.controller.start(unverified.id);
    expect(app.started).toEqual([]);
    expect(app.state.profile(unverified.id)?.tunnel.status).toMatchObject({
      kind: 'blocked',
      error: { kind: 'unverified' },
    });
  });

  test('says what of it could not be read', () => {
    const app = makeApp([], { policy: { ...noPolicy, problems: [toSay('settings.title')] } });
    expect(app.state.snapshot().notices).toMatchObject([{ level: 'warning', text: 'Settings' }]);
  });
});
