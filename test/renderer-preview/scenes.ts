import { readLog } from '../../main/diagnose/log/read-log.ts';
import type { ProfileView } from '../../preload/app-state.ts';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { sentence } from '../../preload/sentence.ts';
import { createDouble, type Double } from '../../renderer/testing/double.ts';
import {
  appState,
  changedCertificate,
  fingerprint,
  idOf,
  pemOf,
  portInUse,
  preview,
  reachable,
  restorePlan,
  service,
  tunnel,
  unreachable,
  untrusted,
  view,
} from '../../renderer/testing/fixtures.ts';
import { checkScenes } from './checks.ts';

export type Scene = () => Double;

const noChecks = { hosts: [], emails: [], ips: [] };
const pinned = {
  kind: 'pinned' as const,
  certificates: [{ kind: 'pem' as const, pem: pemOf(1) }],
  checks: noChecks,
};
const notes = [
  { line: 3, text: 'chroot = /var/lib/stunnel4', reason: 'Only matters on the server.' },
  { line: 4, text: 'setuid = stunnel4', reason: 'Only matters on the server.' },
  { line: 19, text: 'securityLevel = 2', reason: 'This TLS library has no security levels.' },
];

const office = view(
  1,
  { name: 'Office server', trust: pinned, user: 'alice', origin: { file: 'stunnel.conf', section: 'ssh', notes } },
  reachable({ sent: 1_284_331, received: 48_210_224, openConnections: 3, totalConnections: 17 }),
);
const long = view(2, {
  name: 'Backup of the photographs of the whole family, at the house of the grandparents',
  application: 'rsync',
  accept: [{ host: '0.0.0.0', port: 8730 }],
  connect: [
    { host: 'a-very-long-host-name.with-many-labels.in-some-department.of-a-university.example.org', port: 443 },
    { host: 'backup.example.org', port: 8443 },
  ],
  trust: { kind: 'none' },
});
const database = view(
  3,
  {
    name: 'Customer database',
    application: 'postgresql',
    accept: [{ host: '127.0.0.1', port: 5432 }],
    connect: [{ host: 'db.example.org', port: 443 }],
  },
  unreachable,
);
const redis = view(
  4,
  { name: 'Redis cache', application: 'redis', accept: [{ host: '127.0.0.1', port: 6379 }] },
  portInUse,
);
const site = view(
  5,
  { name: 'Intranet', application: 'http', accept: [{ host: '127.0.0.1', port: 8080 }] },
  tunnel({ kind: 'starting' }),
);
const list: readonly ProfileView[] = [office, long, database, redis, site];

const found: ImportPreview = preview(
  [
    service('0', {
      notes: [{ line: 12, text: 'TIMEOUTclose = 0', reason: 'It was a workaround for old clients.' }],
    }),
    service('1', {
      section: 'rsync-backup',
      name: 'Backup',
      application: 'rsync',
      remotePort: 8443,
      localPort: 8730,
      reasons: {
        application: sentence`The service connects to port 873.`,
        host: sentence`The same question as above.`,
      },
    }),
    service('2', {
      section: 'web',
      name: 'Web',
      application: 'http',
      remotePort: null,
      localPort: 8080,
      reasons: { remotePort: sentence`The file has the placeholder PORT here.` },
    }),
    service('3', {
      section: 'gitlab',
      problem: sentence`It has no “accept”, so the server does not offer it to anyone.`,
    }),
  ],
  { notes },
);

/** A folder that was imported before, with a certificate beside the server's file and a client's that verifies nothing. */
const again: ImportPreview = preview(
  [
    service('0', {
      host: 'stunnel.example.org',
      remotePort: 8443,
      file: 'stunnel.conf',
      match: {
        profileId: idOf(1),
        profileName: 'Office server',
        differences: [
          { field: 'connect', old: 'stunnel.example.org:443', new: 'stunnel.example.org:8443' },
          { field: 'minVersion', old: 'the TLS library’s own', new: 'TLSv1.2' },
          {
            field: 'trust',
            old: 'The system’s certificates; asks once when they do not vouch for the server',
            new: 'Only the certificate in the profile',
          },
        ],
      },
    }),
    service('1', {
      section: 'redis',
      name: 'Redis',
      application: 'redis',
      host: 'stunnel.example.org',
      remotePort: 6380,
      localPort: 6379,
      file: 'conf.d/redis.conf',
      trust: 'Only the certificate that lay beside the file',
      reasons: { trust: sentence`The server’s “cert” line names server.pem, which is in the folder.` },
      pinned: [fingerprint(1)],
      notes: [
        {
          line: 4,
          file: 'conf.d/redis.conf',
          text: 'key = server.key',
          reason: 'This is a private key. It was skipped. It should not leave the server.',
        },
      ],
    }),
    service('2', {
      section: 'legacy',
      name: 'Legacy',
      role: 'client',
      application: 'custom',
      host: 'legacy.example.org',
      localPort: 9000,
      file: 'client.conf',
      trust: 'The system’s certificates; asks once when they do not vouch for the server',
      reasons: {},
      unverified: true,
    }),
  ],
  { source: 'stunnel' },
);

