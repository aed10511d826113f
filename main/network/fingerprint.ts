/** What of this computer's networks matters to connections to other computers, as a text to compare. Pure. */
import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** The kernel's tables of routes as Linux shows them; empty where there are none. */
export interface RouteTables {
  /** `/proc/net/route` */
  readonly ipv4: string;
  /** `/proc/net/ipv6_route` */
  readonly ipv6: string;
}

export const noRoutes: RouteTables = { ipv4: '', ipv6: '' };

/** The same text as long as addresses and ways out are the same. Loopback never changes anything. */
export function networkFingerprint(interfaces: Interfaces, routes: RouteTables = noRoutes): string {
  const addresses = Object.entries(interfaces)
    .flatMap(([name, all]) => (all ?? []).map((address) => ({ name, ...address })))
    .filter(({ internal }) => !internal)
    .map(({ name, address, netmask }) => `${name} ${address} ${netmask}`);
  return [...addresses, ...defaultRoutes(routes)].sort().join('\n');
}

const fieldsOf = (table: string): readonly (readonly string[])[] =>
  table.split('\n').map((line) => line.trim().split(/\s+/));

/** Device, gateway and metric of each way to everywhere. Other fields count uses and change all the time. */
function defaultRoutes({ ipv4, ipv6 }: RouteTables): readonly string[] {
  return [
    ...fieldsOf(ipv4)
      .filter(([, destination, , , , , , mask]) => destination === '00000000' && mask === '00000000')
      .map(([device, , gateway, , , , metric]) => `default ${device} ${gateway} ${metric}`),
    ...fieldsOf(ipv6)
      .filter((fields) => fields[1] === '00' && fields[9] !== 'lo' && /^0{32}$/.test(fields[0] ?? ''))
      .map((fields) => `default ${fields[9]} ${fields[4]} ${fields[5]}`),
  ];
}
