import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { extensions, makeCertificate } from '../../test/trust/certificate.ts';
import { makeKeys } from '../../test/trust/signatures.ts';
import { certificateParts } from './der.ts';
import { alternativeNames, describeCertificate } from './describe.ts';
import { matchesPin } from './pin.ts';
import { makeSelfSigned } from './self-signed.ts';
import { judge, type LoadedTrust } from './verify.ts';

const none = { hosts: [], emails: [], ips: [] };
const now = Date.now();
const dayMs = 86_400_000;
let own: X509Certificate;
let other: X509Certificate;
let authority: X509Certificate;

beforeAll(async () => {
  const make = async () =>
    new X509Certificate(
      (await makeSelfSigned({ commonName: 'vpn.test', names: ['vpn.test', '127.0.0.1'], days: 10 })).certificate,
    );
  [own, other] = await Promise.all([make(), make()]);
  const keys = makeKeys('ec');
  const times = { from: now - dayMs, until: now + dayMs };
  authority = makeCertificate({ subject: 'An authority', keys, ...times, extensions: [extensions.authority] });
});

const judged = (trust: LoadedTrust, verdict: string | null = null, host = 'vpn.test', at = now) =>
  judge({ chain: [own], verdict }, trust, host, at)?.kind ?? 'accepted';

