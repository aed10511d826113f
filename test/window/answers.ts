/** What main answers in every scene that has no answer of its own: enough for each sheet to have something to show. */
import { readLog } from '../../main/diagnose/log/read-log.ts';
import type { Handlers } from '../../preload/contract.ts';
import type { LogLine, TunnelLook } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { certificate, idOf, restorePlan } from '../../renderer/testing/fixtures.ts';

/** The scenes' clock is the page's own, so that nothing in them ages. */
const now = Date.now();
const minute = 60_000;

const server = {
  host: 'stunnel.example.org',
  port: 443,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
} as const;

const look: TunnelLook = {
  connections: [
    {
      number: 1,
      since: now - 134 * minute,
      sent: 1_284_331,
      received: 48_210_224,
      peer: { host: '127.0.0.1', port: 51_514 },
      program: { pid: 81_342, name: 'ssh' },
      server: { ...server, way: 'whole' },
    },
    {
      number: 2,
      since: now - 3 * minute,
      sent: 8_112,
      received: 912,
      peer: { host: '127.0.0.1', port: 51_518 },
      program: null,
      server: { ...server, way: 'spare' },
    },
    { number: 3, since: now - 800, sent: 0, received: 0, peer: null, program: null, server: null },
  ],
  chain: [
    certificate(1, { selfSigned: false, issuer: 'CN=Example Organisation Server Authority, O=Example Organisation' }),
    certificate(7, {
      subject: 'CN=Example Organisation Server Authority, O=Example Organisation',
      issuer: 'CN=Example Root, O=Example Organisation',
      names: [],
      selfSigned: false,
      key: 'EC P-256',
    }),
  ],
  delays: [
    {
      host: 'stunnel.example.org',
      port: 443,
      isFirst: true,
      delays: Array.from({ length: 30 }, (_, index) => ({
        at: now - (30 - index) * minute,
        milliseconds: index === 11 ? null : 12 + ((index * 7) % 5),
      })),
    },
    {
      host: 'second.example.org',
      port: 8443,
      isFirst: false,
      delays: Array.from({ length: 30 }, (_, index) => ({
        at: now - (30 - index) * minute,
        milliseconds: 31 + ((index * 11) % 9),
      })),
    },
  ],
};

const lines: readonly LogLine[] = (
  [
    ['info', 'Service [Office server] accepted connection from 127.0.0.1:51514'],
    ['debug', 'TLS connection to 198.51.100.7:443: TLSv1.3, TLS_AES_256_GCM_SHA384'],
    ['warning', 'Certificate of stunnel.example.org ends in 12 days'],
    ['error', 'connect_blocking: connect 198.51.100.7:443: Connection timed out (110)'],
    ['info', 'Connection closed: 1284331 byte(s) sent to TLS, 48210224 byte(s) sent to socket'],
  ] as const
).map(([level, text], index) => ({ number: index + 1, at: now - (9 - index) * 1000, level, profileId: idOf(1), text }));

const report = `Diagnostic report of Adit
Version 0.1.0, Electron 45.5.0, linux x64

== Profile "Office server"
connect = SERVER-1:443
accept = 127.0.0.1:2222
verification: pinned certificate

== Log, the last 5 lines
${lines.map(({ text }) => text.replaceAll('stunnel.example.org', 'SERVER-1')).join('\n')}
`;

const conf = `; Made by Adit 0.1.0
[Office server]
client = yes
accept = 127.0.0.1:2222
connect = stunnel.example.org:443
verifyPeer = yes
CAfile = office-server.pem
`;

export const usualAnswers: Partial<Handlers> = {
  'tunnel.look': () => ({
    ok: true,
    value: {
      ...look,
      history: {
        until: Math.floor(now / 1000),
        sent: Array.from({ length: 300 }, (_, index) => 2_000 + ((index * 977) % 30_000)),
        received: Array.from({ length: 300 }, (_, index) =>
          index > 120 && index < 210 ? 900_000 + index * 900 : 9_000,
        ),
        days: ['2026-11-27', '2026-11-28', '2026-11-29'].map((day, index) => ({
          day,
          sent: 81_223_000 * (index + 1),
          received: 1_923_100_000 * (index + 1),
        })),
      },
    },
  }),
  'log.read': ({ after }) => ({ ok: true, value: { lines: after === 0 ? lines : [] } }),
  'report.make': () => ({ ok: true, value: { text: report } }),
  'profile.preview': () => ({ ok: true, value: { text: conf } }),
  'profile.planMany': ({ profileIds }) => ({
    ok: true,
    value: {
      items: profileIds.map((profileId, index) => ({
        profileId,
        differences:
          index === 1 ? [] : [{ field: 'connect', old: 'stunnel.example.org:443', new: 'new.example.org:443' }],
        lost: index === 1 ? ['proxy-password'] : [],
      })),
    },
  }),
  'profile.remove': () => ({ ok: true, value: { undoId: idOf(700) } }),
  'diagnosis.readLog': ({ text }) => ({ ok: true, value: readLog(text) }),
  'share.link': () => ({ ok: true, value: { link: shareLink(420), notes: [] } }),
  'backup.open': () => ({ ok: true, value: restorePlan() }),
  'folder.get': () => ({
    ok: true,
    value: {
      path: '/home/alice/Nextcloud/Adit',
      problem: t('failure.folder.gone', { folder: '/srv/Adit' }),
      others: ['Adit on laptop-of-alice.json'],
    },
  }),
  'profile.export': () => ({ ok: true, value: { path: '/home/alice/office.conf', companions: ['office-ca.pem'] } }),
  'trust.saveCertificate': () => ({ ok: true, value: { path: '/home/alice/stunnel.example.org.pem' } }),
  'about.licences': () => ({ ok: true, value: { text: 'zod 4.6.7\n---\n\nMIT License\n'.repeat(20) } }),
};

/** A link of that many characters. */
export const shareLink = (length: number): string =>
  `adit://import?v=1&p=${'eyJuYW1lIjoiT2ZmaWNlIHNlcnZlciJ9'.repeat(200)}`.slice(0, length);
