import { expect, test } from 'vitest';
import { mayNeedPermission } from './local-network.ts';

test.each([
  ['10.0.0.1', true],
  ['172.31.0.1', true],
  ['192.168.1.9', true],
  ['169.254.3.4', true],
  ['fe80::1', true],
  ['fd12::1', true],
  ['nas.local', true],
  ['172.32.0.1', false],
  ['127.0.0.1', false],
  ['192.0.2.1', false],
  ['2001:db8::1', false],
  ['vpn.example.org', false],
])('%s may be silent for want of the permission on macOS 15: %s', (host, expected) => {
  expect(mayNeedPermission(host, 'darwin', '24.0.0')).toBe(expected);
  expect(mayNeedPermission(host, 'darwin', '23.6.0')).toBe(false);
  expect(mayNeedPermission(host, 'linux', '24.0.0')).toBe(false);
});
