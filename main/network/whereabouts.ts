/** Where this computer is: the routers that it reaches everybody else by, and what a network calls itself. */

/** A router. */
export interface Gateway {
  readonly address: string;
  /** The network interface. */
  readonly device: string;
  /** The smaller one is used first. */
  readonly metric: number;
  /** Hardware address as `aa:bb:cc:dd:ee:ff`; null: the system has not learnt it (yet). */
  readonly hardware: string | null;
}

export interface Whereabouts {
  /** Without those of VPNs; the one that is used first is first. */
  readonly gateways: readonly Gateway[];
  /** The name of the Wi-Fi, if that was asked for. */
  readonly wifi: string | null;
}

/** Interfaces of VPNs: what is behind them says nothing of where this computer is. */
const VPN_DEVICE = /^(tun|tap|wg|ppp|utun|ipsec|gpd|vpn)\d*$|^(nordlynx|tailscale|proton|cscotun|zt|docker|br-|virbr)/i;

export const isOfVpn = (device: string): boolean => VPN_DEVICE.test(device);

/** As every system prints it: `0:1B:c-…` with either sign, and without leading zeros on macOS. null: it is none. */
export function hardwareAddress(text: string): string | null {
  const parts = text.trim().toLowerCase().split(/[:-]/);
  if (parts.length !== 6 || !parts.every((part) => /^[0-9a-f]{1,2}$/.test(part))) return null;
  const address = parts.map((part) => part.padStart(2, '0')).join(':');
  // Nobody has it yet, or everybody does.
  return /^(00:){5}00$|^(ff:){5}ff$/.test(address) ? null : address;
}

export const inOrder = (gateways: readonly Gateway[]): readonly Gateway[] =>
  gateways.filter(({ device }) => !isOfVpn(device)).sort((one, other) => one.metric - other.metric);
