/** A value means the same to who judges a file, runs it as it is, and makes a profile of it. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import { check } from '../../conf/strict/verdict.ts';
import { propose } from '../../profile/import/propose.ts';
import { clientSpecification } from './client-specification.ts';

/** As the paths of this platform begin. */
const ROOT = path.parse(process.cwd()).root;

/** What the lines come to, each way; the verdict by whether stunnel accepts them. */
function readings(lines: string) {
  const document = parse(`[a]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = a.example:443\n${lines}\n`);
  const verdict = check(document, { fileName: 'a.conf' });
  const [service] = servicesOf(document).services;
  const files = { read: () => new Uint8Array() };
  const run = service === undefined ? null : clientSpecification(service, { id: 'a', directory: ROOT, files });
  const proposed = propose(document, { fileName: null, takenPorts: new Set() });
  return {
    isAccepted: verdict.kind === 'accepted',
    literal: run?.ok ? run.specification : null,
    profile: proposed.ok ? proposed.proposal.services[0]?.template : undefined,
  };
}

test.each([
  ['TIMEOUTidle = +60', 'timeouts'],
  ['TIMEOUTidle = 007\nTIMEOUTclose = 4294967297', 'timeouts'],
  ['TIMEOUTconnect = 9999999', 'timeouts'],
  ['failover = RR', 'failover'],
  ['ciphers = HIGH\ncurves = X25519:P-256\nciphersuites = TLS_AES_128_GCM_SHA256', 'tls'],
  ['securityLevel = +2', 'tls'],
  ['sslVersionMin = tlsV1.2\noptions = no_tlsv1_3', 'tls'],
  ['sessionResume = NO\nsession = 60', 'tls'],
  ['options = NO_TICKET\noptions = -NO_COMPRESSION', 'tls'],
  [
    `CRLfile = ${ROOT}crl.pem\nverifyChain = YES\nCAfile = ${ROOT}ca.pem\nOCSPaia = Yes\nOCSPrequire = NO\nTIMEOUTocsp = +7`,
    'revocation',
  ],
  [`verify = 03\nCAfile = ${ROOT}ca.pem`, 'trust'],
  ['verifyPeer = yes\nverify = 0', 'failover'],
  ['local = 192.0.2.7', 'local'],
  ['accept = *:04443\naccept = ::1:4444\naccept = 127.0.0.1:ssh', 'accept'],
  ['connect = b.example:https\nconnect = ::1:4444\nconnect = 8443', 'connect'],
  ['protocol = POP3', 'negotiation'],
  ['protocol = Socks\nprotocolHost = db.example:5432', 'negotiation'],
] as const)('%j', (lines, field) => {
  const { isAccepted, literal, profile } = readings(lines);
  expect(isAccepted).toBe(true);
  const { sni: _literal, ...rest } = literal?.tls ?? {};
  const { sni: _profile, ...others } = profile?.tls ?? {};
  // Without a name in the file a profile sends the host that a connection goes to, a file that is run as it is the first.
  expect(field === 'tls' ? rest : literal?.[field]).toEqual(field === 'tls' ? others : profile?.[field]);
  expect(literal?.[field]).toBeDefined();
});

test.each([
  ['sni = other.example', { kind: 'name', name: 'other.example' }],
  ['sni =', { kind: 'none' }],
  ['protocol = smtp\nprotocolHost = me.example', { kind: 'name', name: 'me.example' }],
  ['protocol = imap\nprotocolHost = me.example:1', { kind: 'name', name: 'me.example' }],
  ['protocol = socks\nprotocolHost = [2001:db8::1]:22', { kind: 'name', name: '2001:db8::1' }],
  ['protocol = socks\nprotocolHost = db.example:22\nsni = other.example', { kind: 'name', name: 'other.example' }],
] as const)('the name that is sent: %j', (lines, sni) => {
  const { literal, profile } = readings(lines);
  expect([literal?.tls.sni, profile?.tls.sni]).toEqual([sni, sni]);
});

test.each([
  'protocol = connect\nprotocolHost = far.example:443\nprotocolHeader = A: b\nprotocolHeader = C: d',
  'protocol = smtp\nprotocolHost = me.example',
])('whoever is spoken to before TLS hears the same, passwords aside: %j', (lines) => {
  const { isAccepted, literal, profile } = readings(lines);
  expect(isAccepted).toBe(true);
  expect(literal?.negotiation).toEqual({ ...profile?.negotiation, password: null });
});

test.each([
  // What stunnel makes another number of is run as it is, and a question to a person.
  ['accept = 127.0.0.1:70000', 4464],
  ['accept = 127.0.0.1:0', 0],
])('%s is odd, not unreadable', (line, port) => {
  const document = parse(`[a]\nclient = yes\n${line}\nconnect = a.example:443\n`);
  const [service] = servicesOf(document).services;
  const files = { read: () => null };
  const run = service === undefined ? null : clientSpecification(service, { id: 'a', directory: '/', files });
  const proposed = propose(document, { fileName: null, takenPorts: new Set() });
  expect(check(document, { fileName: 'a.conf' }).kind).toBe('accepted');
  expect(run?.ok ? run.specification.accept : null).toEqual([{ host: '127.0.0.1', port }]);
  expect(proposed.ok ? proposed.proposal.services[0]?.template.accept : null).toEqual([
    { host: '127.0.0.1', port: null },
  ]);
});

test.each([
  'TIMEOUTidle = soon',
  'local = -nowhere-',
  'failover = first',
  'securityLevel = 6',
  'options = NO_SUCH_SWITCH',
  'verify = 5',
  'OCSPaia = yes\nOCSPflag = NO_SUCH_FLAG',
  'sessionCacheSize = many',
])('what stunnel refuses, an import says: %j', (lines) => {
  const { isAccepted } = readings(lines);
  const document = parse(
    `[a]\nclient = yes\naccept = 127.0.0.1:1025\nconnect = a.example:443\nCAfile = /ca.pem\n${lines}\n`,
  );
  const proposed = propose(document, { fileName: null, takenPorts: new Set() });
  const notes = proposed.ok ? (proposed.proposal.services[0]?.view.notes ?? []) : [];
  expect(isAccepted).toBe(false);
  expect(notes.map(({ text }) => text)).toContain(lines.split('\n').at(-1));
});
