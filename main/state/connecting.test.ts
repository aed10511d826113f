import { describe, expect, test } from 'vitest';
import type { Result } from '../../preload/contract.ts';
import type { ServerStatus, TunnelStatus } from '../../preload/types.ts';
import { createAppState } from './app-state.ts';
import { createConnecting } from './connecting.ts';
import { makeProfile } from './make-profile.ts';
import { done, failure } from './result.ts';
import { tunnelOff } from './tunnel-views.ts';

const on = (server: ServerStatus): TunnelStatus => ({ kind: 'on', accept: [], server });
const reachable = on({
  kind: 'reachable',
  protocol: 'TLSv1.3',
  cipher: '',
  handshakeMs: 1,
  certificate: null,
  checkedAt: 0,
});
const refused = { kind: 'refused', host: 'a.example', port: 443 } as const;
const unreachable = (): TunnelStatus => on({ kind: 'unreachable', error: refused, retryAt: 0 });
const inUse: TunnelStatus = {
  kind: 'blocked',
  error: { kind: 'port-in-use', host: '127.0.0.1', port: 2222, holder: null },
  remedy: { kind: 'use-free-port' },
};

function setUp(
  first: TunnelStatus = { kind: 'off' },
  { opens = true, agrees = true, preparation = null as Promise<Result<undefined>> | null } = {},
) {
  const profile = makeProfile();
  const events: string[] = [];
  const started: string[] = [];
  const view = { profile, tunnel: { ...tunnelOff, status: first }, launch: null, vpn: null, secrets: [] };
  const state = createAppState(
    {
      rev: 0,
      profiles: [view],
      settings: { appearance: 'system' },
      programs: [],
      notices: [],
      place: null,
      canRemember: true,
      update: { kind: 'newest', since: null },
      managed: null,
      about: {} as never,
    },
    { soon: queueMicrotask, shortly: queueMicrotask, later: queueMicrotask },
  );
  const tell = (status: TunnelStatus, asks = false): void => {
    const tunnel = state.profile(profile.id)?.tunnel ?? tunnelOff;
    const question = asks ? ({ kind: 'trust', attempt: null } as const) : null;
    state.change({ kind: 'tunnel', profileId: profile.id, tunnel: { ...tunnel, status, question } });
  };
  const connecting = createConnecting({
    state,
    switches: {
      start: (_, by) => {
        events.push(`start by ${by}`);
        if (state.profile(profile.id)?.tunnel.status.kind !== 'on') tell({ kind: 'starting' });
        return done;
      },
      stop: async () => {
        events.push('stop');
        tell({ kind: 'off' });
        return done;
      },
      check: () => {
        events.push('check');
        return done;
      },
    },
    started: () => void started.push(profile.id),
    launching: {
      agree: async () => agrees,
      open: async () => {
        events.push('open');
        return opens ? done : failure('failed', () => ({ what: 'No terminal.', why: '', next: '' }));
      },
    },
    prepare: () => preparation,
  });
  const isConnecting = () => state.profile(profile.id)?.tunnel.isConnecting;
  return { id: profile.id, events, started, state, tell, connecting, isConnecting };
}