describe('judge', () => {
  it('system: a good chain and the name of the connect host', () => {
    const system = { kind: 'system', checks: none } as const;
    expect(judged(system)).toBe('accepted');
    expect(judged(system, null, '127.0.0.1')).toBe('accepted');
    expect(judged(system, null, 'vpn.test.')).toBe('accepted');
    expect(judged(system, null, 'other.test')).toBe('cert-name');
    expect(judged(system, null, '127.0.0.2')).toBe('cert-name');
    expect(judged(system, 'DEPTH_ZERO_SELF_SIGNED_CERT')).toBe('cert-untrusted');
  });

  it('says of what an authority has to vouch for that nobody is asked', () => {
    const strictness = (trust: LoadedTrust, verdict: string | null, host = 'vpn.test') => {
      const error = judge({ chain: [own], verdict }, trust, host, now);
      return error !== null && 'strict' in error ? error.strict : error === null ? 'accepted' : 'asked';
    };
    const unknown = 'DEPTH_ZERO_SELF_SIGNED_CERT';
    const system: LoadedTrust = { kind: 'system', checks: none };
    const strict: LoadedTrust = { ...system, strict: true };
    const named: LoadedTrust = { kind: 'authority', certificates: [other], checks: { ...none, hosts: ['x.test'] } };
    expect([system, strict, named].map((trust) => strictness(trust, unknown))).toEqual(['asked', true, true]);
    expect([system, strict, named].map((trust) => strictness(trust, null, 'no.test'))).toEqual(['asked', true, true]);
    expect(strictness({ ...named, kind: 'pinned', certificates: [own] }, unknown)).toBe(true);
    expect(strictness(strict, null)).toBe('accepted');
  });

  it('checks are one list: any match is enough', () => {
    const checks = { hosts: ['no.test'], emails: ['a@b.test'], ips: ['127.0.0.1'] };
    expect(judged({ kind: 'system', checks }, null, 'whatever.test')).toBe('accepted');
    expect(judged({ kind: 'system', checks: { ...checks, ips: [] } }, null, 'vpn.test')).toBe('cert-name');
  });

  it('pinned: the chain does not matter, the key does, and names only when asked for', () => {
    const pin = (certificate: X509Certificate, checks: typeof none = none): LoadedTrust => ({
      kind: 'pinned',
      certificates: [certificate],
      checks,
    });
    expect(judged(pin(own), 'UNABLE_TO_GET_ISSUER_CERT', 'other.test')).toBe('accepted');
    expect(judged(pin(other))).toBe('cert-changed');
    expect(
      judge(
        { chain: [own], verdict: null },
        { kind: 'pinned', certificates: [own], checks: { ...none, hosts: ['x.test'] } },
        'vpn.test',
        now,
      )?.kind,
    ).toBe('cert-name');
  });

  it('dates are checked for every trust but none, and first', () => {
    const later = now + 20 * dayMs;
    const earlier = now - 20 * dayMs;
    const pinned: LoadedTrust = { kind: 'pinned', certificates: [own], checks: none };
    expect(judged(pinned, null, 'vpn.test', later)).toBe('cert-expired');
    expect(judge({ chain: [own], verdict: 'CERT_NOT_YET_VALID' }, pinned, 'vpn.test', earlier)).toMatchObject({
      when: 'not-yet-valid',
    });
    expect(judged({ kind: 'system', checks: none }, 'DEPTH_ZERO_SELF_SIGNED_CERT', 'vpn.test', later)).toBe(
      'cert-expired',
    );
    expect(judged({ kind: 'none' }, null, 'vpn.test', later)).toBe('accepted');
  });

  it('verdicts about an issuer keep their meaning', () => {
    const authority: LoadedTrust = { kind: 'authority', certificates: [other], checks: none };
    expect(judged(authority, 'CERT_REVOKED')).toBe('cert-revoked');
    expect(judged(authority, 'CERT_HAS_EXPIRED')).toBe('cert-expired');
    expect(judged(authority, null, 'any.test')).toBe('accepted');
  });

  it('authority with peer: both the chain and the certificate', () => {
    const trust = (...certificates: X509Certificate[]): LoadedTrust => ({
      kind: 'authority',
      certificates,
      checks: none,
      peer: true,
    });
    expect(judged(trust(other, own))).toBe('accepted');
    expect(judged(trust(other))).toBe('cert-changed');
    expect(judged(trust(other, own), 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY')).toBe('cert-untrusted');
    expect(judged(trust(own), 'CERT_REVOKED')).toBe('cert-revoked');
  });

  it('with peer, what was expected are the servers among the certificates, and not the authorities that vouch for them', () => {
    const expected = (...certificates: readonly X509Certificate[]) => {
      const trust: LoadedTrust = { kind: 'authority', certificates, checks: none, peer: true };
      const error = judge({ chain: [own], verdict: null }, trust, 'vpn.test', now);
      return error?.kind === 'cert-changed' ? error.expected.map(({ sha256 }) => sha256) : [];
    };
    expect(expected(authority, other)).toEqual([describeCertificate(other).sha256]);
    // stunnel compares with whatever is there.
    expect(expected(authority)).toEqual([describeCertificate(authority).sha256]);
  });

  it('a server without a certificate is not accepted', () => {
    expect(judge({ chain: [], verdict: null }, { kind: 'system', checks: none }, 'vpn.test', now)).not.toBeNull();
  });
});

describe('matchesPin', () => {
  it('needs the key, not the same bytes', () => {
    expect(matchesPin(own, [other, own])).toBe(true);
    expect(matchesPin(own, [other])).toBe(false);
    expect(matchesPin(own, [])).toBe(false);
  });

  it('needs the subject as well, however it is written', () => {
    const keys = makeKeys('ec');
    const certificate = (subject: string, from = now - dayMs) =>
      makeCertificate({ subject, keys, from, until: now + dayMs });
    const pinned = [certificate('VPN  of the Office')];
    expect(matchesPin(certificate('VPN  of the Office', now), pinned)).toBe(true);
    expect(matchesPin(certificate('vpn of the Office'), pinned)).toBe(true);
    expect(matchesPin(certificate('VPN of another Office'), pinned)).toBe(false);
  });
});

describe('certificateParts', () => {
  it('cuts out the public key as Node exports it', () => {
    expect(certificateParts(own.raw).publicKeyInfo).toEqual(own.publicKey.export({ type: 'spki', format: 'der' }));
  });

  it('refuses what is no certificate instead of reading past the end', () => {
    expect(() => certificateParts(own.raw.subarray(0, 100))).toThrow(RangeError);
    expect(() => certificateParts(Buffer.from('30820fff', 'hex'))).toThrow(RangeError);
    expect(() => certificateParts(Buffer.alloc(0))).toThrow(RangeError);
  });
});

describe('describeCertificate', () => {
  it('reads names, dates, key and fingerprint', () => {
    const summary = describeCertificate(own.raw);
    expect(summary).toMatchObject({ names: ['vpn.test', '127.0.0.1'], selfSigned: true, sha256: own.fingerprint256 });
    expect(summary.subject).toContain('CN=vpn.test');
    expect(summary.key).toMatch(/^(EC prime256v1|RSA \d+)$/);
    expect(new Date(summary.validTo).getTime()).toBe(Date.parse(own.validTo));
    expect(describeCertificate(Buffer.from(summary.pem))).toEqual(summary);
  });

  it('does not let a quoted name pass for two', () => {
    expect(alternativeNames('DNS:a.test, IP Address:192.0.2.1, DNS:"b, DNS:evil.test", email:x@y.test')).toEqual([
      'a.test',
      '192.0.2.1',
      'b, DNS:evil.test',
      'x@y.test',
    ]);
    expect(alternativeNames('')).toEqual([]);
  });
});
