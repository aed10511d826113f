/**
 * Connect and everything after it as a person has it: the app without its window learns where the server is, makes the
 * configuration, switches the tunnel on and starts the VPN, on a computer to which things happen.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import type { RunningProcess } from '../peers/process.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { type Adit, startAdit, vpnProfile } from './adit.ts';
import { type Counts, startCounting } from './counters.ts';
import { places, startWorld, type World } from './networks.ts';
import { startVpnServer, type VpnServer } from './openvpn.ts';

const missing = ['openvpn', 'stunnel', 'nft', 'ip', 'ping', 'openssl'].filter((tool) => !hasTool(tool));
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && missing.length === 0;

/** Twice what OpenVPN itself needs: ping-restart 8, and its attempts to connect. */
const RECOVERS_WITHIN_MS = 60_000;

describe.skipIf(!canRun)('a VPN that Adit starts', () => {
  let directory: TemporaryDirectory;
  let world: World;
  let server: VpnServer;
  let adit: Adit;
  let counts: () => Promise<Counts>;

  const answers = () =>
    world.client.run('ping', '-c', '1', '-W', '1', places.internet).then(
      () => true,
      () => false,
    );
  const recovers = async () => {
    const until = Date.now() + RECOVERS_WITHIN_MS;
    while (Date.now() < until) if (await answers()) return true;
    return false;
  };
  const nothingWrong = async () => {
    const { looped, leaked } = await counts();
    expect({ looped, leaked }).toEqual({ looped: 0, leaked: 0 });
  };
  /** Process ids of what Adit has started: processes are the same on all computers. */
  const vpns = async () =>
    (await world.client.shell('ps -C openvpn -o pid=,args= || true'))
      .split('\n')
      .filter((line) => line.includes(directory.path) && line.includes('--management'))
      .map((line) => Number.parseInt(line, 10));
  const status = async () => (await adit.view()).tunnel.status;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    world = await startWorld(directory.path);
    server = await startVpnServer(world.server, directory.path);
    await world.client.hosts([`${places.server} ${places.name}`]);
    const ovpn = path.join(directory.path, 'office.ovpn');
    await writeFile(ovpn, server.ovpn);
    const client = { client: 'openvpn', program: requireTool('openvpn') } as const;
    adit = await startAdit(world.client, directory.path, vpnProfile(server, ovpn), client);
  });

  afterAll(async () => {
    await adit?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  test('is up after Connect, and nothing of the tunnel is in it', async () => {
    expect(await adit.connect()).toEqual({ ok: true, value: 'opened' });
    // The terminal is open before the VPN is up: until then packets leave by the wire, as ever.
    await expect.poll(() => adit.log(), { timeout: 30_000 }).toContain('Initialization Sequence Completed');
    counts = await startCounting(world.client);
    expect(await recovers()).toBe(true);
    await nothingWrong();
  });

  test('comes back where the only resolver is behind it', async () => {
    await world.client.hosts([]);
    await world.client.resolvers([places.internet]);
    for (const pid of await vpns()) process.kill(pid, 'SIGUSR1');
    await delay(500);
    expect(await recovers()).toBe(true);
    await server.restartStunnel();
    expect(await recovers()).toBe(true);
    await nothingWrong();
  });

  test('comes back after its server was away for a minute', async () => {
    await server.stopStunnel();
    await delay(60_000);
    await server.startStunnel();
    expect(await recovers()).toBe(true);
    await nothingWrong();
  });

  test('keeps the tunnel to the address that it leaves out when the name moves, and says so', async () => {
    await world.client.hosts([`${places.second} ${places.name}`]);
    await world.dropFirstAddress();
    await expect
      .poll(async () => (await adit.view()).vpn?.moved, { timeout: 90_000, interval: 1000 })
      .toEqual([places.name]);
    await nothingWrong();
    expect(await answers()).toBe(false);
  });

  test('is started anew by Connect, for the new address', async () => {
    expect(await adit.connect()).toEqual({ ok: true, value: 'opened' });
    expect(await recovers()).toBe(true);
    expect((await adit.view()).vpn?.moved).toEqual([]);
    expect((await counts()).looped).toBe(0);
    expect(await vpns()).toHaveLength(1);
  });

  test('ends before the tunnel is off', async () => {
    expect(await adit.stop()).toMatchObject({ ok: true });
    expect(await status()).toEqual({ kind: 'off' });
    expect(await vpns()).toEqual([]);
  });
});

