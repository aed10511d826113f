import { describe, expect, it, vi } from 'vitest';
import type { StatePatch } from '../../preload/app-state.ts';
import { applyPatch } from '../../preload/app-state.ts';
import { createDouble } from '../testing/double.ts';
import {
  appState,
  changedCertificate,
  idOf,
  off,
  preview,
  reachable,
  restorePlan,
  service,
  untrusted,
  view,
} from '../testing/fixtures.ts';
import type { WindowData } from './state.ts';
import { createWindowStore } from './store.ts';

/** A loaded machine is slow, not broken. */
const PATIENCE = 60_000;

const tunnelPatch = (rev: number, number: number, tunnel = reachable()): StatePatch => ({
  rev,
  changes: [{ kind: 'tunnel', profileId: idOf(number), tunnel }],
});

describe('applyPatch', () => {
  it('replaces one tunnel and leaves the other profiles as the same objects', () => {
    const state = appState([view(1), view(2)]);
    const next = applyPatch(state, tunnelPatch(2, 1));
    expect(next?.rev).toBe(2);
    expect(next?.profiles[0]?.tunnel.status.kind).toBe('on');
    expect(next?.profiles[1]).toBe(state.profiles[1]);
  });

  it('appends a new profile, replaces a known one and removes one', () => {
    const added = applyPatch(appState([view(1)]), { rev: 2, changes: [{ kind: 'profile', view: view(2) }] });
    expect(added?.profiles.map(({ profile }) => profile.id)).toEqual([idOf(1), idOf(2)]);
    const renamed = view(1, { name: 'Renamed' });
    const changed = added && applyPatch(added, { rev: 3, changes: [{ kind: 'profile', view: renamed }] });
    expect(changed?.profiles.map(({ profile }) => profile.name)).toEqual(['Renamed', 'Office server']);
    const removed =
      changed && applyPatch(changed, { rev: 4, changes: [{ kind: 'profile-removed', profileId: idOf(1) }] });
    expect(removed?.profiles.map(({ profile }) => profile.id)).toEqual([idOf(2)]);
  });

  it('changes settings and notices', () => {
    const next = applyPatch(appState(), {
      rev: 2,
      changes: [
        { kind: 'settings', settings: { appearance: 'dark' } },
        { kind: 'notices', notices: [{ id: 'a', level: 'warning', text: 'Look.' }] },
      ],
    });
    expect(next).toMatchObject({ settings: { appearance: 'dark' }, notices: [{ id: 'a' }] });
  });

  it('ignores a patch that the state already has, and refuses one after a gap', () => {
    const state = appState([view(1)], { rev: 7 });
    expect(applyPatch(state, tunnelPatch(7, 1))).toBe(state);
    expect(applyPatch(state, tunnelPatch(9, 1))).toBeNull();
  });
});

async function connected(...[state, handlers]: Parameters<typeof createDouble>) {
  const double = createDouble(state, handlers);
  const store = createWindowStore(double.bridge);
  const { actions } = store.getState();
  actions.connect();
  await vi.waitFor(() => expect(store.getState().app).not.toBeNull(), PATIENCE);
  const asked = (name: string) => double.requests.filter((request) => request.name === name).length;
  return { double, store, actions, asked };
}

describe('the mirror of main', () => {
  it('asks again after a gap and applies what came meanwhile', async () => {
    let state = appState([view(1)], { rev: 1 });
    const { double, store, asked } = await connected(state, { 'state.get': () => ({ ok: true, value: state }) });
    state = appState([view(1), view(2)], { rev: 5 });
    double.emit('state.changed', tunnelPatch(5, 1));
    double.emit('state.changed', tunnelPatch(6, 2));
    await vi.waitFor(() => expect(store.getState().app?.rev).toBe(6), PATIENCE);
    expect(asked('state.get')).toBe(2);
    expect(store.getState().app?.profiles[1]?.tunnel.status.kind).toBe('on');
  });

  it('keeps patches that arrive before the first answer', async () => {
    const double = createDouble(appState([view(1)]));
    const store = createWindowStore(double.bridge);
    store.getState().actions.connect();
    double.emit('state.changed', tunnelPatch(2, 1));
    await vi.waitFor(() => expect(store.getState().app?.rev).toBe(2), PATIENCE);
  });

  it('shows why main could not be read, and recovers when it speaks again', async () => {
    let isAlive = false;
    const double = createDouble(appState(), {
      'state.get': () => {
        if (!isAlive) throw new Error('gone');
        return { ok: true, value: appState([], { rev: 4 }) };
      },
    });
    const store = createWindowStore(double.bridge);
    store.getState().actions.connect();
    await vi.waitFor(() => expect(store.getState().failure).not.toBeNull(), PATIENCE);
    isAlive = true;
    double.emit('state.changed', { rev: 4, changes: [] });
    await vi.waitFor(() => expect(store.getState().app?.rev).toBe(4), PATIENCE);
    expect(store.getState().failure).toBeNull();
  });

  it('forgets the selection and the sheet of a profile that is gone', async () => {
    const { double, store, actions } = await connected(appState([view(1), view(2)]));
    actions.select(idOf(1));
    actions.openSheet({ kind: 'edit', profileId: idOf(1) });
    double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile-removed', profileId: idOf(1) }] });
    expect(store.getState()).toMatchObject({ selectedId: null, sheet: null });
  });
});

