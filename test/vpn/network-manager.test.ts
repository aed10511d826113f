/** The derived configuration in NetworkManager: its importer takes it, and the VPN that it makes keeps the tunnel out. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { type Adit, startAdit, vpnProfile } from './adit.ts';
import { type Counts, startCounting } from './counters.ts';
import { type NetworkManager, networkManagerTools, openvpnPlugin, startNetworkManager } from './network-manager.ts';
import { places, startWorld, type World } from './networks.ts';
import { startVpnServer, type VpnServer } from './openvpn.ts';

const tools = ['openvpn', 'stunnel', 'nft', 'ip', 'ping', 'openssl', ...networkManagerTools];
const missing = [...tools.filter((tool) => !hasTool(tool)), ...(existsSync(openvpnPlugin) ? [] : [openvpnPlugin])];
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && missing.length === 0;

describe.skipIf(!canRun)(
  `NetworkManager with its importer${missing.length === 0 ? '' : ` (needs ${missing.join(', ')})`}`,
  () => {
    let directory: TemporaryDirectory;
    let world: World;
    let server: VpnServer;
    let manager: NetworkManager;
    let adit: Adit;
    let counts: () => Promise<Counts>;

    const answers = () =>
      world.client.run('ping', '-c', '1', '-W', '1', places.internet).then(
        () => true,
        () => false,
      );
    const nothingWrong = async () => {
      const { looped, leaked, tunnelled } = await counts();
      expect({ looped, leaked }).toEqual({ looped: 0, leaked: 0 });
      expect(tunnelled).toBeGreaterThan(0);
    };

    beforeAll(async () => {
      directory = await temporaryDirectory();
      world = await startWorld(directory.path);
      server = await startVpnServer(world.server, directory.path);
      await world.client.hosts([`${places.server} ${places.name}`, `${places.second} ${places.name}`]);
      manager = await startNetworkManager(world.client, directory.path);
      const ovpn = path.join(directory.path, 'office.ovpn');
      await writeFile(ovpn, server.ovpn);
      const client = { client: 'network-manager', program: requireTool('nmcli') } as const;
      adit = await startAdit(world.client, directory.path, vpnProfile(server, ovpn), client);
      counts = await startCounting(world.client);
    });

    afterAll(async () => {
      await adit?.[Symbol.asyncDispose]();
      await manager?.[Symbol.asyncDispose]();
      await server?.[Symbol.asyncDispose]();
      await world?.[Symbol.asyncDispose]();
      await directory?.close();
    });

    test('takes the configuration and brings the VPN up, with nothing of the tunnel in it and nothing beside it', async () => {
      expect(await adit.connect(), adit.log() + manager.log()).toEqual({ ok: true, value: 'opened' });
      await expect.poll(answers, { timeout: 20_000 }).toBe(true);
      await nothingWrong();
    });

    test('lets nothing out by IPv6 while the network has it', async () => {
      // NetworkManager has switched it off for the wire.
      await world.client.shell(
        `sysctl -qw net.ipv6.conf.c0.disable_ipv6=0; ip -6 address add ${places.clientIpv6}/64 dev c0 nodad; ip -6 route add default via 2001:db8:77::1`,
      );
      await expect(world.client.run('ping', '-6', '-c', '2', '-W', '1', places.internetIpv6)).rejects.toThrow();
      await nothingWrong();
    });

    test('keeps the VPN, and everything in it, while the cable is out', async () => {
      await world.unplug();
      await delay(20_000);
      expect(await answers()).toBe(false);
      await world.plug();
      await expect.poll(answers, { timeout: 60_000 }).toBe(true);
      await nothingWrong();
    });

    test('reconnects to the other address when the first goes away', async () => {
      await world.dropFirstAddress();
      await expect.poll(answers, { timeout: 60_000 }).toBe(true);
      await nothingWrong();
    });

    test('replaces its own connection with the next Connect, and no other one', async () => {
      const names = async () => (await world.client.run('nmcli', '-g', 'NAME', 'connection')).trim().split('\n').sort();
      const before = await names();
      expect(await adit.connect()).toEqual({ ok: true, value: 'opened' });
      await expect.poll(answers, { timeout: 20_000 }).toBe(true);
      expect(await names()).toEqual(before);
    });

    test('takes the VPN down before the tunnel is off', async () => {
      expect(await adit.stop()).toMatchObject({ ok: true });
      expect(await world.client.run('nmcli', '-g', 'TYPE', 'connection', 'show', '--active')).not.toContain('vpn');
      // What kept IPv6 back is gone with it.
      expect(await world.client.run('nmcli', '-g', 'NAME', 'connection')).not.toContain('IPv6');
      expect(await world.client.run('ip', '-6', 'route')).not.toContain('adit6-');
    });
  },
);
