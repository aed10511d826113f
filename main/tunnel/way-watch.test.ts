import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WayOut } from './way-out.ts';
import { type Loop, type WatchedTarget, WayWatch } from './way-watch.ts';

const target: WatchedTarget = { host: 'vpn.example', port: 443, address: '192.0.2.1' };
const wire: WayOut = { localAddress: '10.0.0.2', device: 'eth0', isVpn: false };
const tun: WayOut = { localAddress: '10.8.0.2', device: 'tun0', isVpn: true };

let way: WayOut | null;
let isUsed: boolean;
let isThere: boolean;
let asked: number;
let found: (Loop | null)[];
let watch: WayWatch;

beforeEach(() => {
  vi.useFakeTimers();
  [way, isUsed, isThere, asked, found] = [wire, true, false, 0, []];
  watch = new WayWatch({
    targets: () => [target],
    isUsed: () => isUsed,
    found: (loop) => found.push(loop),
    wayTo: async () => way,
    answers: async () => {
      asked += 1;
      return isThere;
    },
  });
  watch.start();
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

const aSecond = () => vi.advanceTimersByTimeAsync(1000);

describe('the watch of the way to a server', () => {
  it('says nothing and sends nothing while the way is the usual one', async () => {
    await aSecond();
    expect({ found, asked }).toEqual({ found: [], asked: 0 });
  });

  it('finds within a second that the way goes into a VPN by which nobody answers, and says it once', async () => {
    await aSecond();
    way = tun;
    await aSecond();
    expect(found).toEqual([{ ...target, device: 'tun0' }]);
    await aSecond();
    expect(found).toHaveLength(1);
    expect(watch.loop?.device).toBe('tun0');
  });

  it('says when the loop is over', async () => {
    way = tun;
    await aSecond();
    way = wire;
    await aSecond();
    expect(found).toEqual([{ ...target, device: 'tun0' }, null]);
  });

  it('does not send into a loop at every look', async () => {
    way = tun;
    await aSecond();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toBe(1);
  });

  it('accuses no VPN by which the server answers, and asks it once', async () => {
    [way, isThere] = [tun, true];
    await aSecond();
    await aSecond();
    expect({ found, asked }).toEqual({ found: [], asked: 1 });
  });

  it('asks again when an interface of that name comes back', async () => {
    [way, isThere] = [tun, true];
    await aSecond();
    way = wire;
    await aSecond();
    [way, isThere] = [tun, false];
    await aSecond();
    expect(found).toEqual([{ ...target, device: 'tun0' }]);
  });

  it('accuses nobody while no program uses the tunnel: then no VPN can run through it', async () => {
    [way, isUsed] = [tun, false];
    await aSecond();
    expect({ found, asked }).toEqual({ found: [], asked: 0 });
  });

  it('keeps to the loop when the VPN loses its connection, because its routes stay', async () => {
    way = tun;
    await aSecond();
    isUsed = false;
    await aSecond();
    expect(found).toHaveLength(1);
  });

  it('is no loop while there is no way at all', async () => {
    way = null;
    await aSecond();
    expect(found).toEqual([]);
  });
});
