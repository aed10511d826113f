/** What cannot be produced everywhere, and what must not be concluded from too little. */
import { describe, expect, it } from 'vitest';
import type { FaultKind, StepName } from '../../../preload/diagnosis.ts';
import type { TunnelError } from '../../../preload/types.ts';
import { type Evidence, nothingSeen, type Subject } from '../evidence.ts';
import { productOf } from './inspection.ts';
import { judge, remarkOn } from './judge.ts';

const subject: Subject = {
  application: 'ssh',
  server: { host: 'gate.example.org', port: 443 },
  serverName: 'gate.example.org',
  proxy: null,
  trustsSystem: false,
  showsCertificate: false,
  pskIdentity: null,
  protocol: null,
  platform: 'linux',
  release: '6.1.0',
};
const now = Date.UTC(2026, 10, 29);
const seen = (change: Partial<Evidence>, who: Partial<Subject> = {}): Evidence => ({
  ...nothingSeen({ ...subject, ...who }, now),
  ...change,
});

const failed = (address: string, code: string) =>
  ({ host: address, port: 443, address, outcome: { kind: 'failed', code, ms: 8000 } }) as const;
const mac = { platform: 'darwin', release: '24.1.0' } as const;
const port = { host: '127.0.0.1', port: 2222 };
const leaf = {
  subject: 'CN=gate.example.org',
  issuer: 'CN=Some authority',
  names: ['gate.example.org'],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  sha256: 'AA',
  spkiSha256: 'k1',
  key: 'EC prime256v1',
  selfSigned: false,
  pem: '',
};
const look = (error: TunnelError | null, certificate = leaf) => ({
  reached: null,
  chain: [certificate],
  systemTrusts: false,
  error,
});
const changed = (certificate: typeof leaf, systemTrusts = false): TunnelError => ({
  kind: 'cert-changed',
  host: 'gate.example.org',
  expected: [leaf],
  certificate,
  systemTrusts,
});
const timeout: TunnelError = { kind: 'timeout', step: 'handshake', ...subject.server, seconds: 12 };
const closed: TunnelError = { kind: 'service-closed', ...subject.server, during: 'handshake' };
const hellos = (own: Evidence['hellos'] extends infer _ ? readonly string[] : never, other: string, none: string) =>
  ({
    own: own.map((kind) => ({ kind, description: 40 })),
    other: { kind: other, description: 40 },
    none: { kind: none, description: 40 },
    older: { kind: 'unreached' },
  }) as Evidence['hellos'];

