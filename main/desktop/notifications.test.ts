import { describe, expect, test } from 'vitest';
import type { Settings, TunnelError, TunnelStatus } from '../../preload/types.ts';
import { id, makeController, other, untrusted } from '../state/make-controller.ts';
import { makeProfile } from '../state/make-profile.ts';
import { followForNotifications } from './notifications.ts';

const error: TunnelError = { kind: 'refused', host: 'vpn.example.org', port: 443 };
const away: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'unreachable', error, retryAt: 1 } };
const checking: TunnelStatus = { kind: 'on', accept: [], server: { kind: 'checking' } };
const fine: TunnelStatus = {
  kind: 'on',
  accept: [],
  server: {
    kind: 'reachable',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    handshakeMs: 1,
    certificate: null,
    checkedAt: 0,
  },
};

function setUp(notifications?: Settings['notifications'], quiet: string | null = null) {
  const settings: Settings = { appearance: 'system', ...(notifications === undefined ? {} : { notifications }) };
  const world = makeController(
    [makeProfile({ name: 'Office' }), makeProfile({ id: other, name: 'Home' })],
    [],
    settings,
  );
  const told: string[] = [];
  const actions: (string | null)[] = [];
  const waiting: (() => void)[] = [];
  let isWatched = false;
  followForNotifications({
    state: world.state,
    after(_milliseconds, then) {
      waiting.push(then);
      return () => {};
    },
    isWatched: () => isWatched,
    isQuiet: ({ name }) => name === quiet,
    tell: ({ title, body, profileId, action }) => {
      told.push(`${title} | ${body} | ${profileId}`);
      actions.push(action === null ? null : `${action.label}: ${action.act.kind}`);
    },
  });
  for (const profileId of [id, other]) world.controller.start(profileId);
  return {
    told,
    actions,
    watch: (now: boolean) => {
      isWatched = now;
    },
    /** These have happened, one after the other, and last. */
    lasts(...statuses: readonly (readonly [string, TunnelStatus])[]) {
      for (const [profileId, status] of statuses) world.status(status, profileId);
      world.state.snapshot();
      for (const then of waiting.splice(0)) then();
    },
  };
}

test('a server that goes away is told once, however often it is tried', () => {
  const { told, lasts } = setUp();
  lasts([id, fine]);
  lasts([id, away]);
  lasts([id, checking]);
  lasts([id, away]);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^Office cannot be reached \| .*vpn\.example\.org.* \| /);
});

test('a short gap is not told, nor that a server is back, unless all is wanted', () => {
  for (const [notifications, expected] of [
    ['problems', 1],
    ['all', 2],
  ] as const) {
    const { told, lasts } = setUp(notifications);
    lasts([id, away], [id, fine]);
    expect(told).toEqual([]);
    lasts([id, away]);
    lasts([id, fine]);
    expect(told).toHaveLength(expected);
  }
});

test('what happens together is one, and a tunnel that waits for a person is another', () => {
  const { told, lasts } = setUp();
  lasts([id, away], [other, away]);
  expect(told).toEqual(['2 servers cannot be reached | Office, Home | null']);
  lasts([id, untrusted]);
  expect(told[1]).toMatch(/^Office waits for your answer \| .* \| /);
});

test('nobody is told who looks at the window, also not later, nor who wants nothing', () => {
  const { told, lasts, watch } = setUp();
  watch(true);
  lasts([id, away]);
  watch(false);
  lasts([id, checking]);
  lasts([id, away]);
  expect(told).toEqual([]);
  const silent = setUp('off');
  silent.lasts([id, away]);
  expect(silent.told).toEqual([]);
});

test('what is quiet in this network is not told', () => {
  const { told, lasts } = setUp('all', 'Office');
  lasts([id, away], [other, away]);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/^Home cannot be reached/);
});

describe('what helps', () => {
  const portal: TunnelStatus = {
    kind: 'on',
    accept: [],
    server: {
      kind: 'unreachable',
      error: { kind: 'captive-portal', host: 'vpn.example.org', port: 443, page: null },
      retryAt: 1,
    },
  };
  test.each<[string, TunnelStatus, string]>([
    ['a server that is away', away, 'Check connection: diagnose'],
    ["a network's log-in page", portal, 'Open the log-in page: log-in'],
    ['a certificate that nobody has seen', untrusted, 'Look at the certificate: show-profile'],
  ])('%s', (_name, status, expected) => {
    const { actions, lasts } = setUp();
    lasts([id, status]);
    expect(actions).toEqual([expected]);
  });

  test('several at once are a look at the window, and so is one that is back and starts nothing', () => {
    const { actions, lasts } = setUp('all');
    lasts([id, away], [other, away]);
    lasts([id, fine]);
    expect(actions).toEqual([null, null]);
  });
});
