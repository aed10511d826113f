/**
 * How long it takes until the true state is known when a laptop's network changes: in network namespaces, where the
 * cable, the address and the gateway are the kernel's own. The seconds are printed; a loaded machine is not asserted on.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import type { RunningProcess } from '../peers/process.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { hasTool } from '../peers/tools.ts';
import { places, startWorld, type World } from '../vpn/networks.ts';
import type { Line } from './laptop.ts';

const missing = ['stunnel', 'nft', 'ip', 'openssl', 'unshare', 'nsenter'].filter((tool) => !hasTool(tool));
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && missing.length === 0;
const laptopFile = fileURLToPath(new URL('./laptop.ts', import.meta.url));

describe.skipIf(!canRun)("a laptop's networks", () => {
  let directory: TemporaryDirectory;
  let world: World;
  let servers: readonly Stunnel[];
  let laptop: RunningProcess;
  let echo: RunningProcess;
  const seconds: Record<string, string> = {};

  const lines = (): readonly Line[] =>
    laptop
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);

  /** When one of these words was said after a moment. */
  const said = async (what: string, since: number): Promise<number> => {
    const find = () => lines().find((line) => line.at >= since && line.what === what)?.at;
    await expect.poll(find, { interval: 20 }).toBeDefined();
    return find() ?? 0;
  };

  /** What follows an action, each with its seconds since the action was over. */
  const after = async (name: string, act: () => Promise<void>, ...expected: readonly string[]): Promise<void> => {
    const before = Date.now();
    await act();
    const done = Date.now();
    for (const what of expected) {
      seconds[`${name}: ${what}`] = (Math.max(0, (await said(what, before)) - done) / 1000).toFixed(2);
    }
  };

  beforeAll(async () => {
    directory = await temporaryDirectory();
    world = await startWorld(directory.path);
    const files = await makeCertificate(directory.path, 'server', { commonName: places.name, names: [places.name] });
    echo = await world.server.start(
      process.execPath,
      [
        '-e',
        "require('node:net').createServer((s) => s.on('error', () => {}).pipe(s)).listen(7000, '127.0.0.1', () => console.log('ready'))",
      ],
      /ready/,
    );
    servers = await Promise.all(
      [places.server, places.second].map((host) =>
        startStunnel({
          prefix: world.server.prefix,
          accept: `${host}:443`,
          connect: 7000,
          certificate: files.certificate,
          key: files.key,
        }),
      ),
    );
    await world.client.hosts([`${places.server} ${places.name}`]);
    laptop = await world.client.start(
      process.execPath,
      [laptopFile, places.name, '443', Buffer.from(files.pem).toString('base64')],
      /"connected"/,
    );
  });

  afterAll(async () => {
    for (const [what, value] of Object.entries(seconds)) console.log(`${value} s  ${what}`);
    await laptop?.close();
    await Promise.all((servers ?? []).map((server) => server.close()));
    await echo?.close();
    await world?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  test('the interface goes down: connections end, and the server is known to be away', () =>
    after('interface down', world.linkDown, 'network-change', 'ended', 'unreachable'));

  test('it comes up again: the server is there, and programs have connections', () =>
    after('interface up', world.linkUp, 'reachable', 'connected'));

  test('another network, another address: dead connections end, new ones are there', () =>
    after('moved', world.move, 'ended', 'reachable', 'connected'));

  test('the cable is pulled, and plugged in', async () => {
    await after('cable pulled', world.unplug, 'network-change', 'ended', 'unreachable');
    await after('cable plugged in', world.plug, 'reachable', 'connected');
  });

  test('only the gateway is another one: it is looked at once, and nothing that lives is ended', async () => {
    const before = Date.now();
    const gateway = () =>
      world.client
        .shell(`ip route replace default via ${places.gatewayElsewhere} dev c0 metric 5`)
        .then(() => undefined);
    await after('gateway changed', gateway, 'network-change', 'reachable');
    expect(lines().filter(({ at, what }) => at >= before && what === 'ended')).toEqual([]);
  });

  test('a VPN beside it comes and goes: it is looked at once, and nothing that lives is ended', async () => {
    const before = Date.now();
    const vpn = (script: string) => () => world.client.shell(script).then(() => undefined);
    await after(
      'VPN up',
      vpn(
        'ip tuntap add tun9 mode tun\nip address add 10.200.0.2/24 dev tun9\nip link set tun9 up\nip route add default dev tun9 metric 900',
      ),
      'network-change',
      'reachable',
    );
    await after('VPN down', vpn('ip link del tun9'), 'network-change', 'reachable');
    expect(lines().filter(({ at, what }) => at >= before && what === 'ended')).toEqual([]);
  });

  test('a name that leads elsewhere in another network is asked for again', async () => {
    await world.client.hosts([`${places.second} ${places.name}`]);
    await world.linkDown();
    await after('name moved', world.linkUp, 'reachable', 'connected');
    await servers[1]?.logged(/accepted connection/);
  });

  test('many changes within a second are one, and who tells costs nothing while nothing happens', async () => {
    const before = Date.now();
    const flutter = () =>
      world.client
        .shell('for n in 1 2 3 4 5 6; do ip address add 10.9.9.$n/32 dev c0; done; ip address del 10.9.9.6/32 dev c0')
        .then(() => undefined);
    await after('seven changes', flutter, 'network-change', 'reachable');
    const looks = lines().filter(({ at, what }) => at >= before && what === 'network-change');
    expect(looks.length).toBeLessThan(4);
    const pid = (await world.client.run('pgrep', '-P', String(laptop.pid), '-x', 'ip')).trim();
    const [stat, status] = await Promise.all(
      ['stat', 'status'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
    );
    const [user, system] = (stat ?? '').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
    console.log(`ip monitor: ${user} + ${system} ticks of processor time, ${status?.match(/VmRSS:\s+(.*)/)?.[1]}`);
  });

  test('who tells is started again when it was killed, and ends with the app', async () => {
    const pids = () =>
      world.client.run('pgrep', '-P', String(laptop.pid), '-x', 'ip').then(
        (text) => text.trim(),
        () => '',
      );
    const first = await pids();
    process.kill(Number(first), 'SIGKILL');
    await expect.poll(pids).not.toBe('');
    await expect.poll(pids).not.toBe(first);
    const second = Number(await pids());
    await after('after its restart', world.linkDown, 'unreachable');
    laptop.signal('SIGKILL');
    await laptop.exited;
    // Nothing happens in the network any more: the kernel itself ends who tells.
    const lives = () =>
      readFile(`/proc/${second}/stat`, 'utf8').then(
        (stat) => !/\) Z/.test(stat),
        () => false,
      );
    await expect.poll(lives).toBe(false);
  });
});
