/**
 * A whole VPN through a tunnel, with everything that happens to a laptop: real openvpn, real stunnel, and a router that
 * lets TCP 443 out and nothing else. The kernel counts what goes into the VPN that should not, and beside it.
 */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeriveRequest, deriveOvpn } from '../../main/launch/openvpn/derive.ts';
import { readOvpn } from '../../main/launch/openvpn/ovpn-file.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import type { RunningProcess } from '../peers/process.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { type Counts, startCounting } from './counters.ts';
import { places, startWorld, type World } from './networks.ts';
import { startVpnServer, type VpnServer } from './openvpn.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const missing = ['openvpn', 'stunnel', 'nft', 'ip', 'ping', 'openssl'].filter((tool) => !hasTool(tool));
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && missing.length === 0;

/** OpenVPN notices a dead tunnel by ping-restart: what the server's `keepalive 2 8` pushes, and as long to connect. */
const RECOVERS_WITHIN_MS = 60_000;

describe.skipIf(!canRun)('a VPN that carries everything', () => {
  let directory: TemporaryDirectory;
  let world: World;
  let server: VpnServer;
  let tunnel: RunningProcess;
  let vpn: RunningProcess;
  let web: RunningProcess;
  let counts: () => Promise<Counts>;

  const derived = async (more: Partial<DeriveRequest> = {}) => {
    const { text } = deriveOvpn({
      items: readOvpn(server.ovpn),
      directory: directory.path,
      files: new Map(),
      platform: 'linux',
      client: 'openvpn',
      version: null,
      local: { host: '127.0.0.1', port: 1194 },
      servers: [places.server, places.second, places.serverIpv6],
      traffic: 'everything',
      blockIpv6: true,
      ...more,
    });
    const file = path.join(directory.path, 'derived.ovpn');
    await writeFile(file, text);
    return file;
  };

  /** Whether the internet answers, by the VPN or not at all: the router lets nothing else out. */
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
  /** Four files at once, each with the right bytes. */
  const load = async () => {
    const fetchOne = `const c = require('node:crypto').createHash('sha256'); require('node:http').get('http://${places.internet}:8080/', (r) => r.on('data', (d) => c.update(d)).on('end', () => console.log(c.digest('hex'))));`;
    const all = await Promise.all(Array.from({ length: 4 }, () => world.client.run(process.execPath, '-e', fetchOne)));
    return all.map((line) => line.trim());
  };

  beforeAll(async () => {
    directory = await temporaryDirectory();
    world = await startWorld(directory.path);
    server = await startVpnServer(world.server, directory.path);
    await world.client.hosts([`${places.server} ${places.name}`, `${places.second} ${places.name}`]);
    web = await world.internet.start(
      process.execPath,
      [
        '-e',
        `const b = Buffer.alloc(4 << 20, 'adit'); require('node:http').createServer((q, r) => r.end(b)).listen(8080, () => console.log('up'));`,
      ],
      /up/,
    );
    const configuration = path.join(directory.path, 'client.conf');
    const lines = [
      'client = yes',
      'foreground = yes',
      'TIMEOUTconnect = 3',
      '[vpn]',
      'accept = 127.0.0.1:1194',
      `connect = ${places.name}:443`,
      'verifyPeer = yes',
      `CAfile = ${server.certificate}`,
      '',
    ];
    await writeFile(configuration, lines.join('\n'));
    tunnel = await world.client.start(process.execPath, [cli, 'run', configuration], /Configuration successful/);
    counts = await startCounting(world.client);
    vpn = await world.client.start(
      requireTool('openvpn'),
      ['--config', await derived()],
      /Initialization Sequence Completed/,
    );
  });

  afterAll(async () => {
    await vpn?.close();
    await tunnel?.close();
    await web?.close();
    await server?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
    await directory?.close();
  });

  const nothingWrong = async () => {
    const { looped, leaked } = await counts();
    expect({ looped, leaked }).toEqual({ looped: 0, leaked: 0 });
  };

  test('carries it, and the bytes are right', async () => {
    expect(await recovers()).toBe(true);
    const right = createHash('sha256')
      .update(Buffer.alloc(4 << 20, 'adit'))
      .digest('hex');
    expect(await load()).toEqual([right, right, right, right]);
    await nothingWrong();
  });

  test('lets nothing out by IPv6 while the network has it', async () => {
    await world.client.shell(
      `ip -6 address add ${places.clientIpv6}/64 dev c0 nodad; ip -6 route add default via 2001:db8:77::1`,
    );
    await expect(world.client.run('ping', '-6', '-c', '2', '-W', '1', places.internetIpv6)).rejects.toThrow();
    await nothingWrong();
  });

  const events: readonly (readonly [string, () => Promise<void>])[] = [
    [
      'the cable was out for 20 seconds',
      async () => {
        await world.unplug();
        await delay(20_000);
        await world.plug();
      },
    ],
    [
      'the link was down and its routes gone',
      async () => {
        await world.linkDown();
        await delay(3_000);
        await world.linkUp();
      },
    ],
    ['this computer moved to another network', () => world.move()],
    [
      'the connection was started again (SIGUSR1)',
      async () => {
        vpn.signal('SIGUSR1');
        await delay(500);
      },
    ],
    ['stunnel was restarted', () => server.restartStunnel()],
    ['the first of two addresses went away', () => world.dropFirstAddress()],
    [
      'the server was away for a while',
      async () => {
        await server.stopStunnel();
        await delay(15_000);
        await server.startStunnel();
      },
    ],
  ];
  /** Where the client would send packets to the server, as the app asks it: with no rights. */
  const wayOut = async (address: string) => {
    const module = new URL('../../main/tunnel/way-out.ts', import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then(async (m) => console.log(JSON.stringify(await m.wayOutTo('${address}'))))`;
    return JSON.parse(await world.client.run(process.execPath, '-e', script));
  };

  test('leaves the tunnel its own way out', async () => {
    expect(await wayOut(places.server)).toMatchObject({ device: 'c0', isVpn: false });
    expect(await wayOut(places.internet)).toMatchObject({ device: 'tun0', isVpn: true });
  });

  test.each(events)('recovers after %s, without a loop and without a leak', async (_, event) => {
    await event();
    expect(await recovers()).toBe(true);
    await nothingWrong();
  });

  test('the usual file loops instead, and that can be seen before OpenVPN notices', async () => {
    await vpn.close();
    const file = path.join(directory.path, 'usual.ovpn');
    const usual = server.ovpn.replace(/^remote .*$/m, 'remote 127.0.0.1 1194').replace('proto udp', 'proto tcp-client');
    await writeFile(file, usual.replace(/^explicit-exit-notify.*$/m, 'redirect-gateway def1'));
    vpn = await world.client.start(requireTool('openvpn'), ['--config', file], /Initialization Sequence Completed/);
    await expect.poll(() => wayOut(places.second)).toMatchObject({ isVpn: true });
    await answers();
    expect((await counts()).looped).toBeGreaterThan(0);
  });
});
