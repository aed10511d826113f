import { expect, test } from 'vitest';
import { statusTitle } from './status-words.ts';
import type { ServerStatus, TunnelStatus } from './types.ts';

const error = { kind: 'refused', host: 'vpn.example.org', port: 443 } as const;
const on = (server: ServerStatus): TunnelStatus => ({ kind: 'on', accept: [], server });
const reached = { kind: 'reachable', cipher: 'x', certificate: null, checkedAt: 0 } as const;

test.each<[string, TunnelStatus]>([
  ['Off', { kind: 'off' }],
  ['Starting', { kind: 'starting' }],
  ['On · server not checked yet', on({ kind: 'unknown' })],
  ['On · checking the server', on({ kind: 'checking' })],
  ['On · server reachable, 12\u00a0ms', on({ ...reached, protocol: 'TLSv1.3', handshakeMs: 12.4 })],
  ['On · server reachable, 1\u00a0ms', on({ ...reached, protocol: 'TLSv1.2', handshakeMs: 0.3 })],
  ['On · server unreachable', on({ kind: 'unreachable', error, retryAt: 0 })],
  ['Blocked', { kind: 'blocked', error, remedy: { kind: 'retry' } }],
])('%s', (words, status) => {
  expect(statusTitle(status)).toBe(words);
});
