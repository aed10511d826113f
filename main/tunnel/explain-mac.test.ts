/** macOS asks before a program reaches the network it is in, and answers as if nothing were there until then. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { explain } from './explain.ts';

vi.mock('node:os', async (original) => ({ ...(await original<typeof import('node:os')>()), release: () => '24.1.0' }));

const { platform } = process;
beforeAll(() => void Object.defineProperty(process, 'platform', { value: 'darwin' }));
afterAll(() => void Object.defineProperty(process, 'platform', { value: platform }));

test.each([
  ['no way', { kind: 'unreachable', code: 'EHOSTUNREACH', host: '192.168.1.9', port: 443 }],
  ['silence', { kind: 'timeout', step: 'connect', seconds: 10, host: 'nas.local', port: 443 }],
  ['a link-local address', { kind: 'unreachable', code: 'EHOSTUNREACH', host: 'fe80::1', port: 443 }],
] as const)('the permission is named first: %s', (_, error) => {
  expect(explain(error).next).toMatch(/^Look into System Settings › Privacy & Security › Local Network first/);
});

test.each([
  ['an address of elsewhere', { kind: 'unreachable', code: 'EHOSTUNREACH', host: '203.0.113.9', port: 443 }],
  ['a network that is down', { kind: 'unreachable', code: 'ENETDOWN', host: '192.168.1.9', port: 443 }],
  ['a server that says nothing', { kind: 'timeout', step: 'handshake', seconds: 10, host: '10.0.0.1', port: 443 }],
] as const)('and not for %s', (_, error) => {
  expect(JSON.stringify(explain(error))).not.toMatch(/System Settings/);
});
