import { expect, it } from 'vitest';
import { isPresent, localAddresses } from './local-addresses.ts';

it.each([
  ['192.0.2.7', true],
  ['192.0.2.8', false],
  ['::ffff:192.0.2.7', true],
  ['fe80::1%eth0', true],
  ['fe80::2%eth0', false],
  ['127.0.0.5', true],
  ['2001:db8::1', false],
])('knows whether a connection from %s can still live', (address, expected) => {
  expect(isPresent(address, new Set(['192.0.2.7', 'fe80::1']))).toBe(expected);
});

it('finds the loopback address of this computer', () => {
  expect(isPresent('127.0.0.1', localAddresses())).toBe(true);
});
