/** A valid profile for tests, with whatever a test cares about. */
import type { CertificateSummary, Profile } from '../../preload/types.ts';

export function makeProfile(more: Partial<Profile> = {}): Profile {
  return {
    id: '5f0f7a5e-6c55-4a0e-9d3c-3c1f6f2d8a10',
    name: 'Office SSH',
    group: null,
    application: 'ssh',
    accept: [{ host: '127.0.0.1', port: 2222 }],
    connect: [{ host: 'vpn.example.org', port: 443 }],
    failover: 'prio',
    tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
    trust: { kind: 'system', checks: { hosts: [], emails: [], ips: [] } },
    timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
    startWithApp: false,
    user: null,
    demo: false,
    origin: { file: null, section: null, notes: [] },
    ...more,
  };
}

/** A certificate as the engine reports it; `byte` tells certificates apart. */
export function makeCertificate(byte = 'AB'): CertificateSummary {
  return {
    subject: 'CN=vpn.example.org',
    issuer: 'CN=vpn.example.org',
    names: ['vpn.example.org'],
    validFrom: '2026-01-01T00:00:00.000Z',
    validTo: '2036-01-01T00:00:00.000Z',
    sha256: Array(32).fill(byte).join(':'),
    spkiSha256: 'x',
    key: 'EC prime256v1',
    selfSigned: true,
    pem: `-----BEGIN CERTIFICATE-----\n${byte}\n-----END CERTIFICATE-----\n`,
  };
}
