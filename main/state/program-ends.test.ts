import { expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { createAppState } from './app-state.ts';
import { makeProfile } from './make-profile.ts';
import { createProgramEnds } from './program-ends.ts';
import { tunnelOff } from './tunnel-views.ts';

function setUp(isSet = true, more: Partial<Profile> = {}) {
  const profile = makeProfile({ ...(isSet ? { offWhenUnused: true } : {}), ...more });
  const on = { kind: 'on', accept: [], server: { kind: 'unknown' } } as const;
  const view = { profile, tunnel: { ...tunnelOff, status: on }, launch: null, vpn: null, secrets: [] };
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
    { soon: () => {}, shortly: () => {}, later: () => {} },
  );
  const stopped: string[] = [];
  const timers = new Set<() => void>();
  const { started } = createProgramEnds({
    state,
    stop: (id) => void stopped.push(id),
    after: (_, then) => {
      timers.add(then);
      return () => void timers.delete(then);
    },
  });
  const connections = (openConnections: number, status: typeof on | { readonly kind: 'off' } = on): void => {
    const tunnel = { ...tunnelOff, status, traffic: { ...tunnelOff.traffic, openConnections } };
    state.change({ kind: 'tunnel', profileId: profile.id, tunnel });
    state.snapshot();
  };
  const wait = (): void => {
    for (const then of [...timers]) then();
  };
  return { id: profile.id, started, connections, wait, stopped, timers };
}

test('a tunnel is switched off when the program’s last connection has ended for a while', () => {
  const { id, started, connections, wait, stopped } = setUp();
  started(id);
  connections(2);
  connections(1);
  wait();
  expect(stopped).toEqual([]);
  connections(0);
  expect(stopped).toEqual([]);
  wait();
  expect(stopped).toEqual([id]);
});

test('a program that connects again in time goes on', () => {
  const { id, started, connections, wait, stopped } = setUp();
  started(id);
  connections(1);
  connections(0);
  connections(1);
  wait();
  expect(stopped).toEqual([]);
});

test('a program that has not connected yet is waited for', () => {
  const { id, started, connections, wait, stopped } = setUp();
  started(id);
  connections(0);
  wait();
  expect(stopped).toEqual([]);
});

test.each([
  ['whose profile does not say so', false, true],
  ['for which Connect has started nothing', true, false],
])('a tunnel %s stays on', (_, setting, isStarted) => {
  const { id, started, connections, wait, stopped } = setUp(setting);
  if (isStarted) started(id);
  connections(1);
  connections(0);
  wait();
  expect(stopped).toEqual([]);
});

test('a tunnel that was switched off meanwhile is left alone, and nothing waits any more', () => {
  const { id, started, connections, stopped, timers } = setUp();
  started(id);
  connections(1);
  connections(0);
  connections(0, { kind: 'off' });
  expect([stopped, timers.size]).toEqual([[], 0]);
});

test('a VPN’s tunnel stays on while the VPN reconnects', () => {
  const openvpn = { path: '/office.ovpn', traffic: 'everything', blockIpv6: true } as const;
  const { id, started, connections, wait, stopped } = setUp(true, { application: 'openvpn', openvpn });
  started(id);
  connections(1);
  connections(0);
  wait();
  expect(stopped).toEqual([]);
});
