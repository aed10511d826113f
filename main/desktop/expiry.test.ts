import { describe, expect, test } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import { id, makeController, other } from '../state/make-controller.ts';
import { makeCertificate, makeProfile } from '../state/make-profile.ts';
import type { FileEnd } from '../trust/ends.ts';
import { followExpiry, markOf } from './expiry.ts';

const DAY_MS = 86_400_000;
const certificate = makeCertificate();
const reachableAt = (checkedAt: number): TunnelStatus => ({
  kind: 'on',
  accept: [],
  server: {
    kind: 'reachable',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    handshakeMs: 1,
    certificate,
    checkedAt,
  },
});

function setUp(last: readonly string[] = [], ends: readonly FileEnd[] = []) {
  const world = makeController([makeProfile({ name: 'Office' }), makeProfile({ id: other, name: 'Copy' })]);
  const told: string[] = [];
  const saved: (readonly string[])[] = [];
  const later: (() => void)[] = [];
  let now = 0;
  followExpiry({
    state: world.state,
    after: (_milliseconds, then) => {
      later.push(then);
      return () => {};
    },
    endsOf: async ({ name }) => (name === 'Office' ? ends : []),
    tell: ({ title }) => void told.push(title),
    now: () => now,
    told: { last, save: (keys) => void saved.push(keys) },
  });
  for (const profileId of [id, other]) world.controller.start(profileId);
  return {
    told,
    saved,
    /** So many days before an end, the app looks at files. */
    async filesBefore(until: number, days: number) {
      now = until - days * DAY_MS;
      for (const then of later.splice(0)) then();
      await new Promise((resolve) => setImmediate(resolve));
    },
    /** The servers are reached so many days before the end. */
    before(days: number) {
      now = Date.parse(certificate.validTo) - days * DAY_MS;
      for (const profileId of [id, other]) world.status(reachableAt(now), profileId);
      world.state.snapshot();
    },
  };
}

test('is said 30, 7 and 1 days before the end, once each, for two profiles of one server as well', () => {
  const { told, before } = setUp();
  for (const days of [31, 30, 20, 8, 7, 6.5, 1, 0.5]) before(days);
  expect(told).toEqual([
    'The certificate of Office ends in 30 days',
    'The certificate of Office ends in 7 days',
    'The certificate of Office ends within a day',
  ]);
});

test('is not said again after a restart, and nothing is said of what has ended', () => {
  const first = setUp();
  first.before(20);
  const second = setUp(first.saved.at(-1));
  second.before(19);
  second.before(-1);
  expect(second.told).toEqual([]);
});

test("one's own certificate and a revocation list, which no server shows, are said as well, once each", async () => {
  const until = Date.UTC(2027, 0, 1);
  const from = until - 400 * DAY_MS;
  const first = setUp(
    [],
    [
      { kind: 'client-certificate', id: 'own', from, until },
      { kind: 'revocation-list', id: 'list', from, until },
    ],
  );
  for (const days of [40, 29.5, 29, 6.5, 0.5]) await first.filesBefore(until, days);
  expect(first.told).toEqual([
    'Your certificate for Office ends in 30 days',
    'The revocation list of Office ends in 30 days',
    'Your certificate for Office ends in 7 days',
    'The revocation list of Office ends in 7 days',
    'Your certificate for Office ends within a day',
    'The revocation list of Office ends within a day',
  ]);
  const second = setUp(first.saved.at(-1), [{ kind: 'client-certificate', id: 'own', from, until }]);
  await second.filesBefore(until, 0.4);
  expect(second.told).toEqual([]);
});

describe('when something is to be said', () => {
  test.each<[string, number, number, number | null]>([
    ['long before', 365, 31, null],
    ['a month before', 365, 30, 30],
    ['a week before', 365, 7, 7],
    ['a day before', 365, 1, 1],
    ['after its end', 365, -1, null],
    ['what lasts a week only, and is renewed by itself', 7, 3, null],
    ['what lasts a week only, on its last day', 7, 0.5, 1],
  ])('%s', (_name, lasts, left, expected) => {
    expect(markOf({ from: 0, until: lasts * DAY_MS }, (lasts - left) * DAY_MS)).toBe(expected);
  });
});
