/** Blocks of IP addresses, and what of a block is left when single addresses are taken out. Pure. */
import ipaddr from 'ipaddr.js';

export type Family = 'ipv4' | 'ipv6';

/** CIDR. */
export interface AddressBlock {
  readonly family: Family;
  /** The block's first address, in its shortest form. */
  readonly address: string;
  /** Bits that all addresses of the block share. */
  readonly prefix: number;
}

const widths: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };

/** All of IPv4, and what of IPv6 is routed on the internet (RFC 4291 2.4: global unicast is 2000::/3). */
export const everything: Readonly<Record<Family, AddressBlock>> = {
  ipv4: { family: 'ipv4', address: '0.0.0.0', prefix: 0 },
  ipv6: { family: 'ipv6', address: '2000::', prefix: 3 },
};

/** null: no IP address. An IPv4 address that is mapped into IPv6 counts as IPv4, as the system dials it. */
export function familyOf(address: string): Family | null {
  if (!ipaddr.isValid(address) || (!address.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(address))) return null;
  return ipaddr.process(address).kind();
}

/** The blocks that hold every address of `whole` but these, in ascending order. What is in `taken` but not in `whole` changes nothing. */
export function without(whole: AddressBlock, taken: readonly string[]): readonly AddressBlock[] {
  const width = widths[whole.family];
  const values = taken.filter((address) => familyOf(address) === whole.family).map(numberOf);
  return split(numberOf(whole.address), whole.prefix, values, width).map(({ first, prefix }) => ({
    family: whole.family,
    address: textOf(first, width),
    prefix,
  }));
}

/** Whether the address lies in the block. */
export function covers(block: AddressBlock, address: string): boolean {
  if (familyOf(address) !== block.family) return false;
  const free = BigInt(widths[block.family] - block.prefix);
  return numberOf(block.address) >> free === numberOf(address) >> free;
}

/** An IPv4 network in OpenVPN's form, address and mask; null when the mask is none or an address does not parse. */
export function blockOfMask(address: string, mask: string): AddressBlock | null {
  if (familyOf(address) !== 'ipv4' || familyOf(mask) !== 'ipv4') return null;
  const prefix = ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask();
  if (prefix === null) return null;
  const free = BigInt(32 - prefix);
  return { family: 'ipv4', address: textOf((numberOf(address) >> free) << free, 32), prefix };
}

/** An IPv6 network in the form `ADDRESS/PREFIX`; null when it is none. */
export function blockOfPrefix(text: string): AddressBlock | null {
  const [address = '', bits = '128', ...more] = text.split('/');
  if (more.length > 0 || familyOf(address) !== 'ipv6' || !/^\d{1,3}$/.test(bits) || Number(bits) > 128) return null;
  const free = BigInt(128 - Number(bits));
  return { family: 'ipv6', address: textOf((numberOf(address) >> free) << free, 128), prefix: Number(bits) };
}

/** Of an IPv4 prefix: `255.255.255.0` for 24. */
export const maskOf = (prefix: number): string => ipaddr.IPv4.subnetMaskFromPrefixLength(prefix).toString();

/** Depth is the width of an address, and each level has one branch for each address taken out. */
function split(
  first: bigint,
  prefix: number,
  taken: readonly bigint[],
  width: number,
): readonly { readonly first: bigint; readonly prefix: number }[] {
  const free = BigInt(width - prefix);
  const inside = taken.filter((value) => value >> free === first >> free);
  if (inside.length === 0) return [{ first, prefix }];
  if (prefix === width) return [];
  const half = 1n << (free - 1n);
  return [...split(first, prefix + 1, inside, width), ...split(first + half, prefix + 1, inside, width)];
}

const numberOf = (address: string): bigint =>
  ipaddr
    .process(address)
    .toByteArray()
    .reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

function textOf(value: bigint, width: number): string {
  const bytes = Array.from({ length: width / 8 }, (_, index) =>
    Number((value >> BigInt(width - 8 * (index + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}
