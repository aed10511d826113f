import { describe, expect, test } from 'vitest';
import { findOnLinux, ipv4Gateways, ipv6Gateways, wifiOfIw, wifiOfNmcli } from './find-linux.ts';
import { findOnMac, gatewayOfRoute, hardwareOfArp, wifiOfNetworksetup, wifiOfSummary } from './find-mac.ts';
import { findOnWindows, gatewaysOfScript, wifiOfNetsh } from './find-windows.ts';
import { hardwareAddress } from './whereabouts.ts';

test.each([
  ['02:00:0A:00:00:01', '02:00:0a:00:00:01'],
  ['2:0:a:0:0:1', '02:00:0a:00:00:01'],
  ['02-00-0A-00-00-01', '02:00:0a:00:00:01'],
  ['00-00-00-00-00-00', null],
  ['ff:ff:ff:ff:ff:ff', null],
  ['(incomplete)', null],
  ['', null],
])('the hardware address %j is %j', (text, expected) => {
  expect(hardwareAddress(text)).toBe(expected);
});

describe('Linux', () => {
  const routes = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
wlan0\t00000000\t0100A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
tun0\t00000000\t0100080A\t0003\t0\t0\t50\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
`;
  const arp = `IP address       HW type     Flags       HW address            Mask     Device
192.168.0.1      0x1         0x2         02:00:00:00:00:01     *        wlan0
192.168.1.1      0x1         0x0         00:00:00:00:00:00     *        eth0
`;

  test('reads the ways out and the routers, not those of VPNs, the first one first', async () => {
    expect(ipv4Gateways(routes, arp)).toHaveLength(3);
    const asked: string[] = [];
    const found = await findOnLinux(
      {
        read: (file) => (file === '/proc/net/route' ? routes : arp),
        say: async (program, argv) => {
          asked.push([program, ...argv].join(' '));
          return '';
        },
      },
      false,
    );
    expect(found).toEqual({
      gateways: [
        { address: '192.168.1.1', device: 'eth0', metric: 100, hardware: null },
        { address: '192.168.0.1', device: 'wlan0', metric: 600, hardware: '02:00:00:00:00:01' },
      ],
      wifi: null,
    });
    // Nothing is started for it, and nobody asks for the name of a Wi-Fi that no rule wants.
    expect(asked).toEqual([]);
  });

  test('where there is only IPv6, ip says it', () => {
    expect(
      ipv6Gateways(
        '[{"dst":"default","gateway":"fe80::1","dev":"eth0","protocol":"ra","metric":100}]',
        '[{"dst":"fe80::1","dev":"eth0","lladdr":"02:00:00:00:00:07","router":null,"state":["REACHABLE"]}]',
      ),
    ).toEqual([{ address: 'fe80::1', device: 'eth0', metric: 100, hardware: '02:00:00:00:00:07' }]);
    expect(ipv6Gateways('', 'no json')).toEqual([]);
  });

  test('the name of the Wi-Fi by nmcli, else by iw', async () => {
    expect(wifiOfNmcli('no:Other\nyes:Caf\\: Blue\n')).toBe('Caf: Blue');
    expect(wifiOfNmcli('no:Other\n')).toBeNull();
    expect(wifiOfIw('Connected to 02:00:00:00:00:01 (on wlan0)\n\tSSID: Blue Hill\n\tfreq: 5180\n')).toBe('Blue Hill');
    const say = async (program: string) => (program === 'iw' ? '\tSSID: Blue\n' : '');
    const read = (file: string) => (file === '/proc/net/route' ? routes : arp);
    expect((await findOnLinux({ read, say }, true)).wifi).toBe('Blue');
  });
});

describe('macOS', () => {
  const route = '   route to: default\ndestination: default\n    gateway: 192.168.1.1\n  interface: en0\n';
  test('reads route, arp, and the name of the Wi-Fi only for who wants it', async () => {
    expect(gatewayOfRoute(route)).toEqual({ address: '192.168.1.1', device: 'en0' });
    expect(gatewayOfRoute('route: writing to routing socket: not in table\n')).toBeNull();
    expect(gatewayOfRoute('    gateway: link#18\n  interface: utun3\n')).toBeNull();
    expect(hardwareOfArp('? (192.168.1.1) at 2:0:0:a:0:1 on en0 ifscope [ethernet]\n')).toBe('02:00:00:0a:00:01');
    expect(hardwareOfArp('? (192.168.1.1) at (incomplete) on en0 ifscope [ethernet]\n')).toBeNull();
    expect(wifiOfSummary('  BSSID : <redacted>\n  SSID : Blue Hill\n')).toBe('Blue Hill');
    expect(wifiOfSummary('  SSID : <redacted>\n')).toBeNull();
    expect(wifiOfNetworksetup('Current Wi-Fi Network: Blue Hill\n')).toBe('Blue Hill');
    expect(wifiOfNetworksetup('You are not associated with an AirPort network.\n')).toBeNull();
    const asked: string[] = [];
    const say = async (program: string, argv: readonly string[]) => {
      asked.push([program, ...argv].join(' '));
      return program === '/sbin/route' ? route : '? (192.168.1.1) at 2:0:0:0:0:1 on en0\n';
    };
    const gateways = [{ address: '192.168.1.1', device: 'en0', metric: 0, hardware: '02:00:00:00:00:01' }];
    expect(await findOnMac(say, false)).toEqual({ gateways, wifi: null });
    expect(asked).toEqual(['/sbin/route -n get default', '/usr/sbin/arp -n 192.168.1.1']);
    await findOnMac(say, true);
    expect(asked.slice(4)).toEqual([
      '/usr/sbin/ipconfig getsummary en0',
      '/usr/sbin/networksetup -getairportnetwork en0',
    ]);
  });

  test('behind a VPN that has taken the way out, nothing is known', async () => {
    const say = async () => '    gateway: 10.8.0.1\n  interface: utun4\n';
    expect((await findOnMac(say, false)).gateways).toEqual([]);
  });
});

describe('Windows', () => {
  const said = [
    '35\t192.168.1.1\t02-00-00-00-00-01\tEthernet',
    '60\t192.168.0.1\t00-00-00-00-00-00\tWi-Fi 2',
    '5\t0.0.0.0\t\tMy VPN',
    '',
  ].join('\r\n');
  test('reads what the script says, and the name of the Wi-Fi in any language', async () => {
    expect(gatewaysOfScript(said)).toEqual([
      { address: '192.168.1.1', device: 'Ethernet', metric: 35, hardware: '02:00:00:00:00:01' },
      { address: '192.168.0.1', device: 'Wi-Fi 2', metric: 60, hardware: null },
    ]);
    expect(
      wifiOfNetsh(
        '    Nom                  : Wi-Fi\r\n    SSID                 : Blue Hill\r\n    BSSID                : 02\r\n',
      ),
    ).toBe('Blue Hill');
    expect(wifiOfNetsh('There is no wireless interface on the system.\r\n')).toBeNull();
    const asked: string[] = [];
    await findOnWindows(
      async (program) => {
        asked.push(program);
        return '';
      },
      false,
      'C:\\Windows\\System32',
    );
    expect(asked).toEqual(['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe']);
  });
});
