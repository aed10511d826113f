import { describe, expect, it } from 'vitest';
import type { Trust } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import { changeBetween } from './change.ts';

const checks = { hosts: [], emails: [], ips: [] };
const pins = (...pems: string[]): Trust => ({
  kind: 'pinned',
  certificates: pems.map((pem) => ({ kind: 'pem', pem })),
  checks,
});
const issued = () => ({ ...pins('one'), kind: 'authority' }) as Extract<Trust, { readonly kind: 'authority' }>;
const before: TunnelSpecification = {
  id: 'a',
  name: 'a',
  accept: [{ host: '127.0.0.1', port: 2222 }],
  connect: [{ host: 'server.test', port: 443 }],
  failover: 'prio',
  tls: { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null },
  trust: pins('one'),
  timeouts: { connect: 10, busy: 300, idle: 43_200, close: 60 },
};

describe('changeBetween', () => {
  it('does not care about the name', () => {
    expect(changeBetween(before, { ...before, name: 'b' })).toEqual({
      none: true,
      listener: false,
      trustReduced: false,
    });
  });

  it('restarts the listener for new local addresses only', () => {
    expect(changeBetween(before, { ...before, accept: [{ host: '127.0.0.1', port: 2223 }] }).listener).toBe(true);
    expect(changeBetween(before, { ...before, acceptIpv6: true }).listener).toBe(true);
    expect(changeBetween(before, { ...before, connect: [{ host: 'other.test', port: 443 }] })).toEqual({
      none: false,
      listener: false,
      trustReduced: false,
    });
  });

  it('looks anew at whom other revocation lists may refuse', () => {
    const listed = { ...before, revocation: { lists: ['/a.crl'], ocsp: null } };
    expect(changeBetween(before, listed).trustReduced).toBe(true);
    expect(changeBetween(listed, { ...listed, name: 'b' }).trustReduced).toBe(false);
    expect(changeBetween(listed, before).trustReduced).toBe(false);
  });

  it.each<[string, Trust, Trust, boolean]>([
    ['one more pin', pins('one'), pins('one', 'two'), false],
    ['another pin', pins('one'), pins('two'), true],
    ['a pin less', pins('one', 'two'), pins('one'), true],
    ['nothing checked any more', pins('one'), { kind: 'none' }, false],
    ['checked from now on', { kind: 'none' }, pins('one'), true],
    ['the system instead of a pin', pins('one'), { kind: 'system', checks }, true],
    ['a pin instead of the system', { kind: 'system', checks }, pins('one'), true],
    ['the certificate as well as its authority', issued(), { ...issued(), peer: true }, true],
    ['the authority alone', { ...issued(), peer: true }, issued(), false],
    ['a pin with a name to check', pins('one'), { ...pins('one'), checks: { ...checks, hosts: ['x'] } } as Trust, true],
    ['nobody asked any more', { kind: 'system', checks }, { kind: 'system', checks, strict: true }, false],
    ['other names', { kind: 'system', checks }, { kind: 'system', checks: { ...checks, hosts: ['x'] } }, true],
  ])('%s', (_name, from, to, reduced) => {
    expect(changeBetween({ ...before, trust: from }, { ...before, trust: to }).trustReduced).toBe(reduced);
  });
});