describe.skipIf(!canRun)('a VPN that somebody else starts through a tunnel of Adit', () => {
  let directory: TemporaryDirectory;
  let world: World;
  let server: VpnServer;
  let adit: Adit;
  let vpn: RunningProcess | null = null;

  beforeAll(async () => {
    directory = await temporaryDirectory();
    world = await startWorld(directory.path);
    server = await startVpnServer(world.server, directory.path);
    await world.client.hosts([`${places.server} ${places.name}`]);
    const client = { client: 'openvpn', program: requireTool('openvpn') } as const;
    adit = await startAdit(world.client, directory.path, vpnProfile(server, null), client);
  });

  afterAll(async () => {
    await vpn?.close();
    await adit?.[Symbol.asyncDispose]();
    await server?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  test('has its loop told long before it notices, and the end of it', async () => {
    const usual = server.ovpn.replace(/^remote .*$/m, 'remote 127.0.0.1 1194').replace('proto udp', 'proto tcp-client');
    const file = path.join(directory.path, 'usual.ovpn');
    await writeFile(file, usual.replace(/^explicit-exit-notify.*$/m, ''));
    await adit.connect();
    const server_ = async () => {
      const { status } = (await adit.view()).tunnel;
      return status.kind === 'on' ? status.server : null;
    };
    await expect.poll(server_, { timeout: 20_000 }).toMatchObject({ kind: 'reachable' });
    vpn = await world.client.start(requireTool('openvpn'), ['--config', file], /Initialization Sequence Completed/);
    const since = performance.now();
    await expect.poll(server_, { timeout: 8000, interval: 50 }).toMatchObject({
      kind: 'unreachable',
      error: { kind: 'vpn-loop', host: places.name, address: places.server, device: 'tun0' },
    });
    process.stdout.write(`The loop was told ${Math.round(performance.now() - since)} ms after OpenVPN was up.\n`);
    expect((await adit.view()).tunnel.explanation?.what).toBe(`The way to ${places.name} goes through the VPN itself.`);
    await vpn.close();
    vpn = null;
    await expect.poll(server_, { timeout: 20_000 }).toMatchObject({ kind: 'reachable' });
  });
});

/** As small as a proxy can be: CONNECT, and then both ways. */
const PROXY = `
const { connect } = require('node:net');
require('node:http')
  .createServer()
  .on('connect', (request, socket, head) => {
    const [host, port] = request.url.split(':');
    const server = connect(Number(port), '${places.server}', () => {
      socket.write('HTTP/1.1 200 OK\\r\\n\\r\\n');
      server.write(head);
      server.pipe(socket).pipe(server);
    });
    for (const each of [server, socket]) each.on('error', () => (server.destroy(), socket.destroy()));
  })
  .listen(3128, () => console.log('up'));
`;
const proxy = { kind: 'http', host: '198.51.100.1', port: 3128, username: null } as const;
const overIpv6 = async ({ client }: World) => {
  await client.hosts([`${places.serverIpv6} ${places.name}`]);
  await client.shell(
    `ip -6 address add ${places.clientIpv6}/64 dev c0 nodad; ip -6 route add default via 2001:db8:77::1`,
  );
};

describe.skipIf(!canRun)('a VPN through a tunnel', () => {
  test.each([
    ['by a proxy, which alone is left out', async () => {}, { proxy }, { ipv4: [proxy.host], ipv6: [], port: 3128 }],
    ['over IPv6, while nothing else gets out by it', overIpv6, {}, { ipv4: [], ipv6: [places.serverIpv6], port: 443 }],
  ])('%s, comes back where the only resolver is behind it', async (_, prepare, more, way) => {
    await using stack = new AsyncDisposableStack();
    const directory = await temporaryDirectory();
    stack.defer(directory.close);
    const world = stack.use(await startWorld(directory.path));
    const server = stack.use(await startVpnServer(world.server, directory.path));
    stack.use(await world.router.start(process.execPath, ['-e', PROXY], /up/));
    await prepare(world);
    const ovpn = path.join(directory.path, 'office.ovpn');
    await writeFile(ovpn, server.ovpn);
    const client = { client: 'openvpn', program: requireTool('openvpn') } as const;
    const adit = stack.use(await startAdit(world.client, directory.path, vpnProfile(server, ovpn, more), client));
    expect(await adit.connect()).toEqual({ ok: true, value: 'opened' });
    await expect.poll(() => adit.log(), { timeout: 30_000 }).toContain('Initialization Sequence Completed');
    const counts = await startCounting(world.client, way);
    const answers = (address: string) => () =>
      world.client.run('ping', '-c', '1', '-W', '1', address).then(
        () => true,
        () => false,
      );
    await expect.poll(answers(places.internet), { timeout: 20_000 }).toBe(true);
    await world.client.hosts([]);
    await world.client.resolvers([places.internet]);
    await server.restartStunnel();
    await expect.poll(answers(places.internet), { timeout: 60_000 }).toBe(true);
    expect(await answers(places.internetIpv6)()).toBe(false);
    const { looped, leaked, tunnelled } = await counts();
    expect({ looped, leaked }).toEqual({ looped: 0, leaked: 0 });
    expect(tunnelled).toBeGreaterThan(0);
  });
});
