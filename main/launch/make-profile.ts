/** Profiles for the tests of this room. */
import type { Profile } from '../../preload/types.ts';

export const makeProfile = (changed: Partial<Profile> = {}): Profile => ({
  id: '5f0f7a5e-6c55-4a0e-9d3c-3c1f6f2d8a10',
  name: 'Test',
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
  ...changed,
});
