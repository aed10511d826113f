import { describe, expect, it } from 'vitest';
import type { CertificateSummary, TunnelError } from '../../preload/types.ts';
import { explain } from './explain.ts';
import { remedyFor } from './remedy.ts';

const certificate: CertificateSummary = {
  subject: 'C=DE, CN=vpn.example.com',
  issuer: 'O=Example, CN=Example CA',
  names: ['vpn.example.com'],
  validFrom: '2026-01-02T03:04:05.000Z',
  validTo: '2027-01-02T03:04:05.000Z',
  sha256: 'AB:CD',
  spkiSha256: 'abcd',
  key: 'RSA 2048',
  selfSigned: false,
  pem: '',
};
const place = { host: 'server.test', port: 443 };
const host = 'server.test';

/** One error of each kind; a kind that is missing does not compile. */
const errors: { readonly [Kind in TunnelError['kind']]: readonly [TunnelError & { kind: Kind }, RegExp] } = {
  dns: [{ kind: 'dns', host, code: 'ENOTFOUND' }, /server\.test could not be resolved \(ENOTFOUND\)/],
  refused: [{ kind: 'refused', ...place }, /server\.test:443 refused/],
  unreachable: [{ kind: 'unreachable', host: '2001:db8::1', port: 443, code: 'ENETUNREACH' }, /\[2001:db8::1\]:443/],
  timeout: [{ kind: 'timeout', step: 'connect', seconds: 10, ...place }, /did not answer within 10 seconds/],
  proxy: [{ kind: 'proxy', detail: '407 Proxy Authentication Required', ...place }, /407/],
  'not-tls': [{ kind: 'not-tls', ...place }, /does not speak TLS/],
  'captive-portal': [
    { kind: 'captive-portal', page: 'http://login.hotel.test/', ...place },
    /log-in page of the network answers in place of server\.test:443/,
  ],
  'protocol-version': [{ kind: 'protocol-version', ...place }, /no TLS version in common/],
  'no-shared-cipher': [{ kind: 'no-shared-cipher', ...place }, /no cipher in common/],
  'cert-untrusted': [
    { kind: 'cert-untrusted', host, code: 'X', certificate, systemTrusts: false },
    /server\.test is not trusted yet/,
  ],
  'cert-changed': [
    { kind: 'cert-changed', host, expected: [certificate], certificate, systemTrusts: true },
    /another certificate than the one you trusted/,
  ],
  'cert-expired': [{ kind: 'cert-expired', host, when: 'expired', certificate }, /expired on 2027-01-02/],
  'cert-name': [{ kind: 'cert-name', host, expected: ['a.test'], certificate, systemTrusts: true }, /not for a\.test/],
  'cert-key-usage': [{ kind: 'cert-key-usage', host }, /not allowed to be used by a TLS server/],
  'cert-revoked': [{ kind: 'cert-revoked', host, certificate }, /revoked/],
  'revocation-unknown': [
    { kind: 'revocation-unknown', host, source: 'list', detail: 'the list has expired' },
    /whether the certificate of server\.test is revoked: the list has expired/,
  ],
  'client-cert-required': [{ kind: 'client-cert-required', host }, /wants a certificate from this client/],
  'bad-psk': [{ kind: 'bad-psk', host }, /did not accept the pre-shared key/],
  'psk-missing': [{ kind: 'psk-missing', host }, /not known on this computer/],
  'key-passphrase': [{ kind: 'key-passphrase', path: '/k.pem', given: false }, /\/k\.pem is protected/],
  'key-format': [
    { kind: 'key-format', path: '/k.pem', detail: 'it is damaged' },
    /\/k\.pem cannot be used: it is damaged/,
  ],
  'port-in-use': [{ kind: 'port-in-use', holder: { pid: 7, name: 'sshd' }, ...place }, /used by sshd \(process 7\)/],
  'port-forbidden': [{ kind: 'port-forbidden', code: 'EACCES', ...place }, /EACCES/],
  unverified: [{ kind: 'unverified' }, /does not verify the server/],
  ring: [{ kind: 'ring', names: ['a', 'b'] }, /in a ring: “a”, “b”\./],
  'vpn-loop': [
    { kind: 'vpn-loop', host, address: '192.0.2.1', device: 'tun0' },
    /^The way to server\.test goes through/,
  ],
  'vpn-address': [{ kind: 'vpn-address', host }, /does not leave out an address of server\.test/],
  'service-closed': [{ kind: 'service-closed', during: 'service', ...place }, /closed it at once/],
  'unsupported-option': [
    { kind: 'unsupported-option', option: 'curves', value: 'X448', reason: 'no such group' },
    /curves = X448 cannot be used: no such group/,
  ],
  internal: [{ kind: 'internal', code: 'X', detail: 'a text of the library' }, /went wrong \(X\)\.$/],
};

it('names who can log in to a proxy that wants NTLM or Negotiate, with the lines to set', () => {
  const { why, next } = explain({ kind: 'proxy', detail: 'it only accepts NTLM', schemes: ['NTLM'], ...place });
  expect(why).toContain('NTLM');
  expect(next).toMatch(/px --proxy=server\.test:443 --port=3128.*cntlm.*“Proxy server\.test:443” and “Listen 3128”/);
});