const table: readonly (readonly [name: string, step: StepName, evidence: Evidence, kind: FaultKind | null])[] = [
  [
    'a Mac that may not reach the local network',
    'connection',
    seen({ reach: [failed('192.168.1.20', 'EHOSTUNREACH')] }, mac),
    'local-network-permission',
  ],
  [
    'a Mac, and a silent computer of the local network',
    'connection',
    seen({ reach: [failed('10.0.0.7', 'ETIMEDOUT')] }, mac),
    'local-network-permission',
  ],
  [
    'a Mac, and a silent server elsewhere',
    'connection',
    seen({ reach: [failed('198.51.100.7', 'ETIMEDOUT')] }, mac),
    'silent',
  ],
  [
    'another system, and a silent computer of the local network',
    'connection',
    seen({ reach: [failed('10.0.0.7', 'ETIMEDOUT')] }),
    'silent',
  ],
  [
    'a port in a range of Windows',
    'local-port',
    seen({ localPorts: [{ ...port, state: { kind: 'forbidden', range: [2180, 2279] } }] }),
    'port-excluded',
  ],
  [
    'a port that Windows forbids without a range',
    'local-port',
    seen({ localPorts: [{ ...port, state: { kind: 'forbidden', range: null } }] }),
    'port-forbidden',
  ],
  [
    'a port of the administrator',
    'local-port',
    seen({ localPorts: [{ host: '127.0.0.1', port: 443, state: { kind: 'forbidden', range: null } }] }),
    'port-privileged',
  ],
  [
    'an answer tells more than silence',
    'connection',
    seen({ reach: [failed('198.51.100.7', 'ETIMEDOUT'), failed('198.51.100.8', 'ECONNREFUSED')] }),
    'refused',
  ],
  ['no step was taken', 'connection', seen({}), null],
  [
    'a filter by name',
    'tls',
    seen({ look: look(closed), hellos: hellos(['reset', 'reset'], 'tls', 'tls') }),
    'name-filter',
  ],
  [
    'one loss is no filter',
    'tls',
    seen({ look: look(closed), hellos: hellos(['reset', 'tls'], 'tls', 'tls') }),
    'tls-closed',
  ],
  [
    'a server that refuses every name is no filter',
    'tls',
    seen({ look: look(closed), hellos: hellos(['closed', 'closed'], 'closed', 'tls') }),
    'name-refused',
  ],
  [
    'nothing passes: no filter, and no small packets',
    'tls',
    seen({ look: look(timeout), hellos: hellos(['silent', 'silent'], 'silent', 'silent') }),
    'tls-swallowed',
  ],
  [
    'small packets pass',
    'tls',
    seen({ look: look(timeout), hellos: hellos(['tls', 'tls'], 'tls', 'tls') }),
    'big-packets',
  ],
  [
    'small packets pass now and then',
    'tls',
    seen({ look: look(timeout), hellos: hellos(['tls', 'silent'], 'tls', 'tls') }),
    'tls-closed',
  ],
  [
    'a certificate with another key',
    'certificate',
    seen({ look: look(changed({ ...leaf, spkiSha256: 'k2' })) }),
    'certificate-changed',
  ],
  [
    'a certificate with the same key',
    'certificate',
    seen({ look: look(changed({ ...leaf, sha256: 'BB' })) }),
    'certificate-renewed',
  ],
  [
    'a certificate that the system trusts',
    'certificate',
    seen({ look: look(changed({ ...leaf, spkiSha256: 'k2' }, true)) }),
    'certificate-renewed',
  ],
  ['a refused certificate is no matter of the TLS step', 'tls', seen({ look: look(changed(leaf)) }), null],
  [
    'the way goes through the VPN that is carried',
    'tls',
    seen({ look: look({ kind: 'vpn-loop', host: 'gate.example.org', address: '198.51.100.7', device: 'tun0' }) }),
    'vpn-loop',
  ],
];

describe('evidence', () => {
  it.each(table)('%s', (_name, step, evidence, kind) => {
    expect(judge(step, evidence)?.kind ?? null).toBe(kind);
  });

  it('names where something has to be done, and what was seen', () => {
    expect(judge('connection', seen({ reach: [failed('198.51.100.7', 'ECONNREFUSED')] }))).toMatchObject({
      step: 'connection',
      side: 'the server',
      evidence: ['198.51.100.7:443: refused (ECONNREFUSED), after 8 s'],
    });
  });
});

describe('who opens TLS', () => {
  it.each([
    ['CN=FortiGate CA, O=Fortinet', 'Fortinet FortiGate'],
    ['C=US, ST=California, O=Zscaler Inc., CN=Zscaler Intermediate Root CA (zscaler.net)', 'Zscaler'],
    ['CN=ca.company.goskope.com, O=Company', 'Netskope'],
    ['CN=Kaspersky Anti-Virus Personal Root Certificate, O=AO Kaspersky Lab', 'Kaspersky'],
    ['CN=AVG Web/Mail Shield Root, O=AVG Web/Mail Shield', 'AVG'],
    ['CN=Avast Web/Mail Shield Root', 'Avast'],
    ['CN=ESET SSL Filter CA, O=ESET, spol. s r. o., C=SK', 'ESET'],
    ['CN=Bitdefender Personal CA.Net-Defender, OU=IDS, O=Bitdefender, C=US', 'Bitdefender'],
    ['CN=mitmproxy, O=mitmproxy', 'mitmproxy'],
    ["CN=R11, O=Let's Encrypt, C=US", null],
    ['CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US', null],
    ['CN=Esetra Hosting CA', null],
    ['CN=tunnel.test', null],
  ])('%s', (issuer, product) => expect(productOf(issuer)).toBe(product));

  it('is a remark where the system trusts it, and none where the certificate was pinned', () => {
    const inspected = { look: look(null, { ...leaf, issuer: 'CN=Zscaler Intermediate Root CA' }) };
    expect(remarkOn('certificate', seen(inspected, { trustsSystem: true }))?.kind).toBe('inspection');
    expect(remarkOn('certificate', seen(inspected))).toBeNull();
  });
});
