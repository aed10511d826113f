import { describe, expect, it } from 'vitest';
import type { ServerStatus, TunnelView } from '../../preload/types.ts';
import { changedCertificate, off, portInUse, reachable, tunnel, unreachable, untrusted } from '../testing/fixtures.ts';
import { asClause, statusLine, toneOf } from './status.ts';

const on = (server: ServerStatus): TunnelView =>
  tunnel({ kind: 'on', accept: [{ host: '127.0.0.1', port: 2222 }], server });

describe('statusLine', () => {
  it.each<[string, TunnelView]>([
    ['Off', off],
    ['Starting', tunnel({ kind: 'starting' })],
    ['On · server not checked yet', on({ kind: 'unknown' })],
    ['On · checking the server', on({ kind: 'checking' })],
    ['On · server reachable, 12\u00a0ms', reachable()],
    ['On · server unreachable, the name db.example.org could not be found', unreachable],
    [
      'Blocked · local port 2222 is already used by sshd (process 812). Use another free port, or quit the other program.',
      portInUse,
    ],
    [
      'Blocked · stunnel.example.org now shows another certificate than the one you trusted. Compare the fingerprints with the server before you trust the new one.',
      changedCertificate,
    ],
  ])('%s', (line, view) => {
    expect(statusLine(view)).toBe(line);
  });

  it('says at least one millisecond', () => {
    const { status } = reachable();
    if (status.kind !== 'on' || status.server.kind !== 'reachable') throw new Error('fixture');
    expect(statusLine(on({ ...status.server, handshakeMs: 0.2, protocol: 'TLSv1.2' }))).toBe(
      'On · server reachable, 1\u00a0ms',
    );
  });
});

it('the first look at a certificate is a question, a changed one an alarm', () => {
  expect(toneOf(untrusted())).toBe('attention');
  expect(toneOf(changedCertificate)).toBe('bad');
});

it.each([
  ['The server is gone.', 'the server is gone'],
  ['TLS failed.', 'TLS failed'],
  ['Example.org refused the connection.', 'Example.org refused the connection'],
  ['127.0.0.1:443 refused.', '127.0.0.1:443 refused'],
])('asClause: %s', (sentence, clause) => {
  expect(asClause(sentence)).toBe(clause);
});