it('a check that follows a failed Connect waits behind what was opened meanwhile', async () => {
  let fail = (): void => {};
  const { double, store, actions } = await connected(appState([view(1), view(2)]), {
    'launch.connect': () =>
      new Promise((resolve) => {
        fail = () => resolve({ ok: true, value: 'broken' });
      }),
    'diagnosis.start': () => ({ ok: true, value: undefined }),
  });
  const first = actions.connectTo(idOf(1));
  actions.openSheet({ kind: 'edit', profileId: idOf(2) });
  await vi.waitFor(() => expect(double.requests.at(-1)?.name).toBe('launch.connect'));
  fail();
  await first;
  expect(store.getState().sheet).toEqual({ kind: 'edit', profileId: idOf(2) });
  actions.closeSheet();
  expect(store.getState().sheet).toEqual({ kind: 'diagnosis', profileId: idOf(1) });
});

it('a check that waits behind a form is dropped with its profile', async () => {
  const { double, store, actions } = await connected(appState([view(1), view(2)]));
  actions.openSheet({ kind: 'edit', profileId: idOf(2) });
  double.emit('window.navigate', { to: 'diagnosis', profileId: idOf(1) });
  double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile-removed', profileId: idOf(1) }] });
  actions.closeSheet();
  expect(store.getState().sheet).toBeNull();
});

describe('a question', () => {
  const trust = { kind: 'trust', profileId: idOf(1) } as const;

  it('of an attempt opens once by itself', async () => {
    const { double, store, actions } = await connected(appState([view(1)]));
    double.emit('state.changed', tunnelPatch(2, 1, untrusted(1, 1)));
    expect(store.getState().sheet).toEqual(trust);
    actions.closeSheet();
    double.emit('state.changed', tunnelPatch(3, 1, untrusted(1, 1)));
    expect(store.getState().sheet).toBeNull();
  });

  it('opens again for the next attempt, though the tunnel was not seen in between', async () => {
    const { double, store, actions } = await connected(appState([view(1, {}, untrusted(1, 1))]));
    expect(store.getState().sheet).toEqual(trust);
    actions.closeSheet();
    double.emit('state.changed', tunnelPatch(2, 1, untrusted(1, 2)));
    expect(store.getState().sheet).toEqual(trust);
  });

  it('that nobody waits for stays away', async () => {
    const { double, store } = await connected(appState([view(1)]));
    double.emit('state.changed', tunnelPatch(2, 1, untrusted()));
    expect(store.getState().sheet).toBeNull();
  });

  it('about a changed certificate does not open by itself', async () => {
    const { double, store } = await connected(appState([view(1)]));
    double.emit('state.changed', tunnelPatch(2, 1, changedCertificate));
    expect(store.getState().sheet).toBeNull();
  });

  it('waits behind a form that is open, and is dropped when it has become pointless', async () => {
    const { double, store, actions } = await connected(appState([view(1), view(2)]));
    actions.openSheet({ kind: 'edit', profileId: idOf(2) });
    double.emit('state.changed', tunnelPatch(2, 1, untrusted(1, 1)));
    expect(store.getState().sheet).toEqual({ kind: 'edit', profileId: idOf(2) });
    double.emit('state.changed', tunnelPatch(3, 1, off));
    actions.closeSheet();
    expect(store.getState().sheet).toBeNull();
  });

  it('that waited comes after the others, and once', async () => {
    const { double, store, actions } = await connected(appState([view(1), view(2), view(3)]));
    actions.openSheet({ kind: 'edit', profileId: idOf(3) });
    double.emit('state.changed', tunnelPatch(2, 1, untrusted(1, 1)));
    double.emit('state.changed', tunnelPatch(3, 2, untrusted(1, 2)));
    const seen = [1, 2, 3].map(() => {
      actions.closeSheet();
      return store.getState().sheet;
    });
    expect(seen).toEqual([trust, { ...trust, profileId: idOf(2) }, null]);
  });

  it('opens for what the tray leads to', async () => {
    const { double, store } = await connected(appState([view(1), view(2, {}, untrusted())]));
    double.emit('window.navigate', { to: 'profile', profileId: idOf(2) });
    double.emit('state.changed', tunnelPatch(2, 2, untrusted(1, 1)));
    expect(store.getState()).toMatchObject({ selectedId: idOf(2), sheet: { kind: 'trust', profileId: idOf(2) } });
  });
});

