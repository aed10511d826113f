import { beforeEach, describe, expect, test } from 'vitest';
import type { TunnelError, TunnelStatus } from '../../preload/types.ts';
import { accept, id, makeController, on, other, untrusted } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

describe('start and stop', () => {
  test('a start shows at once that the tunnel is starting, before the engine has said anything', () => {
    expect(world.controller.start(id).ok).toBe(true);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('what is shown already is not told again', () => {
    const changes: unknown[] = [];
    world.controller.start(id);
    world.state.snapshot();
    world.state.subscribe((patch) => changes.push(...patch.changes));
    world.status({ kind: 'starting' });
    world.state.snapshot();
    expect(changes).toEqual([]);
    world.status(on);
    world.state.snapshot();
    world.status({ ...on });
    world.state.snapshot();
    expect(changes).toMatchObject([{ kind: 'tunnel', tunnel: { status: { kind: 'on' } } }]);
  });

  test('a second start changes nothing', () => {
    world.controller.start(id);
    world.status(on);
    world.controller.start(id);
    expect(world.calls).toEqual([`start ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('on');
  });

  test('what the engine still reports after a stop is not shown', async () => {
    world.controller.start(id);
    world.status(on);
    await world.controller.stop(id);
    world.status(on);
    world.controller.handleEngineEvent({
      kind: 'traffic',
      id,
      traffic: { sent: 1, received: 1, openConnections: 1, totalConnections: 1 },
    });
    expect(world.view()?.tunnel).toMatchObject({ status: { kind: 'off' }, traffic: { openConnections: 0 } });
  });

  test('traffic is counted on while the tunnel is wanted, and anew when it is switched on again', async () => {
    const traffic = { sent: 5, received: 7, openConnections: 1, totalConnections: 2 };
    world.controller.start(id);
    world.controller.handleEngineEvent({ kind: 'traffic', id, traffic });
    world.status(untrusted);
    world.controller.start(id);
    expect(world.view()?.tunnel).toMatchObject({ status: { kind: 'starting' }, traffic });
    await world.controller.stop(id);
    expect(world.view()?.tunnel.traffic).toEqual({ ...traffic, openConnections: 0 });
    world.controller.start(id);
    expect(world.view()?.tunnel.traffic.totalConnections).toBe(0);
  });

  test('a start during a stop waits until the port is free, and wins', async () => {
    world.holdStops();
    world.controller.start(id);
    world.status(on);
    const stopped = world.controller.stop(id);
    world.controller.start(id);
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`]);
    world.releaseStops();
    await stopped;
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`, `start ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('starting');
  });

  test('a tray click switches a tunnel on, and off again even while it is blocked', async () => {
    await world.controller.toggle(id);
    world.status(untrusted);
    await world.controller.toggle(id);
    expect(world.calls).toEqual([`start ${id}`, `stop ${id}`]);
    expect(world.view()?.tunnel.status.kind).toBe('off');
  });

  test('only the profiles that are to start with the app do', () => {
    world = makeController([makeProfile({ startWithApp: true }), makeProfile({ id: other })]);
    world.controller.startWithApp(false);
    expect(world.calls).toEqual([`start ${id}`]);
  });

  test('an unknown profile is a value, not an exception', async () => {
    expect(world.controller.start(other)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await world.controller.stop(other)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(world.calls).toEqual([]);
  });

  test('a blocked tunnel is shown with its explanation', () => {
    world.controller.start(id);
    world.status(untrusted);
    expect(world.view()?.tunnel.explanation?.what).toContain('vpn.example.org');
  });
});

describe('a server that is away', () => {
  const error: TunnelError = { kind: 'refused', host: 'vpn.example.org', port: 443 };
  const away = (retryAt: number | null): TunnelStatus => ({
    kind: 'on',
    accept,
    server: { kind: 'unreachable', error, retryAt },
  });

  test('is left alone, tried again, and tried together with the others that are away', () => {
    const two = makeController([makeProfile(), makeProfile({ id: other })]);
    for (const profileId of [id, other]) two.controller.start(profileId);
    two.status(away(1));
    two.status(on, other);
    two.calls.length = 0;
    two.controller.hold(id, true);
    two.controller.hold(id, false);
    two.controller.checkAll();
    expect(two.calls).toEqual([`hold ${id} true`, `hold ${id} false`, `check ${id}`]);
    expect(two.controller.hold('00000000-0000-4000-8000-00000000dead', true).ok).toBe(false);
  });

  describe('at login, before the network is there', () => {
    const atLogin = () => {
      const started = makeController([makeProfile({ startWithApp: true })]);
      started.controller.startWithApp(true);
      return started;
    };
    const shown = (of: ReturnType<typeof makeController>) => {
      const tunnel = of.view()?.tunnel;
      return [
        tunnel?.status.kind === 'on' ? tunnel.status.server.kind : tunnel?.status.kind,
        tunnel?.explanation?.what,
      ];
    };

    test('is being checked for a while, then what is true is shown', () => {
      const started = atLogin();
      started.status(away(1));
      expect(shown(started)).toEqual(['checking', undefined]);
      started.passTime();
      expect(shown(started)).toEqual(['unreachable', expect.stringContaining('vpn.example.org')]);
    });

    test('and is there in time: nothing was ever said', () => {
      const started = atLogin();
      started.status(away(1));
      started.status(on);
      started.passTime();
      expect(shown(started)).toEqual(['unknown', undefined]);
    });

    test('is shown at once to somebody who asks, and what a person must answer is not held back', () => {
      const asking = atLogin();
      asking.status(away(1));
      asking.controller.check(id);
      expect(shown(asking)[0]).toBe('unreachable');
      const question = atLogin();
      question.status(untrusted);
      expect(shown(question)[0]).toBe('blocked');
    });

    test('a start by hand is not patient', () => {
      const started = makeController([makeProfile({ startWithApp: true })]);
      started.controller.startWithApp(false);
      started.status(away(1));
      expect(shown(started)[0]).toBe('unreachable');
    });
  });
});

describe('what was on when the app ended', () => {
  const two = [makeProfile(), makeProfile({ id: other })];

  test('is on again, and what was not stays off', () => {
    const started = makeController(two, [other, '00000000-0000-4000-8000-00000000dead']);
    started.controller.startWithApp(false);
    expect(started.calls).toEqual([`start ${other}`]);
  });

  test('stays off for somebody who wants only chosen tunnels', () => {
    const started = makeController(two, [other], { appearance: 'system', atStart: 'chosen' });
    started.controller.startWithApp(false);
    expect(started.calls).toEqual([]);
  });

  test('is remembered with every change, so that it does not matter how the app ends', async () => {
    const started = makeController(two);
    started.controller.start(id);
    started.controller.start(id);
    started.controller.start(other);
    await started.controller.stop(id);
    expect(started.remembered).toEqual([[id], [id, other], [other]]);
  });
});
