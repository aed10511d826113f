/** Profiles with what their tunnels do, and what else main may have to say, for scenes. */

import type { Notice, ProfileView } from '../../preload/app-state.ts';
import type { RequestError } from '../../preload/contract.ts';
import type { Network } from '../../preload/networks.ts';
import type { SecretField, TunnelView } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';
import { idOf, off, pemOf, portInUse, reachable, tunnel, unreachable, view } from '../../renderer/testing/fixtures.ts';
import { failedWith, noticed } from './said.ts';

export const noChecks = { hosts: [], emails: [], ips: [] };
export const pinned = {
  kind: 'pinned' as const,
  certificates: [{ kind: 'pem' as const, pem: pemOf(1) }],
  checks: noChecks,
};
export const notes = [
  { line: 3, text: 'chroot = /var/lib/stunnel4', reason: toSay('note.daemon') },
  { line: 4, text: 'setuid = stunnel4', reason: toSay('note.daemon') },
  { line: 19, text: 'securityLevel = 2', reason: toSay('note.securityLevel') },
];

export const office = view(
  1,
  { name: 'Office server', trust: pinned, user: 'alice', origin: { file: 'stunnel.conf', section: 'ssh', notes } },
  reachable({ sent: 1_284_331, received: 48_210_224, openConnections: 3, totalConnections: 17 }),
);
export const long = view(2, {
  name: 'Backup of the photographs of the whole family, at the house of the grandparents',
  application: 'rsync',
  accept: [{ host: '0.0.0.0', port: 8730 }],
  connect: [
    { host: 'a-very-long-host-name.with-many-labels.in-some-department.of-a-university.example.org', port: 443 },
    { host: 'backup.example.org', port: 8443 },
  ],
  trust: { kind: 'none' },
});
export const database = view(
  3,
  {
    name: 'Customer database',
    application: 'postgresql',
    accept: [{ host: '127.0.0.1', port: 5432 }],
    connect: [{ host: 'db.example.org', port: 443 }],
  },
  unreachable,
);
export const redis = view(
  4,
  { name: 'Redis cache', application: 'redis', accept: [{ host: '127.0.0.1', port: 6379 }] },
  portInUse,
);
export const site = view(
  5,
  { name: 'Intranet', application: 'http', accept: [{ host: '127.0.0.1', port: 8080 }] },
  tunnel({ kind: 'starting' }),
);
/** The only one, with names that have no spaces, and it fails. */
export const unspaced = view(
  7,
  {
    name: '東京本社総務部給与計算システム踏み台サーバー（旧データセンター移行期間中のみ使用可・二〇二六年度末まで）',
    group: '情報システム部インフラストラクチャー運用管理課',
    connect: [{ host: 'payroll-gateway-of-the-head-office-in-tokyo.internal.example.co.jp', port: 8443 }],
    trust: pinned,
    user: 'suzuki',
  },
  unreachable,
);
export const list: readonly ProfileView[] = [office, long, database, redis, site];

export const damagedStore = (): Notice => {
  const what = toSay('notice.store.parts', { count: 1 });
  return noticed('store', 'warning', toSay('notice.store.kept', { what, file: 'profiles.damaged.json' }));
};

export const failed = (): RequestError =>
  failedWith('failed', {
    what: toSay('failure.somethingFailed.what'),
    why: toSay('failure.somethingFailed.why'),
    next: toSay('failure.somethingFailed.next'),
  });

export const foreignFile = (): RequestError =>
  failedWith('import', {
    what: toSay('refused.none.what'),
    why: toSay('refused.foreign.why'),
    next: toSay('refused.choose.usual'),
  });

export const grouped: readonly ProfileView[] = [
  office,
  database,
  ...Array.from({ length: 12 }, (_, index) =>
    view(
      index + 11,
      {
        name: `Customer ${index + 1}`,
        group: index < 6 ? 'Customers in the north' : 'Customers in the south',
        accept: [{ host: '127.0.0.1', port: 3000 + index }],
      },
      index % 3 === 0 ? reachable({ openConnections: 1, totalConnections: 3 }) : off,
    ),
  ),
];

export const squid = { kind: 'http', host: 'proxy.example.org', port: 3128, username: 'alice' } as const;

export const asking = (field: SecretField, isWrong: boolean): TunnelView =>
  tunnel(
    {
      kind: 'blocked',
      error: isWrong
        ? { kind: 'key-passphrase', path: '/home/alice/me.pem', given: true }
        : { kind: 'psk-missing', host: 'stunnel.example.org' },
      remedy: { kind: 'enter-secret', field, isWrong },
    },
    null,
    { kind: 'secret', attempt: { number: 1, by: 'window' } },
  );

export const identityAsked: TunnelView = tunnel(
  {
    kind: 'blocked',
    error: { kind: 'client-cert-required', host: 'stunnel.example.org' },
    remedy: { kind: 'choose-identity' },
  },
  null,
  { kind: 'identity', attempt: { number: 1, by: 'window' } },
);

export const networks: Network[] = [
  {
    id: idOf(801),
    name: 'Home',
    gateways: ['a0:36:9f:00:00:01'],
    wifi: 'Home',
    rules: [{ of: { kind: 'profile', profileId: idOf(1) }, outcome: 'on' }],
  },
  { id: idOf(802), name: 'The library of the university', gateways: ['a0:36:9f:00:00:0f'], wifi: null, rules: [] },
];

export const vpn: ProfileView = {
  ...view(
    6,
    {
      name: 'Company network',
      application: 'openvpn',
      accept: [{ host: '127.0.0.1', port: 1194 }],
      openvpn: { path: '/home/alice/.config/Adit/openvpn/company.ovpn', traffic: 'everything', blockIpv6: false },
    },
    reachable(),
  ),
  vpn: {
    client: 'NetworkManager',
    problem: null,
    moved: ['stunnel.example.org'],
    notes: [
      {
        line: 4,
        text: 'remote vpn.example.org 1194',
        reason: toSay('vpn.note.leftOut', { reason: toSay('vpn.because.place') }),
      },
    ],
  },
};

export const portal: TunnelView = tunnel({
  kind: 'on',
  accept: [{ host: '127.0.0.1', port: 2222 }],
  server: {
    kind: 'unreachable',
    error: { kind: 'captive-portal', host: 'stunnel.example.org', port: 443, page: 'http://login.hotel.example/' },
    retryAt: null,
  },
});
