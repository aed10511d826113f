import { expect, test } from 'vitest';
import { say, sayAll } from '../../../preload/words/say.ts';
import { plainProfile } from '../../../test/export/arbitrary.ts';
import { defaultSettings } from '../defaults.ts';
import { toStunnelConf } from '../export/export.ts';
import { toBackup } from '../share/backup.ts';
import { shareFile, shareLink } from '../share/share.ts';
import { openText } from './open.ts';
import { linksIn } from './openable.ts';

const profile = plainProfile({ name: 'Bob’s office', user: 'ada' });
const none = new Map<string, string>();
const textOf = (shared: ReturnType<typeof shareFile>) => (shared.ok ? shared.text : '');
const open = (text: string) => openText(text, { fileName: 'a.conf', takenPorts: new Set() });

test.each([
  ['a file', textOf(shareFile([profile], none))],
  ['a link', textOf(shareLink([profile], none))],
  [
    'an exported configuration',
    toStunnelConf(profile, { directory: null, systemRoots: '/etc/ssl/cert.pem', certificates: none }).text,
  ],
])('%s opens the preview with what the profile was', (_, text) => {
  expect(open(text)).toMatchObject({
    ok: true,
    proposal: { services: [{ view: { name: 'Bob’s office', user: 'ada', host: 'vpn.example.com', localPort: 2222 } }] },
  });
});

test('a stunnel.conf is read as before', () => {
  expect(open('[ssh]\naccept = 443\nconnect = 22\n')).toMatchObject({
    ok: true,
    proposal: { services: [{ view: { role: 'server', name: 'ssh', remotePort: 443 } }] },
  });
});

test('unusual settings are told with the lines that they come from', () => {
  const settingsOf = (lines: readonly string[]) => {
    const result = open(['[a]', 'client = yes', 'accept = 2222', 'connect = vpn.example.com:443', ...lines].join('\n'));
    return result.ok ? sayAll(result.proposal.services[0]?.view.settings ?? []) : null;
  };
  expect(settingsOf([])).toEqual([]);
  expect(settingsOf(['failover = prio', 'TIMEOUTconnect = 10', 'checkHost ='])).toEqual([]);
  const lines = [
    'sslVersionMin = TLSv1.2',
    'options = NO_TLSv1.3',
    'ciphers = HIGH',
    'curves = P-256',
    'sni = a.example',
  ];
  expect(
    settingsOf([
      ...lines,
      ...['failover = rr', 'TIMEOUTidle = 60', 'verifyChain = yes', 'CAfile = /c.pem', 'checkHost = b.example'],
    ]),
  ).toEqual([
    { field: 'failover', words: 'in turn', places: [{ file: null, line: 10 }] },
    { field: 'sni', words: 'a.example', places: [{ file: null, line: 9 }] },
    {
      field: 'minVersion',
      words: 'TLSv1.2',
      places: [
        { file: null, line: 5 },
        { file: null, line: 6 },
      ],
    },
    { field: 'maxVersion', words: 'TLSv1.2', places: [{ file: null, line: 6 }] },
    { field: 'ciphers', words: 'HIGH', places: [{ file: null, line: 7 }] },
    { field: 'curves', words: 'P-256', places: [{ file: null, line: 8 }] },
    { field: 'timeouts', words: 'connect 10 s, busy 300 s, idle 60 s, close 60 s', places: [{ file: null, line: 11 }] },
    { field: 'trust', words: 'only for b.example', places: [{ file: null, line: 14 }] },
  ]);
});

test.each([
  [
    'a backup',
    toBackup({ profiles: [profile], settings: defaultSettings, createdAt: new Date(0), secrets: null }),
    /backup/,
  ],
  ['a damaged link', 'adit://import?v=1&p=AAAA', /damaged/],
  ['a link to something else', 'adit://start?profile=1', /none that Adit shared/],
  ['a huge file', 'x'.repeat(1_048_577), /too large/],
  ['nothing', '', /nothing/],
])('%s is explained', (_, text, what) => {
  const result = open(text);
  expect(result.ok ? '' : say(result.explanation.what)).toMatch(what);
});

test('only links are taken from a command line, each once', () => {
  const link = 'adit://import?v=1&p=AAAA';
  const argv = [
    '/opt/adit',
    '--hidden',
    link,
    `${link} `,
    'https://a.example',
    '/home/ada/adit:x.conf',
    `adit:${'x'.repeat(40_000)}`,
  ];
  expect(linksIn(argv)).toEqual([link]);
});