/** A preparation that takes as long as the test wants. */
function preparing() {
  let finish: () => void = () => {};
  const preparation = new Promise<Result<undefined>>((settle) => {
    finish = () => settle(done);
  });
  return { preparation, finish: () => finish() };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Connect', () => {
  test('switches on, waits through questions, and starts the program when the server is reachable', async () => {
    const { id, events, tell, connecting, isConnecting } = setUp();
    const connected = connecting.connect(id, 'window');
    await settle();
    for (const [status, asks] of [
      [on({ kind: 'unknown' }), false],
      [on({ kind: 'checking' }), false],
      [{ kind: 'blocked', error: refused, remedy: { kind: 'retry' } }, true],
      [{ kind: 'starting' }, false],
    ] as const) {
      tell(status, asks);
      await settle();
      expect([isConnecting(), events]).toEqual([true, ['start by window']]);
    }
    tell(reachable);
    expect(await connected).toEqual({ ok: true, value: 'opened' });
    expect([isConnecting(), events]).toEqual([false, ['start by window', 'open']]);
  });

  test('starts the program at once where the server is known to be reachable', async () => {
    const { id, events, connecting } = setUp(reachable);
    expect(await connecting.connect(id, 'tray')).toEqual({ ok: true, value: 'opened' });
    expect(events).toEqual(['start by tray', 'open']);
  });

  test.each([
    ['the server cannot be reached', unreachable()],
    ['the tunnel is blocked by what no answer mends', inUse],
  ])('starts no program when %s', async (_, status) => {
    const { id, events, tell, connecting, isConnecting } = setUp();
    const connected = connecting.connect(id, 'window');
    await settle();
    tell(status);
    expect(await connected).toEqual({ ok: true, value: 'broken' });
    expect([isConnecting(), events]).toEqual([false, ['start by window']]);
  });

  test('asks an unreachable server again, and what was known before is no answer', async () => {
    const { id, events, tell, connecting } = setUp(unreachable());
    const connected = connecting.connect(id, 'window');
    await settle();
    expect(events).toEqual(['start by window', 'check']);
    tell(on({ kind: 'checking' }));
    await settle();
    tell(unreachable());
    expect(await connected).toEqual({ ok: true, value: 'broken' });
  });

  test('twice is once', async () => {
    const { id, events, tell, connecting } = setUp();
    const both = [connecting.connect(id, 'window'), connecting.connect(id, 'tray')];
    await settle();
    tell(reachable);
    expect(await Promise.all(both)).toEqual([
      { ok: true, value: 'opened' },
      { ok: true, value: 'opened' },
    ]);
    expect(events).toEqual(['start by window', 'open']);
  });

  test('asks before anything else whether the program may be started, and does nothing when it may not', async () => {
    const { id, events, started, connecting } = setUp(reachable, { agrees: false });
    expect(await connecting.connect(id, 'window')).toEqual({ ok: true, value: 'cancelled' });
    expect([events, started]).toEqual([[], []]);
  });

  test('says that a program was started, for whoever waits for its end', async () => {
    const { id, started, connecting } = setUp(reachable);
    await connecting.connect(id, 'window');
    expect(started).toEqual([id]);
  });

  test('switches on only when what has to be there before is there, and says meanwhile that it is under way', async () => {
    const { preparation, finish } = preparing();
    const { id, events, tell, connecting, isConnecting } = setUp(undefined, { preparation });
    const connected = connecting.connect(id, 'window');
    await settle();
    expect([isConnecting(), events]).toEqual([true, []]);
    finish();
    await settle();
    expect([isConnecting(), events]).toEqual([true, ['start by window']]);
    tell(reachable);
    expect(await connected).toEqual({ ok: true, value: 'opened' });
  });

  test('switches nothing on when what has to be there before cannot be had', async () => {
    const preparation = Promise.resolve(failure('failed', () => ({ what: 'Nobody knows where.', why: '', next: '' })));
    const { id, events, connecting, isConnecting } = setUp(undefined, { preparation });
    expect(await connecting.connect(id, 'window')).toMatchObject({ ok: false });
    expect([isConnecting(), events]).toEqual([false, []]);
  });

  test('can be cancelled before the tunnel is on', async () => {
    const { preparation, finish } = preparing();
    const { id, events, connecting, isConnecting } = setUp(undefined, { preparation });
    const connected = connecting.connect(id, 'window');
    await settle();
    await connecting.cancel(id);
    finish();
    expect(await connected).toEqual({ ok: true, value: 'cancelled' });
    expect([isConnecting(), events]).toEqual([false, []]);
  });

  test('hands on why a program did not start', async () => {
    const { id, connecting } = setUp(reachable, { opens: false });
    expect(await connecting.connect(id, 'window')).toMatchObject({
      ok: false,
      error: { explanation: { what: 'No terminal.' } },
    });
  });
});

describe('Cancel', () => {
  test('switches off what was switched on for it', async () => {
    const { id, events, connecting, isConnecting } = setUp();
    const connected = connecting.connect(id, 'window');
    await settle();
    await connecting.cancel(id);
    expect(await connected).toEqual({ ok: true, value: 'cancelled' });
    expect([isConnecting(), events]).toEqual([false, ['start by window', 'stop']]);
  });

  test('leaves a tunnel on that was on before, and is nothing when nothing is under way', async () => {
    const { id, events, connecting } = setUp(on({ kind: 'checking' }));
    const connected = connecting.connect(id, 'window');
    await settle();
    await connecting.cancel(id);
    await connecting.cancel(id);
    expect(await connected).toEqual({ ok: true, value: 'cancelled' });
    expect(events).toEqual(['start by window']);
  });
});

test.each([
  ['is switched off', ({ tell }: ReturnType<typeof setUp>) => tell({ kind: 'off' })],
  ['is removed', ({ state, id }: ReturnType<typeof setUp>) => state.change({ kind: 'profile-removed', profileId: id })],
])('nobody waits for a tunnel that %s', async (_, happen) => {
  const world = setUp();
  const connected = world.connecting.connect(world.id, 'window');
  await settle();
  happen(world);
  expect(await connected).toEqual({ ok: true, value: 'cancelled' });
});

test('there is no such profile', async () => {
  expect((await setUp().connecting.connect('x', 'window')).ok).toBe(false);
});
