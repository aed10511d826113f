import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../preload/types.ts';
import { makeApp } from '../../state/make-app.ts';
import { followUpdates, type UpdateEvent, type Updater } from './follow-updates.ts';

const now = new Date('2026-11-29T12:00:00Z');

function start(
  look: (tell: (event: UpdateEvent) => void) => Promise<'newest' | 'found'>,
  settings: Partial<Settings> = {},
) {
  const { state, controller } = makeApp([]);
  controller.saveSettings({ ...state.snapshot().settings, ...settings });
  const timers: (() => void)[] = [];
  const installs: boolean[] = [];
  let opened = 0;
  let looks = 0;
  const updates = followUpdates({
    state,
    bringer: { kind: 'itself' },
    openUpdater: async (tell): Promise<Updater> => {
      opened += 1;
      return {
        look: () => {
          looks += 1;
          return look(tell);
        },
        installOnQuit: (install) => void installs.push(install),
      };
    },
    after: (_, then) => {
      timers.push(then);
      return () => {};
    },
    now: () => now,
    notify: controller.notify,
    log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
  });
  return {
    state,
    updates,
    installs,
    view: () => state.snapshot().update,
    notices: () => state.snapshot().notices.map(({ text }) => text),
    counts: () => ({ opened, looks }),
    dayPasses: () => timers.shift()?.(),
    set: (updates: Settings['updates']) => {
      const { updates: _, ...others } = state.snapshot().settings;
      controller.saveSettings(updates === undefined ? others : { ...others, updates });
      // Patches go out at the end of the turn; a snapshot is ahead of nobody.
      state.snapshot();
    },
  };
}

const ready: UpdateEvent = { kind: 'ready', version: '0.2.0', news: ['Faster'] };
const found = async (tell: (event: UpdateEvent) => void): Promise<'found'> => {
  tell({ kind: 'found', version: '0.2.0' });
  tell(ready);
  return 'found';
};

describe('newer versions of the app', () => {
  test('are looked for some time after the start and every day, by one updater', async () => {
    const app = start(async () => 'newest');
    expect(app.counts()).toEqual({ opened: 0, looks: 0 });
    for (const looks of [1, 2, 3]) {
      app.dayPasses();
      await expect.poll(app.view).toEqual({ kind: 'newest', since: now.toISOString() });
      expect(app.counts()).toEqual({ opened: 1, looks });
    }
  });

  test('are shown with what is new in them, told once, and not looked for again', async () => {
    const app = start(found);
    app.updates.look();
    await expect.poll(app.view).toEqual(ready);
    app.dayPasses();
    expect(app.counts().looks).toBe(1);
    expect(app.notices()).toEqual([expect.stringContaining('Adit 0.2.0')]);
  });

  test('that cannot be had change nothing, and are looked for again', async () => {
    let tries = 0;
    const app = start(async () => {
      tries += 1;
      if (tries === 1) throw new Error('sha512 checksum mismatch');
      return 'newest';
    });
    app.dayPasses();
    await expect.poll(app.view).toEqual({ kind: 'failed' });
    app.dayPasses();
    await expect.poll(() => app.view().kind).toBe('newest');
  });

  test('are not looked for while a person does not want them, and what was fetched is not installed', async () => {
    const app = start(found, { updates: 'off' });
    expect(app.view()).toEqual({ kind: 'off' });
    app.dayPasses();
    expect(app.counts()).toEqual({ opened: 0, looks: 0 });
    app.set(undefined);
    await expect.poll(app.view).toEqual(ready);
    app.set('off');
    expect(app.view()).toEqual({ kind: 'off' });
    await expect.poll(() => app.installs).toEqual([false]);
    app.set(undefined);
    expect(app.view()).toEqual(ready);
    await expect.poll(() => app.installs).toEqual([false, true]);
    expect(app.counts().looks).toBe(1);
  });
});

test('who is updated by a package manager never opens an updater, and says who brings updates', () => {
  const { state } = makeApp([]);
  const { look } = followUpdates({
    state,
    bringer: { kind: 'somebody', by: 'apt' },
    openUpdater: () => Promise.reject(new Error('opened')),
    after: () => {
      throw new Error('waits');
    },
    now: () => now,
    notify: () => {},
    log: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
  });
  look();
  expect(state.snapshot().update).toEqual({ kind: 'elsewhere', by: 'apt' });
});