describe('what other computers have changed', () => {
  it('waits once for each computer, as it was last, however often it changed', async () => {
    const { double, store, actions } = await connected(appState([view(1)]));
    actions.openSheet({ kind: 'edit', profileId: idOf(1) });
    const plans = [1, 2, 3, 4, 5, 6].map((number) =>
      restorePlan({ id: idOf(800 + number), source: number % 2 === 0 ? 'adit desk.json' : 'adit laptop.json' }),
    );
    for (const plan of plans) double.emit('backup.offered', plan);
    expect(store.getState().waiting).toHaveLength(2);
    const seen = [1, 2, 3].map(() => {
      actions.closeSheet();
      return store.getState().sheet;
    });
    expect(seen).toEqual([{ kind: 'restore', plan: plans[4] }, { kind: 'restore', plan: plans[5] }, null]);
  });

  it('says a restore that failed after its sheet was closed, and does not open over what was opened meanwhile', async () => {
    const explanation = { what: 'a', why: 'b', next: 'c' };
    const answers: (() => void)[] = [];
    const later = <Answer>(answer: Answer) =>
      new Promise<Answer>((resolve) => void answers.push(() => resolve(answer)));
    const plan = restorePlan({ id: idOf(801) });
    const { double, store, actions } = await connected(appState([view(1)]), {
      'backup.restore': () => later({ ok: false, error: { code: 'import', explanation } } as const),
      'folder.look': () => later({ ok: true, value: plan } as const),
    });
    double.emit('backup.offered', plan);
    const restored = actions.restore({ planId: plan.id, choices: [], settings: true, passphrase: null });
    actions.closeSheet();
    actions.openSheet({ kind: 'settings' });
    const looked = actions.lookAtCopy('adit desk.json');
    actions.openSheet({ kind: 'edit', profileId: idOf(1) });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    for (const answer of answers) answer();
    expect([await restored, await looked]).toEqual([null, null]);
    expect(store.getState()).toMatchObject({ sheet: { kind: 'edit' }, toasts: [{ explanation }] });
    actions.closeSheet();
    expect(store.getState().sheet).toEqual({ kind: 'restore', plan });
  });

  it('is never put in the place of what is looked at', async () => {
    const { double, store, actions } = await connected(appState([view(1)]));
    const [first, newer] = [restorePlan({ id: idOf(801) }), restorePlan({ id: idOf(802) })];
    double.emit('backup.offered', first);
    double.emit('backup.offered', newer);
    expect(store.getState().sheet).toEqual({ kind: 'restore', plan: first });
    actions.closeSheet();
    expect(store.getState().sheet).toEqual({ kind: 'restore', plan: newer });
  });
});

