/** What is used below Node's interface was seen to work, and what does not work is noticed. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectedPair, withSockets } from './loopback.ts';
import { type InternalReport, internals, summaryOf } from './proof.ts';
import type { InternalName } from './proven.ts';

const proofOf = (name: InternalName): Promise<void> => {
  const internal = internals.find((each) => each.name === name);
  if (internal === undefined) throw new Error(`there is no ${name}`);
  return withSockets((keep) => internal.prove(keep));
};

it.each(internals.map(({ name }) => name).filter((name) => process.platform !== 'win32' || name !== 'socket-channel'))(
  '%s works here',
  async (name) => {
    await proofOf(name);
  },
);

/** Changes something of an object's prototypes until the test is over. */
const undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo.splice(0).reverse()) each();
});

function change(object: object, name: string, value?: (...args: unknown[]) => unknown): void {
  let owner = object;
  while (!Object.hasOwn(owner, name)) owner = Reflect.getPrototypeOf(owner) ?? {};
  const property = Reflect.getOwnPropertyDescriptor(owner, name) ?? {};
  undo.push(() => Reflect.defineProperty(owner, name, property));
  if (value === undefined) Reflect.deleteProperty(owner, name);
  else Reflect.defineProperty(owner, name, { ...property, value });
}

describe('a runtime in which something is different', () => {
  let tcp: { readonly listening: object; readonly connected: object };
  beforeEach(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    await withSockets(async (keep) => {
      const { accepted } = await connectedPair(keep);
      tcp = { listening: Reflect.get(server, '_handle'), connected: Reflect.get(accepted, '_handle') };
    });
    server.close();
  });

  it.each<[what: string, name: InternalName, act: () => void, fault: RegExp]>([
    [
      'connections cannot read into given buffers',
      'own-buffers',
      () => change(tcp.connected, 'useUserBuffer'),
      /did not give its handle/,
    ],
    ['given buffers are ignored', 'own-buffers', () => change(tcp.connected, 'useUserBuffer', () => undefined), /./],
    ['there are no bindings', 'socket-channel', () => change(process, 'binding'), /has no such pipes/],
    ['TCP handles cannot be reset', 'tls-reset', () => change(tcp.connected, 'reset'), /no handle below/],
    [
      'a reset closes only',
      'tls-reset',
      () => change(tcp.connected, 'reset', Reflect.get(tcp.connected, 'close')),
      /saw an end/,
    ],
    [
      'another address is told',
      'peer-address',
      () => change(tcp.connected, 'getpeername', (into) => Object.assign(into as object, { address: '::', port: 1 })),
      /another address/,
    ],
  ])('%s', async (_, name, act, fault) => {
    act();
    await expect(proofOf(name)).rejects.toThrow(fault);
  });

  it('nothing happens at all', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const proof = withSockets(() => new Promise(() => undefined));
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await expect(proof).rejects.toThrow(/nothing came of it/);
  });
});

it('destroys what a proof has opened, however it ends', async () => {
  const opened: Socket[] = [];
  const failed = withSockets(async (keep) => {
    const { accepted, far } = await connectedPair(keep);
    opened.push(accepted, far);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, true]);
});

it('says in one line which are in use, and what happens without the others', () => {
  const report = (name: InternalName, fault: string | null): InternalReport => ({
    name,
    purpose: 'does this',
    instead: 'that is done instead',
    fault,
  });
  expect(summaryOf([report('own-buffers', null), report('tls-reset', null)])).toBe(
    "below Node's interface: own-buffers, tls-reset in use",
  );
  expect(summaryOf([report('own-buffers', null), report('tls-reset', 'it broke')])).toBe(
    "below Node's interface: without tls-reset (it broke; that is done instead)",
  );
});
