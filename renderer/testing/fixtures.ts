/** States of main for tests and for looking at the window. Nothing here is a real certificate. */

import type { AppState, ProfileView } from '../../preload/app-state.ts';
import type { RestorePlan } from '../../preload/backup.ts';
import type { ImportPreview, ImportService } from '../../preload/import-preview.ts';
import { sentence } from '../../preload/sentence.ts';
import type {
  CertificateSummary,
  Explanation,
  Profile,
  Question,
  TunnelStatus,
  TunnelView,
} from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';

/** A UUID that ends in the number. */
export const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const fingerprint = (seed: number): string =>
  Array.from({ length: 32 }, (_, index) =>
    ((index * 37 + seed * 91 + 11) % 256).toString(16).padStart(2, '0').toUpperCase(),
  ).join(':');

/** Base64 that decodes, in the frame of a certificate. */
export const pemOf = (seed: number): string => {
  const body = btoa(`certificate number ${seed}, which is none`);
  return `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;
};

export const certificate = (seed: number, changed: Partial<CertificateSummary> = {}): CertificateSummary => ({
  subject: 'CN=stunnel.example.org',
  issuer: 'CN=stunnel.example.org',
  names: ['stunnel.example.org', '203.0.113.7'],
  validFrom: '2026-03-01T08:00:00.000Z',
  validTo: '2036-02-27T08:00:00.000Z',
  sha256: fingerprint(seed),
  spkiSha256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
  key: 'RSA 2048',
  selfSigned: true,
  pem: pemOf(seed),
  ...changed,
});

export const profile = (number: number, changed: Partial<Profile> = {}): Profile => ({
  id: idOf(number),
  name: 'Office server',
  group: null,
  application: 'ssh',
  accept: [{ host: '127.0.0.1', port: 2222 }],
  connect: [{ host: 'stunnel.example.org', port: 443 }],
  failover: 'prio',
  tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
  trust: { kind: 'system', checks: { hosts: [], emails: [], ips: [] } },
  timeouts: { connect: 10, busy: 300, idle: 43200, close: 60 },
  startWithApp: false,
  user: null,
  demo: false,
  origin: { file: 'stunnel.conf', section: 'ssh', notes: [] },
  ...changed,
});

export const tunnel = (
  status: TunnelStatus,
  explanation: Explanation | null = null,
  question: Question | null = null,
): TunnelView => ({
  status,
  explanation,
  question,
  isConnecting: false,
  diagnosis: null,
  traffic: { sent: 0, received: 0, openConnections: 0, totalConnections: 0 },
});

export const off = tunnel({ kind: 'off' });

export const reachable = (changed: Partial<TunnelView['traffic']> = {}): TunnelView => ({
  status: {
    kind: 'on',
    accept: [{ host: '127.0.0.1', port: 2222 }],
    server: {
      kind: 'reachable',
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      handshakeMs: 12.4,
      certificate: certificate(1),
      checkedAt: 1_795_420_000_000,
    },
  },
  explanation: null,
  question: null,
  isConnecting: false,
  diagnosis: null,
  traffic: { sent: 0, received: 0, openConnections: 0, totalConnections: 0, ...changed },
});

export const unreachable = tunnel(
  {
    kind: 'on',
    accept: [{ host: '127.0.0.1', port: 5432 }],
    server: {
      kind: 'unreachable',
      error: { kind: 'dns', host: 'db.example.org', code: 'ENOTFOUND' },
      retryAt: 1_795_420_030_000,
    },
  },
  {
    what: 'The name db.example.org could not be found.',
    why: 'It may be misspelled, or this network does not know it.',
    next: 'Check the name, or connect to the network that knows it.',
  },
);

/** `attempt`: somebody has just switched the tunnel on, for the so-manieth time. */
export const untrusted = (seed = 1, attempt: number | null = null): TunnelView =>
  tunnel(
    {
      kind: 'blocked',
      error: {
        kind: 'cert-untrusted',
        host: 'stunnel.example.org',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        certificate: certificate(seed),
        systemTrusts: false,
      },
      remedy: { kind: 'trust-certificate', certificate: certificate(seed) },
    },
    {
      what: 'The certificate of stunnel.example.org is not known yet.',
      why: 'The server made it itself, so nobody else vouches for it.',
      next: 'Look at it once and trust it if it is yours.',
    },
    { kind: 'trust', attempt: attempt === null ? null : { number: attempt, by: 'window' } },
  );

export const changedCertificate = tunnel(
  {
    kind: 'blocked',
    error: {
      kind: 'cert-changed',
      host: 'stunnel.example.org',
      expected: [certificate(1)],
      certificate: certificate(2),
      systemTrusts: false,
    },
    remedy: { kind: 'replace-certificate', certificate: certificate(2), expected: [certificate(1)] },
  },
  {
    what: 'stunnel.example.org now shows another certificate than the one you trusted.',
    why: 'The server may have a new certificate, or someone else answers in its place.',
    next: 'Compare the fingerprints with the server before you trust the new one.',
  },
  { kind: 'changed', attempt: { number: 1, by: 'window' } },
);

export const portInUse = tunnel(
  {
    kind: 'blocked',
    error: { kind: 'port-in-use', host: '127.0.0.1', port: 2222, holder: { pid: 812, name: 'sshd' } },
    remedy: { kind: 'use-free-port' },
  },
  {
    what: 'Local port 2222 is already used by sshd (process 812).',
    why: 'Only one program can listen on a port.',
    next: 'Use another free port, or quit the other program.',
  },
);

export const view = (number: number, changed: Partial<Profile> = {}, at: TunnelView = off): ProfileView => {
  const made = profile(number, changed);
  const port = made.accept[0]?.port ?? 0;
  return {
    profile: made,
    tunnel: at,
    launch:
      made.application === 'ssh'
        ? {
            label: toSay('launch.ssh'),
            command: `ssh -p ${port} -o HostKeyAlias=stunnel.example.org alice@127.0.0.1`,
            starts: true,
            by: 'OpenSSH in GNOME Terminal',
            lines: [
              { label: toSay('launch.line.git'), text: `ssh://alice@127.0.0.1:${port}/PATH` },
              {
                label: toSay('launch.line.rsync'),
                text: `rsync -e 'ssh -p ${port} -o HostKeyAlias=stunnel.example.org' -a FOLDER/ alice@127.0.0.1:FOLDER/`,
              },
            ],
            notes: [],
          }
        : null,
    vpn: null,
    secrets: [],
  };
};