describe('imports', () => {
  const opened = preview([service('0')]);

  it('shows a file that was opened from outside, but not over a form', async () => {
    const { double, store, actions } = await connected(appState([view(1)]));
    actions.openSheet({ kind: 'edit', profileId: idOf(1) });
    double.emit('import.opened', opened);
    expect(store.getState().sheet?.kind).toBe('edit');
    actions.closeSheet();
    expect(store.getState().sheet).toEqual({ kind: 'import', preview: opened });
  });

  it('waits behind what somebody has typed, and takes the place of what was read', async () => {
    const { double, store, actions } = await connected(appState(), {
      'import.read': () => ({ ok: true, value: preview([service('1')], { id: idOf(7) }) }),
    });
    actions.openSheet({ kind: 'add' });
    actions.typed(true);
    double.emit('import.opened', opened);
    expect(store.getState().sheet?.kind).toBe('add');
    await actions.readText(null, 'vpn.example.org:443');
    expect(store.getState().sheet).toMatchObject({ kind: 'import', preview: { id: idOf(7) } });
    actions.closeSheet();
    expect(store.getState().sheet).toEqual({ kind: 'import', preview: opened });
    actions.openSheet({ kind: 'add' });
    actions.typed(true);
    actions.typed(false);
    double.emit('import.opened', opened);
    expect(store.getState().sheet?.kind).toBe('import');
  });

  it('selects what was added even when main tells of it later', async () => {
    const { double, store, actions } = await connected(appState(), {
      'import.add': () => ({ ok: true, value: { profileIds: [idOf(3)] } }),
    });
    double.emit('import.opened', opened);
    expect(await actions.addServices(opened.id, [])).toBeNull();
    double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile', view: view(3) }] });
    expect(store.getState()).toMatchObject({ selectedId: idOf(3), hintFor: idOf(3), sheet: null });
    double.emit('state.changed', tunnelPatch(3, 3));
    expect(store.getState().hintFor).toBeNull();
  });

  it('leaves the sheet open when main refuses, and gives its explanation', async () => {
    const explanation = { what: 'a', why: 'b', next: 'c' };
    const { double, store, actions } = await connected(appState(), {
      'import.add': () => ({ ok: false, error: { code: 'import', explanation } }),
    });
    double.emit('import.opened', opened);
    expect(await actions.addServices(opened.id, [])).toEqual(explanation);
    expect(store.getState().sheet?.kind).toBe('import');
  });

  it('closes nothing else when its preview was closed while it was added', async () => {
    let add = (): void => {};
    const { double, store, actions } = await connected(appState([view(1)]), {
      'import.add': () =>
        new Promise((resolve) => {
          add = () => resolve({ ok: true, value: { profileIds: [idOf(3)] } });
        }),
    });
    const next = preview([service('1')], { id: idOf(7) });
    for (const thenEdit of [false, true]) {
      double.emit('import.opened', opened);
      double.emit('import.opened', next);
      const added = actions.addServices(opened.id, [], thenEdit);
      await vi.waitFor(() => expect(double.requests.at(-1)?.name).toBe('import.add'));
      actions.cancelImport(opened.id);
      add();
      await added;
      expect(store.getState().sheet).toEqual({ kind: 'import', preview: next });
      actions.cancelImport(next.id);
    }
  });

  it('tells main when a preview is given up', async () => {
    const { double, store, actions } = await connected(appState());
    double.emit('import.opened', opened);
    actions.cancelImport(opened.id);
    expect(store.getState().sheet).toBeNull();
    expect(double.requests).toContainEqual({ name: 'import.cancel', request: { previewId: opened.id } });
  });

  it('tells what could not be opened', async () => {
    const { double, store } = await connected(appState());
    const explanation = { what: 'a', why: 'b', next: 'c' };
    double.emit('import.failed', { code: 'import', explanation });
    expect(store.getState().toasts).toMatchObject([{ explanation }]);
  });
});

describe('a page whose window is hidden', () => {
  it.each<[string, Partial<WindowData>, boolean]>([
    ['nothing open', { selectedId: idOf(1) }, false],
    ['a sheet open', { sheet: { kind: 'add' } }, true],
    ['a sheet that waits', { waiting: [{ kind: 'settings' }] }, true],
    ['a message that somebody may act on', { toasts: [{ id: 1, kind: 'done', text: 'Removed.' }] }, true],
    ['several servers selected', { marked: new Set([idOf(1), idOf(2)]) }, true],
  ])('tells main what it would take with it: %s', async (_, left, isBusy) => {
    const double = createDouble(appState([view(1), view(2)]));
    const store = createWindowStore(double.bridge);
    store.getState().actions.connect();
    await vi.waitFor(() => expect(store.getState().app).not.toBeNull(), PATIENCE);
    store.setState(left);
    double.emit('window.hides', null);
    expect(double.requests.at(-1)).toEqual({
      name: 'window.hidden',
      request: { selectedId: left.selectedId ?? null, isBusy },
    });
  });
});
