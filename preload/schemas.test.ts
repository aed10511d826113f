import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';
import { hostSchema } from './schemas.ts';

it.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['localhost', true],
  ['localhost.', true],
  ['127.1', true],
  ['::ffff:127.0.0.1', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.2', false],
  ['127.example.org', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

it.each([
  'vpn.acme.org',
  '192.0.2.1',
  '::',
  '::1',
  '2001:db8::1',
  '::ffff:192.0.2.1',
  'fe80::1%eth0',
  ' bücher.example ',
])('%j is a host', (host) => {
  expect(hostSchema.parse(host)).toBe(host.trim());
});

const noHost = 'This is not a host name or an IP address.';
const ownField = 'The port has its own field: enter the host without it.';
it.each([
  ['vpn.acme.org:4443', ownField],
  ['192.0.2.1:443', ownField],
  ['vpn.acme.org:', ownField],
  ['foo:bar', noHost],
  ['vpn:acme:org', noHost],
  ['1::2::3', noHost],
  [':443', noHost],
  ['[::1]', noHost],
  ['-x', noHost],
])('%j is no host: %s', (host, message) => {
  expect(hostSchema.safeParse(host).error?.issues.map((issue) => issue.message)).toEqual([message]);
});