const link = (length: number) =>
  `adit://import?v=1&p=${'eyJuYW1lIjoiT2ZmaWNlIHNlcnZlciJ9'.repeat(200)}`.slice(0, length);
const leftOut = [
  {
    line: null,
    text: 'Office server',
    reason: 'A certificate file of this computer cannot be read, so it is not shared.',
  },
];

/** `ready` runs once the window has its first state and listens. */
const showing = (
  profiles: readonly ProfileView[],
  ready: (double: Double) => void = () => {},
  linkLength = 420,
): Scene => {
  return () => {
    const state = appState(profiles);
    const double = createDouble(state, {
      'state.get': () => {
        setTimeout(() => ready(double), 30);
        return { ok: true, value: state };
      },
      'diagnosis.readLog': ({ text }) => ({ ok: true, value: readLog(text) }),
      'demo.start': () => ({ ok: true, value: found }),
      'share.link': () => ({ ok: true, value: { link: link(linkLength), notes: linkLength > 1000 ? leftOut : [] } }),
      'backup.open': () => ({ ok: true, value: restorePlan() }),
      'profile.export': () => ({ ok: true, value: { path: '/home/alice/office.conf', companions: ['office-ca.pem'] } }),
    });
    return double;
  };
};
const at = (number: number) => (double: Double) =>
  double.emit('window.navigate', { to: 'profile', profileId: idOf(number) });

const madeKit = (): Double =>
  createDouble(appState([]), {
    'kit.make': ({ answers }) => ({
      ok: true,
      value: {
        path: '/home/alice/Documents/vpn.example.org server',
        kit: {
          id: idOf(9),
          folder: '/home/alice/Documents/vpn.example.org server',
          answers,
          clients: [
            { name: 'ada-laptop', isRevoked: false },
            { name: 'ada-phone', isRevoked: false },
            { name: 'lost-laptop', isRevoked: true },
          ],
        },
        clientFiles: ['clients/ada-laptop.zip', 'clients/ada-phone.zip'],
        notes: ['Install the server’s files again: until then it still lets them in.'],
      },
    }),
  });

export const scenes: Readonly<Record<string, Scene>> = {
  ...checkScenes((view) =>
    showing([view], (double) => double.emit('window.navigate', { to: 'diagnosis', profileId: view.profile.id })),
  ),
  empty: showing([]),
  kit: madeKit,
  list: showing(list),
  running: showing(list, at(1)),
  long: showing(list, at(2)),
  unreachable: showing(list, at(3)),
  port: showing(list, at(4)),
  off: showing([{ ...office, tunnel: tunnel({ kind: 'off' }) }], at(1)),
  trust: showing([view(1, {}, untrusted(1, 1))], at(1)),
  blocked: showing([view(1, {}, untrusted())]),
  changed: showing([view(1, { trust: pinned }, changedCertificate)], at(1)),
  import: showing([], (double) => double.emit('import.opened', found)),
  again: showing(list, (double) => double.emit('import.opened', again)),
  'share-dense': showing(list, at(1), 1720),
  'share-long': showing(list, at(1), 4000),
  demo: showing([], (double) =>
    double.emit(
      'import.opened',
      preview(
        [service('0', { host: '127.0.0.1', name: 'Demo', application: 'http', remotePort: 40111, localPort: 8080 })],
        { demo: true, source: null },
      ),
    ),
  ),
  notices: () =>
    createDouble(
      appState(list, {
        notices: [
          {
            id: 'store',
            level: 'warning',
            text: 'One stored profile could not be read. It was set aside in profiles.damaged.json, and the others were loaded.',
          },
        ],
      }),
    ),
  managed: () =>
    createDouble(
      appState(list, {
        managed: {
          settings: ['notifications', 'checkOthers'],
          profileIds: [office.profile.id],
          requiresVerification: true,
        },
        update: {
          kind: 'ready',
          version: '0.2.0',
          news: ['Tunnels start faster.', 'A server’s log can be saved, and its lines can be filtered by level.'],
        },
      }),
      { 'about.licences': () => ({ ok: true, value: { text: 'zod 4.6.7\n---\n\nMIT License\n'.repeat(20) } }) },
    ),
  'import-one': () => {
    const double = createDouble(appState([]), {
      'state.get': () => {
        setTimeout(() => double.emit('import.opened', preview([service('0')])), 30);
        return { ok: true, value: appState([]) };
      },
      'import.add': () => {
        double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile', view: view(1) }] });
        return { ok: true, value: { profileIds: [idOf(1)] } };
      },
    });
    return double;
  },
  drop: showing(list, () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['[ssh]'], 'stunnel.conf'));
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer, cancelable: true }));
  }),
  failed: showing(list, (double) =>
    double.emit('import.failed', {
      code: 'import',
      explanation: {
        what: '“notes.txt” is not a stunnel configuration.',
        why: 'It has no section with accept and connect.',
        next: 'Choose the stunnel.conf that the server runs with.',
      },
    }),
  ),
};
