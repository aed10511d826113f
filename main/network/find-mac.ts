/** macOS: route(8), arp(8), and for the name of the Wi-Fi ipconfig(8) and networksetup(8). */
import { type Gateway, hardwareAddress, inOrder, type Whereabouts } from './whereabouts.ts';

type Say = (program: string, argv: readonly string[]) => Promise<string>;

/** `route -n get default`: lines `gateway: 192.168.1.1` and `interface: en0`. null: there is no way out. */
export function gatewayOfRoute(output: string): Pick<Gateway, 'address' | 'device'> | null {
  const field = (name: string) => new RegExp(`^\\s*${name}: (\\S+)$`, 'm').exec(output)?.[1];
  const address = field('gateway');
  const device = field('interface');
  // A gateway that is an interface has no address: `index: …` or `link#…`.
  if (address === undefined || device === undefined || !/^[\d.]+$|:/.test(address)) return null;
  return { address, device };
}

/** `arp -n ADDRESS`: `? (192.168.1.1) at 0:1b:2c:3:4:5 on en0 ifscope [ethernet]`. */
export const hardwareOfArp = (output: string): string | null =>
  hardwareAddress(/ at ([0-9a-f:]+) on /i.exec(output)?.[1] ?? '');

/** Without the permission for the place the system says `<redacted>`. */
const named = (name: string | undefined): string | null => (name === undefined || name === '<redacted>' ? null : name);

/** `ipconfig getsummary en0`: a line `SSID : Name`, and another one for the BSSID. */
export const wifiOfSummary = (output: string): string | null => named(/^\s*SSID : (.+)$/m.exec(output)?.[1]);

/** `networksetup -getairportnetwork en0`: `Current Wi-Fi Network: Name`. */
export const wifiOfNetworksetup = (output: string): string | null =>
  named(/^Current Wi-Fi Network: (.+)$/m.exec(output)?.[1]);

export async function findOnMac(say: Say, wantsWifi: boolean): Promise<Whereabouts> {
  const route = gatewayOfRoute(await say('/sbin/route', ['-n', 'get', 'default']));
  if (route === null) return { gateways: [], wifi: null };
  const hardware = hardwareOfArp(await say('/usr/sbin/arp', ['-n', route.address]));
  const wifi = wantsWifi
    ? (wifiOfSummary(await say('/usr/sbin/ipconfig', ['getsummary', route.device])) ??
      wifiOfNetworksetup(await say('/usr/sbin/networksetup', ['-getairportnetwork', route.device])))
    : null;
  return { gateways: inOrder([{ ...route, metric: 0, hardware }]), wifi };
}
