import { describe, expect, it } from 'vitest';
import type { CertificateSummary } from '../../preload/types.ts';
import { certificate } from '../testing/fixtures.ts';
import { compareCertificates, nearest } from './compare-certificates.ts';

const words = {
  selfSigned: 'itself',
  noNames: 'none',
  listed: (names: readonly string[]) => names.join(', '),
  date: (iso: string) => iso.slice(0, 10),
};
const before = certificate(1);
const changed = (now: Partial<CertificateSummary>) =>
  compareCertificates(before, { ...certificate(2), ...now }, words).flatMap(({ fact, isSame }) =>
    isSame ? [] : [fact],
  );

describe('what has changed of a certificate', () => {
  it.each<[string, Partial<CertificateSummary>, readonly string[]]>([
    ['nothing but the fingerprint', {}, []],
    ['its names, whatever their order', { names: ['203.0.113.7', 'stunnel.example.org'] }, []],
    ['a name more', { names: ['stunnel.example.org', '203.0.113.7', 'other.example'] }, ['names']],
    ['who issued it, though that is called alike', { selfSigned: false }, ['issuer']],
    ['its dates', { validFrom: '2026-11-01T08:00:00.000Z', validTo: '2036-11-01T08:00:00.000Z' }, ['from', 'until']],
    ['its key', { key: 'EC P-256', spkiSha256: 'other' }, ['key', 'keyHash']],
  ])('%s', (_name, now, facts) => {
    expect(changed(now)).toEqual(facts);
  });
});

it('says what cannot be said by the certificate itself', () => {
  const facts = compareCertificates(before, { ...before, selfSigned: false, issuer: 'CN=CA', names: [] }, words);
  expect(facts.find(({ fact }) => fact === 'issuer')).toMatchObject({ before: 'itself', now: 'CN=CA' });
  expect(facts.find(({ fact }) => fact === 'names')?.now).toBe('none');
});

it('compares with the one that has the same key, else with the first', () => {
  const [one, other] = [certificate(1, { spkiSha256: 'a' }), certificate(2, { spkiSha256: 'b' })];
  expect(nearest([one, other], certificate(3, { spkiSha256: 'b' }))).toBe(other);
  expect(nearest([one, other], certificate(3, { spkiSha256: 'c' }))).toBe(one);
  expect(nearest([], one)).toBeUndefined();
});
