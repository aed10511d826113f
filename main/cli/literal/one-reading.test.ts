/** A value means the same to who judges a file, runs it as it is, and makes a profile of it. */
import { expect, test } from 'vitest';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import { check } from '../../conf/strict/verdict.ts';
import { propose } from '../../profile/import/propose.ts';
import { clientSpecification } from './client-specification.ts';

/** What the lines come to, each way; the verdict by whether stunnel accepts them. */
function readings(lines: string) {
  const document = parse(`[a]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = a.example:443\n${lines}\n`);
  const verdict = check(document, { fileName: 'a.conf' });
  const [service] = servicesOf(document).services;
  const files = { read: () => new Uint8Array() };
  const run = service === undefined ? null : clientSpecification(service, { id: 'a', directory: '/', files });
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
    'CRLfile = /crl.pem\nverifyChain = YES\nCAfile = /ca.pem\nOCSPaia = Yes\nOCSPrequire = NO\nTIMEOUTocsp = +7',
    'revocation',
  ],
  ['verify = 03\nCAfile = /ca.pem', 'trust'],
  ['verifyPeer = yes\nverify = 0', 'failover'],
  ['local = 192.0.2.7', 'local'],
] as const)('%j', (lines, field) => {
  const { isAccepted, literal, profile } = readings(lines);
  expect(isAccepted).toBe(true);
  const { sni: _literal, ...rest } = literal?.tls ?? {};
  const { sni: _profile, ...others } = profile?.tls ?? {};
  // A profile sends the host it connects to, a file that is run as it is the first one.
  expect(field === 'tls' ? rest : literal?.[field]).toEqual(field === 'tls' ? others : profile?.[field]);
  expect(literal?.[field]).toBeDefined();
});

test.each([
  'TIMEOUTidle = soon',
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
