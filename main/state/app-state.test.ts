import { serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import type { AppState, ProfileView, StateChange, StatePatch } from '../../preload/app-state.ts';
import { applyPatch } from '../../preload/app-state.ts';
import { createAppState } from './app-state.ts';
import { makeProfile } from './make-profile.ts';
import { tunnelOff } from './tunnel-views.ts';

const empty: AppState = {
  rev: 0,
  profiles: [],
  settings: { appearance: 'system' },
  programs: [],
  notices: [],
  place: null,
  canRemember: true,
  update: { kind: 'newest', since: null },
  managed: null,
  about: { version: '1', electron: '', node: '', tlsLibrary: '', platform: '', languages: [] },
};

const view = (id: string, name = 'A'): ProfileView => ({
  profile: makeProfile({ id, name }),
  tunnel: tunnelOff,
  launch: null,
  vpn: null,
  secrets: [],
});

const a = '00000000-0000-4000-8000-00000000000a';
const b = '00000000-0000-4000-8000-00000000000b';

/** A state whose scheduled patches go out when the test says so. */
function setUp() {
  let scheduled: (() => void)[] = [];
  const moments: (() => void)[] = [];
  const delayed: (() => void)[] = [];
  const patches: StatePatch[] = [];
  const state = createAppState(empty, {
    soon: (flush) => scheduled.push(flush),
    shortly: (flush) => moments.push(flush),
    later: (flush) => delayed.push(flush),
  });
  state.subscribe((patch) => patches.push(patch));
  const turn = () => {
    const due = scheduled;
    scheduled = [];
    for (const flush of due) flush();
  };
  /** Traffic is due. */
  const later = () => {
    for (const flush of delayed.splice(0)) flush();
  };
  /** A moment has passed that nobody notices. */
  const moment = () => {
    for (const flush of moments.splice(0)) flush();
  };
  return { state, patches, turn, moment, later };
}

test('a listener that changes and asks something is not ahead of the next listener', () => {
  const { state, turn } = setUp();
  const heard: number[] = [];
  state.subscribe(({ changes }) => {
    if (!changes.some(({ kind }) => kind === 'profile')) return;
    state.change({ kind: 'settings', settings: { appearance: 'dark' } });
    expect(state.snapshot().settings.appearance).toBe('dark');
  });
  state.subscribe(({ rev }) => heard.push(rev));
  state.change({ kind: 'profile', view: view(a) });
  turn();
  turn();
  expect(heard).toEqual([1, 2]);
});

describe('patches', () => {
  test('applied to the snapshot they follow, they give the next snapshot, whatever happened in between', () => {
    const { state, patches, turn } = setUp();
    let mirror = state.snapshot();
    state.change({ kind: 'profile', view: view(a) });
    state.change({ kind: 'profile', view: view(b) });
    turn();
    state.change({ kind: 'tunnel', profileId: b, tunnel: { ...tunnelOff, status: { kind: 'starting' } } });
    state.change({ kind: 'profile', view: view(a, 'renamed') });
    state.change({ kind: 'notices', notices: [{ id: 'n', level: 'warning', text: 'x' }] });
    state.change({ kind: 'settings', settings: { appearance: 'dark' } });
    turn();
    state.change({ kind: 'profile-removed', profileId: a });
    state.change({ kind: 'tunnel', profileId: a, tunnel: tunnelOff });
    turn();
    for (const patch of patches) {
      const next = applyPatch(mirror, patch);
      if (next === null) throw new Error('a patch does not follow its predecessor');
      mirror = next;
    }
    expect(mirror).toEqual(state.snapshot());
    expect(mirror.profiles.map(({ profile }) => profile.id)).toEqual([b]);
    expect(mirror.rev).toBe(3);
  });

  test('changes of one turn are one patch, and of several statuses of a tunnel only the last goes out', () => {
    const { state, patches, turn } = setUp();
    state.change({ kind: 'profile', view: view(a) });
    turn();
    for (const openConnections of [1, 2, 3]) {
      const traffic = { ...tunnelOff.traffic, openConnections };
      state.change({ kind: 'tunnel', profileId: a, tunnel: { ...tunnelOff, traffic } });
    }
    expect(patches).toHaveLength(1);
    turn();
    expect(patches[1]?.changes).toMatchObject([{ tunnel: { traffic: { openConnections: 3 } } }]);
  });

  test('traffic of all tunnels waits for its time and then is one patch of 200 bytes a tunnel at most', () => {
    const { state, patches, turn, later } = setUp();
    for (const id of [a, b]) state.change({ kind: 'profile', view: view(id) });
    turn();
    const traffic = { sent: 2 ** 52, received: 2 ** 52, openConnections: 300, totalConnections: 100_000 };
    for (const id of [a, b, a, b]) state.change({ kind: 'traffic', profileId: id, traffic });
    turn();
    expect(patches).toHaveLength(1);
    later();
    expect(patches[1]?.changes).toHaveLength(2);
    expect(serialize(patches[1]).length).toBeLessThanOrEqual(2 * 200);
    expect(state.snapshot().profiles[0]?.tunnel).toEqual({ ...tunnelOff, traffic });
  });

  test('whatever else has changed takes waiting traffic along, and a status makes it superfluous', () => {
    const { state, patches, turn, later } = setUp();
    for (const id of [a, b]) state.change({ kind: 'profile', view: view(id) });
    turn();
    for (const id of [a, b]) state.change({ kind: 'traffic', profileId: id, traffic: tunnelOff.traffic });
    state.change({ kind: 'tunnel', profileId: a, tunnel: tunnelOff });
    turn();
    later();
    expect(patches).toHaveLength(2);
    expect(patches[1]?.changes.map((change) => change.kind)).toEqual(['traffic', 'tunnel']);
  });

  test('an order puts the profiles in it, and those that it does not name behind', () => {
    const { state } = setUp();
    const c = '00000000-0000-4000-8000-00000000000c';
    for (const id of [a, b, c]) state.change({ kind: 'profile', view: view(id) });
    state.change({ kind: 'order', profileIds: [c, a] });
    expect(state.snapshot().profiles.map(({ profile }) => profile.id)).toEqual([c, a, b]);
  });

  test('two tunnels do not supersede each other', () => {
    const { state, patches, turn } = setUp();
    state.change({ kind: 'tunnel', profileId: a, tunnel: tunnelOff });
    state.change({ kind: 'tunnel', profileId: b, tunnel: tunnelOff });
    turn();
    expect(patches[0]?.changes).toHaveLength(2);
  });

  test('a gap is noticed, and what is old changes nothing', () => {
    expect(applyPatch(empty, { rev: 2, changes: [] })).toBeNull();
    // It only says what there is, and this has not been told.
    expect(applyPatch(empty, { rev: 1, changes: [] })).toBeNull();
    expect(applyPatch(empty, { rev: 0, changes: [{ kind: 'settings', settings: { appearance: 'dark' } }] })).toBe(
      empty,
    );
  });

  test('a snapshot holds everything so far, and no later patch repeats it', () => {
    const { state, patches, turn } = setUp();
    state.change({ kind: 'profile', view: view(a) });
    const snapshot = state.snapshot();
    expect(snapshot).toMatchObject({ rev: 1, profiles: [{ profile: { id: a } }] });
    turn();
    expect(patches).toHaveLength(1);
    expect(patches[0]?.rev).toBe(1);
  });

  test('who has unsubscribed hears nothing more', () => {
    const { state, turn } = setUp();
    const heard: number[] = [];
    const stop = state.subscribe((patch) => heard.push(patch.rev));
    state.change({ kind: 'notices', notices: [] });
    turn();
    stop();
    state.change({ kind: 'notices', notices: [] });
    turn();
    expect(heard).toEqual([1]);
  });
});

describe('a tunnel that starts', () => {
  const starting: StateChange = {
    kind: 'tunnel',
    profileId: a,
    tunnel: { ...tunnelOff, status: { kind: 'starting' } },
  };
  const on: StateChange = {
    kind: 'tunnel',
    profileId: a,
    tunnel: { ...tunnelOff, status: { kind: 'on', accept: [], server: { kind: 'unknown' } } },
  };
  const withA = () => {
    const found = setUp();
    found.state.change({ kind: 'profile', view: view(a) });
    found.turn();
    found.patches.length = 0;
    return found;
  };

  test('is announced when it has not become more within a moment', () => {
    const { state, patches, turn, moment } = withA();
    state.change(starting);
    turn();
    expect(patches).toEqual([]);
    moment();
    expect(patches.map(({ changes }) => changes)).toEqual([[starting]]);
  });

  test('is announced once, as on, when that is sooner', () => {
    const { state, patches, turn, moment } = withA();
    state.change(starting);
    state.change(on);
    turn();
    moment();
    expect(patches.map(({ changes }) => changes)).toEqual([[on]]);
  });

  test('is known at once to whoever asks, without being announced, and announced first to whoever wants a snapshot', () => {
    const { state, patches } = withA();
    const { rev } = state.current();
    state.change(starting);
    expect(state.profile(a)?.tunnel.status.kind).toBe('starting');
    expect(state.current()).toMatchObject({ rev, profiles: [{ tunnel: { status: { kind: 'starting' } } }] });
    expect(patches).toEqual([]);
    expect(state.snapshot().rev).toBe(rev + 1);
    expect(patches).toHaveLength(1);
  });
});

describe('who waits for what is announced', () => {
  const settings: StateChange = { kind: 'settings', settings: { appearance: 'dark' } };

  test('waits for the patch, not only for its turn', async () => {
    const { state, patches, turn } = setUp();
    state.change(settings);
    let seen = -1;
    const announced = state.announced().then(() => {
      seen = patches.length;
    });
    await Promise.resolve();
    expect(seen).toBe(-1);
    turn();
    await announced;
    expect(seen).toBe(1);
  });

  test('does not wait where there is nothing, nor for traffic', async () => {
    const { state } = setUp();
    await state.announced();
    state.change({ kind: 'profile', view: view(a) });
    state.snapshot();
    state.change({ kind: 'traffic', profileId: a, traffic: { ...tunnelOff.traffic, sent: 1 } });
    await state.announced();
  });
});
