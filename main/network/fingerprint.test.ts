import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { type Interfaces, networkFingerprint } from './fingerprint.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  address: text,
  netmask: '255.255.255.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: null,
});

const cable: Interfaces = { eth0: [address('10.0.0.2')], lo: [address('127.0.0.1', true)] };
const heading = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';
const ipv4 = (gateway: string, uses = 0, metric = 100) =>
  `${heading}\neth0\t00000000\t${gateway}\t0003\t0\t${uses}\t${metric}\t00000000\t0\t0\t0\neth0\t0000000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n`;
const zero = '0'.repeat(32);
const ipv6 = (gateway: string, device = 'eth0', uses = '00000000') =>
  `${zero} 00 ${zero} 00 ${gateway} 00000400 00000001 ${uses} 00000003     ${device}\n`;
const router = `fe80${'0'.repeat(27)}1`;

test.each<[string, Parameters<typeof networkFingerprint>, Parameters<typeof networkFingerprint>]>([
  [
    'the order of addresses, and loopback',
    [cable],
    [{ lo: [address('127.0.0.1', true), address('127.0.0.2', true)], eth0: [address('10.0.0.2')] }],
  ],
  [
    'how often a route was used, and routes to single networks',
    [cable, { ipv4: ipv4('0100000A'), ipv6: ipv6(router) }],
    [cable, { ipv4: ipv4('0100000A', 7).split('\n').slice(0, 2).join('\n'), ipv6: ipv6(router, 'eth0', '0000002a') }],
  ],
  ['the route of IPv6 that leads nowhere', [cable], [cable, { ipv4: '', ipv6: ipv6(zero, 'lo') }]],
])('is the same: %s', (_what, before, after) => {
  expect(networkFingerprint(...after)).toBe(networkFingerprint(...before));
});

test.each<[string, Parameters<typeof networkFingerprint>]>([
  [
    'another address',
    [
      { ...cable, eth0: [address('10.0.0.3')] },
      { ipv4: ipv4('0100000A'), ipv6: ipv6(router) },
    ],
  ],
  ['another interface', [{ wlan0: [address('10.0.0.2')] }, { ipv4: ipv4('0100000A'), ipv6: ipv6(router) }]],
  ['another gateway', [cable, { ipv4: ipv4('0200000A'), ipv6: ipv6(router) }]],
  ['another metric', [cable, { ipv4: ipv4('0100000A', 0, 50), ipv6: ipv6(router) }]],
  ['another gateway of IPv6', [cable, { ipv4: ipv4('0100000A'), ipv6: ipv6(router.replace(/1$/, '2')) }]],
  ['no way out', [cable]],
])('is another one: %s', (_what, after) => {
  expect(networkFingerprint(...after)).not.toBe(
    networkFingerprint(cable, { ipv4: ipv4('0100000A'), ipv6: ipv6(router) }),
  );
});
