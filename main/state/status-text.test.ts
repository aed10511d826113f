import { expect, test } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import { explain } from '../tunnel/explain.ts';
import { makeCertificate } from './make-profile.ts';
import { statusText } from './status-text.ts';
import { tunnelOff } from './tunnel-views.ts';

const accept = [{ host: '127.0.0.1', port: 2222 }];
const refused = { kind: 'refused', host: 'vpn.example.org', port: 443 } as const;
const certificate = makeCertificate();

test.each<[string, TunnelStatus]>([
  ['off', { kind: 'off' }],
  ['starting …', { kind: 'starting' }],
  ['on', { kind: 'on', accept, server: { kind: 'unknown' } }],
  ['on · checking the server …', { kind: 'on', accept, server: { kind: 'checking' } }],
  [
    'on · 12 ms · TLS 1.3',
    {
      kind: 'on',
      accept,
      server: { kind: 'reachable', protocol: 'TLSv1.3', cipher: 'x', handshakeMs: 12.4, certificate, checkedAt: 0 },
    },
  ],
  [
    'on · 1 ms · TLS 1.2',
    {
      kind: 'on',
      accept,
      server: { kind: 'reachable', protocol: 'TLSv1.2', cipher: 'x', handshakeMs: 0.3, certificate, checkedAt: 0 },
    },
  ],
])('%s', (text, status) => {
  expect(statusText({ ...tunnelOff, status })).toBe(text);
});

test('an unreachable server and a blocked tunnel say what happened', () => {
  const explanation = explain(refused);
  const what = explanation.what.replace(/\.$/, '');
  expect(
    statusText({
      ...tunnelOff,
      explanation,
      status: { kind: 'on', accept, server: { kind: 'unreachable', error: refused, retryAt: 0 } },
    }),
  ).toBe(`on, server unreachable: ${what}`);
  expect(
    statusText({
      ...tunnelOff,
      explanation,
      status: { kind: 'blocked', error: refused, remedy: { kind: 'retry' } },
    }),
  ).toBe(`blocked: ${what}`);
});
