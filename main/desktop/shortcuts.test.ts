import { expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { makeApp } from '../state/make-app.ts';
import { makeProfile } from '../state/make-profile.ts';
import { followShortcuts } from './shortcuts.ts';

const one = makeProfile({ shortcut: 'Ctrl+Alt+A' });
const two = makeProfile({ id: '00000000-0000-4000-8000-000000000002', name: 'Two', shortcut: 'Ctrl+Alt+A' });

function setUp(profiles: readonly Profile[], taken: readonly string[] = []) {
  const app = makeApp(profiles);
  const registered = new Map<string, () => void>();
  const connected: string[] = [];
  followShortcuts({
    state: app.state,
    keys: {
      register(keys, press) {
        if (taken.includes(keys)) return false;
        registered.set(keys, press);
        return true;
      },
      unregister: (keys) => void registered.delete(keys),
    },
    connect: (id) => void connected.push(id),
    notify: app.controller.notify,
  });
  const save = async (profile: Profile) => {
    await app.controller.saveProfile(profile);
    app.state.snapshot();
  };
  const notices = () => app.state.snapshot().notices.map(({ text }) => text);
  return { app, registered, connected, save, notices };
}

test('keys connect their profile, change with it, and go with it', async () => {
  const { app, registered, connected, save } = setUp([one]);
  registered.get('Ctrl+Alt+A')?.();
  expect(connected).toEqual([one.id]);
  await save({ ...one, shortcut: 'Super+F5' });
  expect([...registered.keys()]).toEqual(['Super+F5']);
  await app.controller.removeProfile(one.id);
  app.state.snapshot();
  expect([...registered.keys()]).toEqual([]);
});

test('of two profiles that want the same keys the first has them, and the other when they are free', async () => {
  const { registered, connected, save } = setUp([one, two]);
  registered.get('Ctrl+Alt+A')?.();
  const { shortcut: _, ...without } = one;
  await save(without);
  registered.get('Ctrl+Alt+A')?.();
  expect(connected).toEqual([one.id, two.id]);
});

test('keys of another program are said to be, once', async () => {
  const { save, notices } = setUp([one], ['Ctrl+Alt+A']);
  await save({ ...one, user: 'anna' });
  expect(notices()).toEqual([expect.stringContaining('Ctrl+Alt+A is used by another program')]);
});