it('tells of a socket by its path', () => {
  const forbidden = (code: string) => explain({ kind: 'port-forbidden', host: '/run/none/a.sock', port: 0, code });
  expect(forbidden('ENOENT')).toMatchObject({ what: expect.stringContaining('/run/none/a.sock (ENOENT)') });
  expect(forbidden('ENOENT').why).toBe('Its folder is not there.');
  expect(forbidden('EACCES').why).toMatch(/does not let Adit make a file/);
  const pipe = explain({ kind: 'port-forbidden', host: '\\\\.\\pipe\\a', port: 0, code: 'EINVAL' });
  expect(pipe.why).toMatch(/path of another system/);
});

describe('explain', () => {
  it.each(Object.values(errors))('$kind in whole sentences', (error, what) => {
    const explanation = explain(error);
    expect(explanation.what).toMatch(what);
    for (const sentence of Object.values(explanation)) expect(sentence).toMatch(/^\S.*\.$/);
  });

  it('knows that each step of a timeout, each date and each moment of closing is another thing', () => {
    const steps = (['connect', 'handshake', 'negotiation', 'idle'] as const).map(
      (step) => explain({ kind: 'timeout', step, seconds: 1, ...place }).what,
    );
    expect(new Set(steps).size).toBe(4);
    expect(explain({ kind: 'cert-expired', host, when: 'not-yet-valid', certificate }).what).toContain('2026-01-02');
    expect(explain({ kind: 'service-closed', during: 'handshake', ...place }).what).toContain('before it was secured');
  });

  it('names the issuer of a certificate that is not self-signed', () => {
    expect(explain(errors['cert-untrusted'][0]).why).toContain('Example CA');
  });
});

describe('claims no more than is known', () => {
  const cases: readonly (readonly [TunnelError, RegExp])[] = [
    [{ kind: 'dns', host, code: 'ENOTFOUND' }, /known in another network only/],
    [{ kind: 'refused', ...place }, /A firewall, or the sign-in page of a network, can answer alike/],
    [{ kind: 'unreachable', code: 'EADDRNOTAVAIL', ...place }, /no address or port from which.*no port is left/],
    [{ kind: 'unreachable', code: 'EPERM', ...place }, /firewall of this computer/],
    [{ kind: 'timeout', step: 'connect', seconds: 10, ...place }, /may be off/],
    [{ kind: 'no-shared-cipher', ...place }, /Usually/],
    [{ kind: 'bad-psk', host }, /Usually/],
    [{ kind: 'key-passphrase', path: '/k', given: true }, /a damaged file answers alike/],
    [
      { kind: 'port-forbidden', code: 'EADDRNOTAVAIL', host: '203.0.113.1', port: 6380 },
      /does not have the address.*not in now/,
    ],
    [{ kind: 'port-forbidden', code: 'EINVAL', host: 'fe80::9', port: 1 }, /fe80::1%eth0/],
  ];
  it.each(cases)('%j', (error, words) => {
    expect(Object.values(explain(error)).join(' ')).toMatch(words);
  });
});

describe('remedyFor', () => {
  it('offers to trust, to replace, and another port where those help', () => {
    expect(remedyFor(errors['cert-untrusted'][0])).toEqual({ kind: 'trust-certificate', certificate });
    for (const kind of ['cert-untrusted', 'cert-name'] as const) {
      expect(remedyFor({ ...errors[kind][0], strict: true })).toEqual({ kind: 'retry' });
      expect(explain({ ...errors[kind][0], strict: true }).next).toMatch(/[Aa]sk whoever runs the server/);
      expect(explain({ ...errors[kind][0], strict: true }).next).not.toMatch(/fingerprint/);
    }
    expect(remedyFor(errors['cert-changed'][0])).toMatchObject({
      kind: 'replace-certificate',
      expected: [certificate],
    });
    expect(remedyFor(errors['port-in-use'][0])).toEqual({ kind: 'use-free-port' });
    // Windows reserves ranges: another port helps there, but not at an address that is none of this computer's.
    expect(remedyFor(errors['port-forbidden'][0])).toEqual({ kind: 'use-free-port' });
    expect(remedyFor({ ...errors['port-forbidden'][0], code: 'EADDRNOTAVAIL' })).toEqual({ kind: 'edit-profile' });
    expect(remedyFor(errors['cert-expired'][0])).toEqual({ kind: 'retry' });
  });

  it('has one for every kind', () => {
    for (const [error] of Object.values(errors)) expect(remedyFor(error).kind).toBeTruthy();
  });
});

it('says of a ring of one that the tunnel connects to itself', () => {
  expect(explain({ kind: 'ring', names: ['a'] }).what).toBe('The tunnel “a” would connect to itself.');
});

it.each(['ERR_SSL_EXCESSIVE_MESSAGE_SIZE', 'ERR_SSL_TOO_MANY_WARNING_ALERTS'])('%s is a sentence', (code) => {
  const { what } = explain({ kind: 'internal', code, detail: '' });
  expect(what).toMatch(/^The TLS connection failed: [a-z ]+\.$/);
});
