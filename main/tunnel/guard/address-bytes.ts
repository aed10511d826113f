/** Addresses as the kernel has them. Pure. */
import { isIPv4, isIPv6 } from 'node:net';

/** In network order: 4 bytes, also of an IPv4 address that is mapped into IPv6, else 16; null for anything else. */
export function addressBytes(address: string): Uint8Array | null {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return Uint8Array.from(plain.split('.').map(Number));
  if (!isIPv6(plain)) return null;
  const [head = '', tail] = plain.split('::').map(groupsOf);
  const groups = tail === undefined ? [...head] : [...head, ...Array(8 - head.length - tail.length).fill(0), ...tail];
  return Uint8Array.from(groups.flatMap((group: number) => [group >> 8, group & 0xff]));
}

/** An IPv4 address at the end is two of them (RFC 4291 2.2). */
function groupsOf(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