const programChoices: AppState['programs'] = [
  {
    slot: 'terminal',
    label: toSay('launch.terminal'),
    clients: [
      { id: 'gnome-terminal', label: 'GNOME Terminal', isFound: true, canBeElsewhere: true },
      { id: 'kitty', label: 'kitty', isFound: false, canBeElsewhere: true },
    ],
  },
  {
    slot: 'ssh',
    label: 'SSH',
    clients: [
      { id: 'openssh', label: 'OpenSSH', isFound: true, canBeElsewhere: true },
      { id: 'putty', label: 'PuTTY', isFound: true, canBeElsewhere: true },
    ],
  },
];

export const appState = (profiles: readonly ProfileView[] = [], changed: Partial<AppState> = {}): AppState => ({
  rev: 1,
  profiles,
  settings: { appearance: 'system' },
  programs: programChoices,
  notices: [],
  place: null,
  canRemember: true,
  update: { kind: 'newest', since: null },
  managed: null,
  about: {
    version: '0.1.0',
    electron: '45.5.0',
    node: '24.21.0',
    tlsLibrary: 'BoringSSL',
    platform: 'linux x64',
    languages: ['en-US'],
  },
  ...changed,
});

export const service = (key: string, changed: Partial<ImportService> = {}): ImportService => ({
  key,
  section: 'ssh',
  role: 'server',
  name: 'SSH',
  application: 'ssh',
  host: null,
  remotePort: 443,
  localPort: 2222,
  user: null,
  trust: 'You are shown the server’s certificate at the first connection and asked once.',
  reasons: {
    application: sentence`The service connects to port 22.`,
    host: sentence`The file does not say under which name the server is reached.`,
    remotePort: sentence`The server accepts connections there.`,
    localPort: sentence`Free on this computer.`,
  },
  notes: [],
  problem: null,
  ...changed,
});

export const preview = (services: readonly ImportService[], changed: Partial<ImportPreview> = {}): ImportPreview => ({
  id: idOf(900),
  source: 'stunnel.conf',
  services,
  notes: [],
  demo: false,
  ...changed,
});

/** One profile that differs from what is here, and one that is not here. */
export const restorePlan = (changed: Partial<RestorePlan> = {}): RestorePlan => ({
  id: idOf(800),
  source: 'Adit backup 2026-11-02.json',
  createdAt: '2026-11-02T09:30:00.000Z',
  items: [
    {
      profile: profile(1, { connect: [{ host: 'stunnel.example.org', port: 8443 }] }),
      match: { profileId: idOf(1), profileName: 'Office server' },
      differences: [
        { field: 'connect', old: 'stunnel.example.org:443', new: 'stunnel.example.org:8443' },
        { field: 'startWithApp', old: toSay('value.no'), new: toSay('value.yes') },
      ],
      suggested: 'skip',
    },
    {
      profile: profile(2, {
        name: 'Customer database',
        application: 'postgresql',
        connect: [{ host: 'db.example.org', port: 443 }],
      }),
      match: null,
      differences: [],
      suggested: 'add',
    },
  ],
  damaged: [],
  secrets: 'none',
  ...changed,
});
