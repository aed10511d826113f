import { describe, expect, test } from 'vitest';
import type { Attempt, Question, Remedy, ServerStatus, TunnelStatus } from '../../preload/types.ts';
import { makeCertificate } from './make-profile.ts';
import { createAttempts, openAttempt, questionOf } from './question.ts';

const certificate = makeCertificate();
const error = { kind: 'internal', code: 'X', detail: '' } as const;
const blocked = (remedy: Remedy): TunnelStatus => ({ kind: 'blocked', error, remedy });
const on = (server: ServerStatus): TunnelStatus => ({ kind: 'on', accept: [], server });
const away = on({ kind: 'unreachable', error, retryAt: 0 });
const there = on({
  kind: 'reachable',
  protocol: 'TLSv1.3',
  cipher: 'x',
  handshakeMs: 1,
  certificate: null,
  checkedAt: 0,
});
const byWindow: Attempt = { number: 1, by: 'window' };
const byTray: Attempt = { number: 1, by: 'tray' };

test.each<[Remedy, Question['kind'] | null]>([
  [{ kind: 'trust-certificate', certificate }, 'trust'],
  [{ kind: 'replace-certificate', certificate, expected: [] }, 'changed'],
  [{ kind: 'enter-secret', field: 'psk', isWrong: false }, 'secret'],
  [{ kind: 'choose-identity' }, 'identity'],
  [{ kind: 'use-free-port' }, null],
  [{ kind: 'edit-profile' }, null],
  [{ kind: 'retry' }, null],
])('the remedy $kind asks: %s', (remedy, kind) => {
  expect(questionOf(blocked(remedy), byTray)).toEqual(kind === null ? null : { kind, attempt: byTray });
});

test('a tunnel that is not blocked asks nothing', () => {
  expect(
    [{ kind: 'off' } as const, { kind: 'starting' } as const, away].map((status) => questionOf(status, byTray)),
  ).toEqual([null, null, null]);
});

describe('an attempt', () => {
  test.each<[string, TunnelStatus, boolean, boolean]>([
    ['starting', { kind: 'starting' }, true, true],
    ['a server that nobody has asked', on({ kind: 'unknown' }), true, true],
    ['a check', on({ kind: 'checking' }), true, true],
    ['a server that is there', there, false, false],
    ['a server that is away', away, true, false],
    ['a block', blocked({ kind: 'retry' }), false, false],
    ['switching off', { kind: 'off' }, false, false],
  ])('%s', (_name, status, inWindow, inTray) => {
    expect(openAttempt(byWindow, status)).toBe(inWindow ? byWindow : null);
    expect(openAttempt(byTray, status)).toBe(inTray ? byTray : null);
  });

  test('belongs to the status that ends it, and to none after', () => {
    const attempts = createAttempts();
    attempts.begin('a', 'tray');
    expect(attempts.take('b', { kind: 'starting' })).toBeNull();
    expect(attempts.take('a', { kind: 'starting' })).toEqual(byTray);
    expect(attempts.take('a', blocked({ kind: 'use-free-port' }))).toEqual(byTray);
    expect(attempts.take('a', blocked({ kind: 'choose-identity' }))).toBeNull();
  });

  test('has a higher number than those before, of every tunnel', () => {
    const attempts = createAttempts();
    const numbers = ['a', 'b', 'a'].map((id) => {
      attempts.begin(id, 'window');
      return attempts.take(id, { kind: 'starting' })?.number;
    });
    expect(numbers).toEqual([1, 2, 3]);
  });
});
