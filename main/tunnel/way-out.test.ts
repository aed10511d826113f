import { describe, expect, test } from 'vitest';
import { isVpnDevice, wayOutTo } from './way-out.ts';

describe('the way out', () => {
  test('to this computer is its loopback interface', async () => {
    const way = await wayOutTo('127.0.0.1');
    expect(way).toMatchObject({ localAddress: '127.0.0.1', isVpn: false });
    expect(way?.device).toMatch(/^lo/);
  });

  test('is by the interface that has the address, whoever lists it', async () => {
    const interfaces = () => ({ eth0: [], utun4: [{ address: '127.0.0.1' }] }) as never;
    expect(await wayOutTo('127.0.0.1', interfaces)).toEqual({
      localAddress: '127.0.0.1',
      device: 'utun4',
      isVpn: true,
    });
  });

  test('is by no interface while none has the address', async () => {
    expect(await wayOutTo('127.0.0.1', () => ({}))).toEqual({ localAddress: '127.0.0.1', device: null, isVpn: false });
  });

  test('does not exist to what is no address', async () => {
    expect(await wayOutTo('256.1.1.1')).toBeNull();
  });
});

describe('interfaces of VPNs', () => {
  const none = () => null;
  test.each([
    'tun0',
    'utun4',
    'tap1',
    'wg0',
    'ppp0',
    'ovpn0',
    'tailscale0',
    'OpenVPN TAP-Windows6',
    'Local Area Connection (Wintun)',
  ])('%s', (device) => {
    expect(isVpnDevice(device, none)).toBe(true);
  });

  test.each(['eth0', 'en0', 'wlan0', 'wlp3s0', 'Ethernet', 'Wi-Fi', 'lo', 'bridge0', 'docker0', 'tunnelbroker'])(
    '%s is none',
    (device) => {
      expect(isVpnDevice(device, none)).toBe(false);
    },
  );

  test('a tun with a name of its own is known by what the kernel says', () => {
    expect(isVpnDevice('office', () => '0x1001\n')).toBe(true);
  });
});
