import { expect, test } from 'vitest';
import type { TunnelStatus } from '../../preload/types.ts';
import { id, makeController, other } from '../state/make-controller.ts';
import { makeCertificate, makeProfile } from '../state/make-profile.ts';
import { followExpiry } from './expiry.ts';

const DAY_MS = 86_400_000;
const certificate = makeCertificate();
const reachable: TunnelStatus = {
  kind: 'on',
  accept: [],
  server: {
    kind: 'reachable',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    handshakeMs: 1,
    certificate,
    checkedAt: 0,
  },
};

function setUp(last: readonly string[] = []) {
  const world = makeController([makeProfile({ name: 'Office' }), makeProfile({ id: other, name: 'Copy' })]);
  const told: string[] = [];
  const saved: (readonly string[])[] = [];
  let now = 0;
  followExpiry({
    state: world.state,
    after: () => () => {},
    tell: ({ title }) => void told.push(title),
    now: () => now,
    told: { last, save: (keys) => void saved.push(keys) },
  });
  for (const profileId of [id, other]) world.controller.start(profileId);
  return {
    told,
    saved,
    /** The servers are reached so many days before the end. */
    before(days: number) {
      now = Date.parse(certificate.validTo) - days * DAY_MS;
      for (const profileId of [id, other]) world.status(reachable, profileId);
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
