import { expect, test } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import { explain } from '../tunnel/explain.ts';
import { statusText } from './status-text.ts';

const refused = { kind: 'refused', host: 'vpn.example.org', port: 443 } as const;
const explanation = explain(refused);

test.each<[string, TunnelStatus]>([
  [
    'On · server unreachable: vpn.example.org:443 refused the connection',
    { kind: 'on', accept: [], server: { kind: 'unreachable', error: refused, retryAt: 0 } },
  ],
  [
    'Blocked: vpn.example.org:443 refused the connection',
    { kind: 'blocked', error: refused, remedy: { kind: 'retry' } },
  ],
])('%s', (text, status) => {
  expect(statusText({ status, explanation })).toBe(text);
});

test('where nothing is to be explained, it is the title', () => {
  expect(statusText({ status: { kind: 'starting' }, explanation: null })).toBe('Starting');
});
