import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import type { HeldHost } from '../specification.ts';
import type { Learnt } from '../tunnel/learn-addresses.ts';
import { createAppState } from './app-state.ts';
import { makeProfile } from './make-profile.ts';
import { makeVpnClient } from './make-vpn-client.ts';
import { tunnelOff } from './tunnel-views.ts';
import { createVpns } from './vpn.ts';

const host = 'vpn.example';
const at = (...addresses: string[]): HeldHost => ({ host, port: 443, addresses });
const away: Learnt = { held: [], errors: [{ kind: 'dns', host, code: 'ETIMEOUT' }] };
const knownAs = (...addresses: string[]): Learnt => ({ held: [at(...addresses)], errors: [] });

function setUp(openvpn = true) {
  const profile = makeProfile({
    application: 'openvpn',
    connect: [{ host, port: 443 }],
    ...(openvpn ? { openvpn: { path: '/chosen/office.ovpn', traffic: 'everything', blockIpv6: true } as const } : {}),
  });
  const state = createAppState(
    {
      rev: 0,
      profiles: [{ profile, tunnel: tunnelOff, launch: null, vpn: null, secrets: [] }],
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
  const client = makeVpnClient();
  const followed: string[] = [];
  const answer = { now: knownAs('192.0.2.1') };
  const log = () => {};
  /** By which interface packets leave: the next ones in turn, and the last one from then on. */
  const ways = ['eth0'];
  const learntBy: string[] = [];
  const wayTo = async () => {
    const device = (ways.length > 1 ? ways.shift() : ways[0]) ?? 'eth0';
    return { localAddress: '192.0.2.2', device, isVpn: device.startsWith('tun') };
  };
  const vpns = createVpns({
    state,
    client,
    findRoutes: async () => [],
    follow: (id) => void followed.push(id),
    learn: async () => {
      learntBy.push((await wayTo()).device);
      return answer.now;
    },
    wayTo,
    log: { error: log, warn: log, info: log, debug: log },
  });
  const tell = (status: TunnelStatus) =>
    state.change({ kind: 'tunnel', profileId: profile.id, tunnel: { ...tunnelOff, status } });
  return { profile, id: profile.id, state, client, followed, answer, ways, learntBy, vpns, tell };
}

describe('before the tunnel is on', () => {
  test('an old VPN is ended, the addresses are learnt and left out, and the tunnel dials these and no others', async () => {
    const { profile, id, client, followed, vpns } = setUp();
    expect(vpns.carriedBy(profile)).toEqual({ held: null });
    expect(await vpns.prepare(id)).toMatchObject({ ok: true });
    expect(client.events).toEqual(['end', 'make 192.0.2.1']);
    expect(followed).toEqual([id]);
    expect(vpns.carriedBy(profile)).toEqual({ held: [at('192.0.2.1')] });
  });

  test('an old VPN’s routes are gone before anybody is asked or dialled', async () => {
    const { id, ways, learntBy, vpns } = setUp();
    ways.splice(0, 1, 'tun0', 'tun0', 'tun0', 'eth0');
    expect(await vpns.prepare(id)).toMatchObject({ ok: true });
    expect(learntBy).toEqual(['eth0']);
  });

  test('a host that nobody can tell of now is where it was', async () => {
    const { id, client, answer, vpns } = setUp();
    await vpns.prepare(id);
    answer.now = away;
    expect(await vpns.prepare(id)).toMatchObject({ ok: true });
    expect(client.events.at(-1)).toBe('make 192.0.2.1');
  });

  test('there is no VPN without an address to leave out, and a sentence why', async () => {
    const { id, client, answer, vpns } = setUp();
    answer.now = away;
    expect(await vpns.prepare(id)).toMatchObject({
      ok: false,
      error: { explanation: { why: expect.stringContaining('vpn.example could not be resolved') } },
    });
    expect(client.events).toEqual(['end']);
  });

  test('nothing happens for a profile without a file; its way is watched all the same', () => {
    const { profile, id, client, vpns } = setUp(false);
    expect(vpns.prepare(id)).toBeNull();
    expect(vpns.end(id)).toBeNull();
    expect(vpns.carriedBy(profile)).toEqual({ held: null });
    expect(vpns.carriedBy({ ...profile, application: 'ssh' })).toBeUndefined();
    expect(client.events).toEqual([]);
  });
});

describe('while the VPN runs', () => {
  let stop: (() => void) | null = null;
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => {
    stop?.();
    vi.useRealTimers();
  });
  const on: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'unknown' } };
  const moved = ({ state, id }: ReturnType<typeof setUp>) => state.profile(id)?.vpn?.moved;

  test('a name with new addresses is told within a minute, and the tunnel keeps to the old ones', async () => {
    const world = setUp();
    stop = world.vpns.watch();
    await world.vpns.prepare(world.id);
    world.tell(on);
    world.answer.now = knownAs('192.0.2.1', '192.0.2.9');
    await vi.advanceTimersByTimeAsync(61_000);
    await vi.waitFor(() => expect(moved(world)).toEqual([host]));
    expect(world.vpns.carriedBy(world.profile)).toEqual({ held: [at('192.0.2.1')] });
  });

  test('a server that goes away has its name looked at at once', async () => {
    const world = setUp();
    stop = world.vpns.watch();
    await world.vpns.prepare(world.id);
    world.answer.now = knownAs('192.0.2.9');
    await vi.advanceTimersByTimeAsync(10_500);
    const error = { kind: 'refused', host, port: 443 } as const;
    world.tell({ ...on, server: { kind: 'unreachable', error, retryAt: 0 } });
    await vi.waitFor(() => expect(moved(world)).toEqual([host]));
  });

  test('with the next start the new address counts, and nothing is left to tell', async () => {
    const world = setUp();
    stop = world.vpns.watch();
    await world.vpns.prepare(world.id);
    world.tell(on);
    world.answer.now = knownAs('192.0.2.9');
    await vi.advanceTimersByTimeAsync(61_000);
    await vi.waitFor(() => expect(moved(world)).toEqual([host]));
    await world.vpns.prepare(world.id);
    expect(moved(world)).toEqual([]);
    expect(world.vpns.carriedBy(world.profile)).toEqual({ held: [at('192.0.2.9')] });
  });

  test('nobody is asked while the tunnel is off', async () => {
    const world = setUp();
    stop = world.vpns.watch();
    await world.vpns.prepare(world.id);
    world.answer.now = knownAs('192.0.2.9');
    await vi.advanceTimersByTimeAsync(300_000);
    expect(moved(world)).toEqual([]);
  });

  test('a profile’s VPN ends with it, and what is kept goes', async () => {
    const world = setUp();
    stop = world.vpns.watch();
    world.state.change({ kind: 'profile-removed', profileId: world.id });
    await vi.waitFor(() => expect(world.client.events).toEqual(['end', 'forget']));
  });
});
