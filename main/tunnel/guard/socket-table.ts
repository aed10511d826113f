/** The owner of a TCP socket out of the kernel's tables of all of them (proc(5), /proc/net/tcp). Pure. */
import { addressBytes } from './address-bytes.ts';
import type { SocketEnds, SocketOwner } from './socket-ends.ts';

/** Of a table, or of lines of one. IPv4 is found in both tables: in tcp6 as mapped addresses. */
export function ownerInTable(table: string, ends: SocketEnds): SocketOwner | null {
  const own = keysOf(ends.own);
  const far = keysOf(ends.far);
  for (const line of table.split('\n')) {
    const [, local = '', remote = '', , , , , uid, , inode] = line.trim().split(/\s+/);
    if (own.includes(local) && far.includes(remote)) return { uid: Number(uid), inode: Number(inode) };
  }
  return null;
}

const MAPPED = '0000000000000000FFFF0000';

/** As it is printed on little-endian machines, which are all that there are packages for: four bytes backwards each. */
function keysOf({ host, port }: SocketEnds['own']): readonly string[] {
  const bytes = addressBytes(host);
  if (bytes === null) return [];
  const printed = Buffer.from(bytes).swap32().toString('hex').toUpperCase();
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return bytes.length === 4 ? [printed + suffix, MAPPED + printed + suffix] : [printed + suffix];
}
