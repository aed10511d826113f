import { describe, expect, it } from 'vitest';
import { bindError, connectError, needsPerson, tlsError, tlsReason } from './errors.ts';

const place = { host: 'server.test', port: 443 };
const during = { established: false, bytesRead: 1500, usesPsk: false, serverName: 'server.test' };
const coded = (code: string) => Object.assign(new Error('any text'), { code });

/** One failure as each TLS library words it: OpenSSL 3.0 (Node 20), OpenSSL 3.5 (Node 24), BoringSSL (Electron). */
const dialects: readonly (readonly [string, readonly string[], Partial<typeof during>, object])[] = [
  [
    'client certificate demanded in TLS 1.2',
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'],
    {},
    { kind: 'client-cert-required', host: 'server.test' },
  ],
  [
    'client certificate demanded in TLS 1.3',
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED'],
    { established: true },
    { kind: 'client-cert-required', host: 'server.test' },
  ],
  [
    'client certificate not known to the server',
    [
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
    ],
    { established: true },
    { kind: 'client-cert-required', host: 'server.test' },
  ],
  [
    'no common cipher',
    [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_TLSV1_ALERT_INSUFFICIENT_SECURITY',
    ],
    { bytesRead: 7 },
    { kind: 'no-shared-cipher', ...place },
  ],
  [
    'no common version',
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
    { bytesRead: 7 },
    { kind: 'protocol-version', ...place },
  ],
  [
    'wrong pre-shared key',
    ['ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', 'ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC', 'ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR'],
    { usesPsk: true },
    { kind: 'bad-psk', host: 'server.test' },
  ],
  ['not TLS', ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG'], {}, { kind: 'not-tls', ...place }],
  ['key usage', ['ERR_SSL_KEY_USAGE_BIT_INCORRECT'], {}, { kind: 'cert-key-usage', host: 'server.test' }],
  [
    'unknown server name',
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 'ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME'],
    { bytesRead: 7 },
    { kind: 'unsupported-option', option: 'sni', value: 'server.test' },
  ],
  [
    'reset before the handshake ends',
    ['ECONNRESET', 'EPIPE'],
    { bytesRead: 0 },
    { kind: 'service-closed', during: 'handshake', ...place },
  ],
  ['reset after it', ['ECONNRESET'], { established: true }, { kind: 'service-closed', during: 'service', ...place }],
  ['network gone', ['EHOSTUNREACH'], {}, { kind: 'unreachable', code: 'EHOSTUNREACH', ...place }],
  ['anything else', ['ERR_SSL_SOMETHING_NEW'], {}, { kind: 'internal', code: 'ERR_SSL_SOMETHING_NEW' }],
];

describe('tlsError', () => {
  for (const [name, codes, progress, expected] of dialects) {
    it.each(codes)(`${name}: %s`, (code) => {
      expect(tlsError(place, coded(code), { ...during, ...progress })).toMatchObject(expected);
    });
  }

  it('never looks at texts', () => {
    expect(tlsError(place, new Error('wrong version number'), during)).toMatchObject({ kind: 'internal' });
  });
});

describe('tlsReason', () => {
  it('takes the dialect off and leaves other codes alone', () => {
    expect(tlsReason('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE')).toBe('ALERT_HANDSHAKE_FAILURE');
    expect(tlsReason('ERR_SSL_NO_CIPHER_MATCH')).toBe('NO_CIPHER_MATCH');
    expect(tlsReason('ECONNRESET')).toBeNull();
  });
});

describe('system errors', () => {
  it('are told apart while connecting', () => {
    expect(connectError(place, coded('ECONNREFUSED'))).toEqual({ kind: 'refused', ...place });
    expect(connectError(place, coded('ENETUNREACH'))).toEqual({ kind: 'unreachable', code: 'ENETUNREACH', ...place });
    expect(connectError(place, coded('ECONNRESET'))).toMatchObject({ kind: 'service-closed' });
  });

  it('are told apart while listening', () => {
    expect(bindError(place, coded('EADDRINUSE'))).toEqual({ kind: 'port-in-use', holder: null, ...place });
    expect(bindError(place, coded('EACCES'))).toEqual({ kind: 'port-forbidden', code: 'EACCES', ...place });
  });
});

describe('needsPerson', () => {
  it('lets the network recover by itself and asks about trust', () => {
    expect(needsPerson({ kind: 'refused', ...place })).toBe(false);
    expect(needsPerson({ kind: 'dns', host: 'x', code: 'ENOTFOUND' })).toBe(false);
    expect(needsPerson({ kind: 'client-cert-required', host: 'x' })).toBe(true);
    expect(needsPerson({ kind: 'port-in-use', holder: null, ...place })).toBe(true);
  });
});
