/** Rules for networks where networks are the kernel's own: two routers that differ in their hardware addresses. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import type { RunningProcess } from '../peers/process.ts';
import { hasTool } from '../peers/tools.ts';
import { startWorld, type World } from '../vpn/networks.ts';
import type { Line } from './laptop.ts';

const missing = ['nft', 'ip', 'unshare', 'nsenter'].filter((tool) => !hasTool(tool));
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && missing.length === 0;
const laptopFile = fileURLToPath(new URL('./ruled-laptop.ts', import.meta.url));
const atHome = '02:00:00:00:00:01';
const elsewhere = '02:00:00:00:00:02';

describe.skipIf(!canRun)('rules for networks', () => {
  let directory: TemporaryDirectory;
  let world: World;
  let laptop: RunningProcess;

  const lines = (): readonly Line[] =>
    laptop
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);
  const switches = () =>
    lines()
      .filter(({ what }) => / by the rule /.test(what))
      .map(({ what }) => what);
  const routerIs = (hardware: string) => world.router.run('ip', 'link', 'set', 'r0', 'address', hardware);
  /** Goes there, and prints how long it took until the rule had done its work. */
  const arrive = async (name: string, act: () => Promise<void>, expected: number): Promise<void> => {
    await act();
    const done = Date.now();
    await expect.poll(() => switches().length, { interval: 20 }).toBe(expected);
    const last = lines().findLast(({ what }) => / by the rule /.test(what));
    console.log(`${(Math.max(0, (last?.at ?? 0) - done) / 1000).toFixed(2)} s  ${name}: ${last?.what}`);
  };

  beforeAll(async () => {
    directory = await temporaryDirectory();
    world = await startWorld(directory.path);
    await routerIs(atHome);
    await world.linkDown();
    await world.linkUp();
    laptop = await world.client.start(process.execPath, [laptopFile, atHome], /"off by the rule/);
  });

  afterAll(async () => {
    await laptop?.close();
    await world?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  test('a router that nothing was sent to yet is known by its hardware address, and the rule acts', () => {
    expect(switches()).toEqual(['off by the rule for Home']);
    expect(lines().map(({ what }) => what)).toContain('home, strong');
  });

  test('behind another router the tunnel is on again, and off where the first one is', async () => {
    await arrive(
      'another network',
      async () => {
        await routerIs(elsewhere);
        await world.move();
      },
      2,
    );
    expect(switches().at(-1)).toBe('on by the rule for Home');
    await arrive(
      'home again',
      async () => {
        await world.linkDown();
        await routerIs(atHome);
        await world.linkUp();
      },
      3,
    );
    expect(switches().at(-1)).toBe('off by the rule for Home');
  });

  test('a network that goes and comes is no arrival', async () => {
    const before = lines().length;
    await world.linkDown();
    await expect
      .poll(() =>
        lines()
          .slice(before)
          .map(({ what }) => what),
      )
      .toContain('nowhere');
    await world.linkUp();
    await expect
      .poll(() =>
        lines()
          .slice(before)
          .map(({ what }) => what),
      )
      .toContain('home, strong');
    expect(switches()).toHaveLength(3);
  });
});
