import { expect, test } from 'vitest';
import type { Settings } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { makeApp } from '../state/make-app.ts';
import { followLogin } from './follow-login.ts';
import type { LoginItem, StartAtLogin } from './login-item.ts';

function setUp(settings: Settings, item: Partial<LoginItem> | null = {}) {
  const app = makeApp([]);
  app.controller.saveSettings(settings);
  app.state.snapshot();
  const set: (StartAtLogin | null)[] = [];
  const notified: string[] = [];
  followLogin({
    state: app.state,
    item: item === null ? null : { isOn: () => true, set: (start) => void set.push(start), ...item },
    save: app.controller.saveSettings,
    notify: (_level, text) => void notified.push(say(text)),
  });
  const save = (next: Settings) => {
    app.controller.saveSettings(next);
    app.state.snapshot();
  };
  return { set, notified, save, settings: () => app.state.snapshot().settings };
}

const plain: Settings = { appearance: 'system' };

test('the system follows the settings, and only when this one changes', () => {
  const { set, save } = setUp(plain);
  save({ ...plain, startAtLogin: 'hidden' });
  save({ ...plain, appearance: 'dark', startAtLogin: 'hidden' });
  save({ ...plain, startAtLogin: 'window' });
  save(plain);
  expect(set).toEqual(['hidden', 'window', null]);
});

test('a program that has moved is found again at the next login', () => {
  expect(setUp({ ...plain, startAtLogin: 'hidden' }).set).toEqual(['hidden']);
});

test('who takes it out of the system’s list is not overruled', () => {
  const { set, settings } = setUp({ ...plain, startAtLogin: 'hidden' }, { isOn: () => false });
  expect(set).toEqual([]);
  expect(settings()).toEqual(plain);
});

test.each<[string, Partial<LoginItem> | null]>([
  [
    'does not let it',
    {
      set: () => {
        throw new Error('EACCES');
      },
    },
  ],
  ['has no way for it', null],
])('a system that %s is told of, and the setting says what is true', (_what, item) => {
  const { notified, save, settings } = setUp(plain, item);
  save({ ...plain, startAtLogin: 'window' });
  expect(notified).toHaveLength(1);
  expect(settings()).toEqual(plain);
});
