import { describe, expect, test } from 'vitest';
import { blockOfMask, blockOfPrefix, covers, everything, familyOf, maskOf, without } from './address-blocks.ts';

const written = (blocks: readonly { readonly address: string; readonly prefix: number }[]) =>
  blocks.map(({ address, prefix }) => `${address}/${prefix}`);

describe('what is left of everything without an address', () => {
  test('is one block for each bit of the address', () => {
    const blocks = without(everything.ipv4, ['198.51.100.10']);
    expect(blocks).toHaveLength(32);
    expect(written(blocks)).toContain('198.51.100.11/32');
    expect(written(blocks)).toContain('0.0.0.0/1');
  });

  test('covers every address but those taken out, neighbours and ends included', () => {
    const taken = ['198.51.100.10', '198.51.100.11', '0.0.0.0', '255.255.255.255', '10.0.0.1'];
    const blocks = without(everything.ipv4, taken);
    const isCovered = (address: string) => blocks.filter((block) => covers(block, address)).length;
    for (const address of taken) expect([address, isCovered(address)]).toEqual([address, 0]);
    for (const address of ['198.51.100.9', '198.51.100.12', '0.0.0.1', '255.255.255.254', '10.0.0.2', '8.8.8.8']) {
      expect([address, isCovered(address)]).toEqual([address, 1]);
    }
  });

  test('is everything when nothing is taken out, or only what is elsewhere', () => {
    expect(without(everything.ipv4, [])).toEqual([everything.ipv4]);
    expect(without(everything.ipv4, ['2001:db8::1', 'vpn.example.org'])).toEqual([everything.ipv4]);
    expect(without({ family: 'ipv4', address: '10.0.0.0', prefix: 8 }, ['192.0.2.1'])).toHaveLength(1);
  });

  test('is the same for IPv6, without what is not routed on the internet', () => {
    const blocks = without(everything.ipv6, ['2001:db8:1::10', 'fd00::1']);
    expect(blocks).toHaveLength(125);
    expect(blocks.some((block) => covers(block, '2001:db8:1::10'))).toBe(false);
    expect(blocks.filter((block) => covers(block, '2001:db8:1::11'))).toHaveLength(1);
  });

  test('leaves out an IPv4 address that is written as a mapped one', () => {
    expect(without(everything.ipv4, ['::ffff:198.51.100.10'])).toEqual(without(everything.ipv4, ['198.51.100.10']));
  });
});

test.each([
  ['10.1.2.3', '255.0.0.0', '10.0.0.0/8'],
  ['198.51.100.10', '255.255.255.255', '198.51.100.10/32'],
  ['0.0.0.0', '0.0.0.0', '0.0.0.0/0'],
  ['10.0.0.0', '255.0.255.0', null],
  ['vpn.example.org', '255.255.255.255', null],
])('the network %s with the mask %s is %s', (address, mask, expected) => {
  const block = blockOfMask(address, mask);
  expect(block && written([block])[0]).toBe(expected);
});

test.each([
  ['2000::/3', '2000::/3'],
  ['2001:db8:1:2::5/48', '2001:db8:1::/48'],
  ['::/0', '::/0'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['2001:db8::/129', null],
  ['10.0.0.0/8', null],
  ['2001:db8::/4/5', null],
])('%s is the IPv6 network %s', (text, expected) => {
  const block = blockOfPrefix(text);
  expect(block && written([block])[0]).toBe(expected);
});

test.each([
  ['127.0.0.1', 'ipv4'],
  ['::ffff:127.0.0.1', 'ipv4'],
  ['fe80::1', 'ipv6'],
  ['localhost', null],
  ['127.1', null],
  ['0x7f000001', null],
  ['', null],
] as const)('%j is of the family %s', (address, family) => {
  expect(familyOf(address)).toBe(family);
});

test('a mask is written as OpenVPN wants it', () => {
  expect([0, 1, 24, 31, 32].map(maskOf)).toEqual([
    '0.0.0.0',
    '128.0.0.0',
    '255.255.255.0',
    '255.255.255.254',
    '255.255.255.255',
  ]);
});
