/** Linux: what the kernel's own tables say, and programs only for what is not in them. */
import { type Gateway, hardwareAddress, inOrder, type Whereabouts } from './whereabouts.ts';

/** Reads a file or says what a program says; empty where there is none. */
export interface LinuxPorts {
  readonly read: (file: string) => string;
  readonly say: (program: string, argv: readonly string[]) => Promise<string>;
}

const rows = (table: string): readonly (readonly string[])[] =>
  table.split('\n').map((line) => line.trim().split(/\s+/));

/** `/proc/net/route` has addresses as numbers of this machine, least significant byte first. */
const dotted = (hex: string): string =>
  (hex.match(/../g) ?? [])
    .reverse()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');

/** Gateways of `/proc/net/route` with their hardware addresses in `/proc/net/arp` (proc(5)). */
export function ipv4Gateways(routes: string, neighbours: string): readonly Gateway[] {
  const known = new Map(
    rows(neighbours).map(([address = '', , , hardware = '', , device = '']) => [`${address} ${device}`, hardware]),
  );
  return rows(routes).flatMap(([device = '', destination, gateway = '', , , , metric, mask]) => {
    if (destination !== '00000000' || mask !== '00000000' || /^0*$/.test(gateway)) return [];
    const address = dotted(gateway);
    const hardware = hardwareAddress(known.get(`${address} ${device}`) ?? '');
    return [{ address, device, metric: Number(metric), hardware }];
  });
}

interface Neighbour {
  readonly dst?: unknown;
  readonly dev?: unknown;
  readonly lladdr?: unknown;
}

/** Gateways of `ip -6 -json route show default` with their hardware addresses in `ip -6 -json neighbour show`. */
export function ipv6Gateways(routes: string, neighbours: string): readonly Gateway[] {
  const known = new Map(
    listOf<Neighbour>(neighbours).map(({ dst, dev, lladdr }) => [`${dst} ${dev}`, String(lladdr ?? '')]),
  );
  return listOf<{ gateway?: unknown; dev?: unknown; metric?: unknown }>(routes).flatMap(({ gateway, dev, metric }) => {
    if (typeof gateway !== 'string' || typeof dev !== 'string') return [];
    const hardware = hardwareAddress(known.get(`${gateway} ${dev}`) ?? '');
    return [{ address: gateway, device: dev, metric: Number(metric ?? 1024), hardware }];
  });
}

function listOf<Entry>(json: string): readonly Entry[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? (parsed as Entry[]) : [];
  } catch {
    return [];
  }
}

/** `nmcli --terse --fields ACTIVE,SSID`: a line `yes:Name`, in which `\:` is a colon. */
export const wifiOfNmcli = (output: string): string | null =>
  /^yes:(.+)$/m.exec(output)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null;

/** `iw dev DEVICE link`: a line `SSID: Name`. */
export const wifiOfIw = (output: string): string | null => /^\s*SSID: (.+)$/m.exec(output)?.[1] ?? null;

export async function findOnLinux({ read, say }: LinuxPorts, wantsWifi: boolean): Promise<Whereabouts> {
  const ipv4 = inOrder(ipv4Gateways(read('/proc/net/route'), read('/proc/net/arp')));
  const gateways = ipv4.length > 0 ? ipv4 : inOrder(await onlyIpv6(say));
  return { gateways, wifi: wantsWifi ? await wifiName(say, gateways) : null };
}

async function onlyIpv6(say: LinuxPorts['say']): Promise<readonly Gateway[]> {
  const [routes = '', neighbours = ''] = await Promise.all([
    say('ip', ['-6', '-json', 'route', 'show', 'default']),
    say('ip', ['-6', '-json', 'neighbour', 'show']),
  ]);
  return ipv6Gateways(routes, neighbours);
}

async function wifiName(say: LinuxPorts['say'], gateways: readonly Gateway[]): Promise<string | null> {
  const said = wifiOfNmcli(
    await say('nmcli', ['--terse', '--fields', 'ACTIVE,SSID', 'device', 'wifi', 'list', '--rescan', 'no']),
  );
  if (said !== null) return said;
  for (const { device } of gateways) {
    const name = wifiOfIw(await say('iw', ['dev', device, 'link']));
    if (name !== null) return name;
  }
  return null;
}
