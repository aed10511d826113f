/**
 * By which of this computer's interfaces packets to an address leave, asked of the system without sending any: a UDP socket
 * that is only connected has its local address chosen by the routes. Needs no rights, on all three systems.
 */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

export interface WayOut {
  /** What connections to the address come from now. */
  readonly localAddress: string;
  /** null: no interface has that address, as while a network changes. */
  readonly device: string | null;
  /** Whether the interface is a VPN's. */
  readonly isVpn: boolean;
}

/** Of VPNs' devices: Linux, macOS and the BSDs; Windows names them as people read them. */
const VPN_DEVICES =
  /^(?:tun|utun|tap|wg|ppp|ipsec|gpd|nordlynx|tailscale|zt|ovpn|cscotun|proton)\d*\b|\b(?:OpenVPN|TAP-Windows|Wintun|WireGuard|data channel offload|ovpn-dco)\b/i;

/** Any port will do: nothing is sent. */
const PORT = 443;

/** null: there is no way to the address at the moment. Never rejects. */
export async function wayOutTo(
  address: string,
  interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces,
): Promise<WayOut | null> {
  const localAddress = await localAddressFor(address);
  if (localAddress === null) return null;
  const found = Object.entries(interfaces()).find(([, all]) =>
    all?.some((one) => sameAddress(one.address, localAddress)),
  );
  const device = found?.[0] ?? null;
  return { localAddress, device, isVpn: device !== null && isVpnDevice(device) };
}

/** Whether an interface of this name is a VPN's: by its name, and on Linux by what the kernel says of it. */
export function isVpnDevice(device: string, readFlags: (device: string) => string | null = tunFlags): boolean {
  return VPN_DEVICES.test(device) || readFlags(device) !== null;
}

function localAddressFor(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    const settle = (found: string | null) => {
      socket.close();
      resolve(found);
    };
    socket.once('error', () => settle(null));
    socket.connect(PORT, address, (error?: Error | null) => settle(error ? null : socket.address().address));
  });
}

/** Link-local addresses have a zone in one of the two places. */
const sameAddress = (one: string, other: string): boolean => one.replace(/%.*$/, '') === other.replace(/%.*$/, '');

/** Only tun and tap devices have the file. */
function tunFlags(device: string): string | null {
  if (process.platform !== 'linux' || device.includes('/')) return null;
  try {
    return readFileSync(`/sys/class/net/${device}/tun_flags`, 'utf8');
  } catch {
    return null;
  }
}
