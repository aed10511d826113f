import { describe, expect, it } from 'vitest';
import type { TlsOptions } from '../../../preload/types.ts';
import { TunnelFault } from '../base/errors.ts';
import { settingsFor, type TlsLibrary } from './settings.ts';

const suites = 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256';
const plain: TlsOptions = { sni: { kind: 'default' }, minVersion: null, maxVersion: null, ciphers: null, curves: null };

const openssl: TlsLibrary = {
  supportsCurve: (name) => ['X25519', 'X448', 'P-256'].includes(name),
  supportsCipher: (word) => ['HIGH', 'DHE-A', 'ECDHE-A'].includes(word),
  choosesSuites: true,
  hasSecurityLevels: true,
  switchBit: (name) => ({ NO_TICKET: 0x4000, NO_COMPRESSION: 0x80000000 })[name] ?? null,
};
const boringssl: TlsLibrary = {
  supportsCurve: (name) => ['X25519', 'P-256'].includes(name),
  supportsCipher: (word) => ['HIGH', 'ECDHE-A'].includes(word),
  choosesSuites: false,
  hasSecurityLevels: false,
  switchBit: (name) => ({ NO_TICKET: 0x4000 })[name] ?? null,
};

describe.each([
  ['OpenSSL', openssl, 0],
  ['BoringSSL', boringssl, 1],
] as const)('with %s', (_name, library, column) => {
  type Row = [what: Partial<TlsOptions>, contexts: readonly [object, object], dropped: readonly [number, number]];
  it.each<Row>([
    [{}, [{}, {}], [0, 0]],
    [
      { minVersion: 'TLSv1', maxVersion: 'TLSv1.2' },
      [
        { minVersion: 'TLSv1', maxVersion: 'TLSv1.2' },
        { minVersion: 'TLSv1', maxVersion: 'TLSv1.2' },
      ],
      [0, 0],
    ],
    [{ curves: 'X448: P-256' }, [{ ecdhCurve: 'X448:P-256' }, { ecdhCurve: 'P-256' }], [0, 1]],
    [
      { ciphers: 'DHE-A:ECDHE-A:!aNULL' },
      [{ ciphers: `${suites}:DHE-A:ECDHE-A:!aNULL` }, { ciphers: `${suites}:ECDHE-A:!aNULL` }],
      [0, 1],
    ],
    [
      { ciphers: 'HIGH:@STRENGTH,@SECLEVEL=1' },
      [{ ciphers: `${suites}:HIGH:@STRENGTH@SECLEVEL=1` }, { ciphers: `${suites}:HIGH:@STRENGTH` }],
      [0, 1],
    ],
    [{ ciphersuites: 'TLS_X' }, [{ ciphers: 'TLS_X:DEFAULT' }, {}], [0, 1]],
    [{ securityLevel: 0 }, [{ ciphers: `${suites}:DEFAULT@SECLEVEL=0` }, {}], [0, 1]],
    [{ options: ['NO_TICKET', 'NO_COMPRESSION'] }, [{ secureOptions: 0x80004000 }, { secureOptions: 0x4000 }], [0, 1]],
    [{ options: ['NO_TICKET', '-NO_TICKET'] }, [{}, {}], [0, 0]],
  ])('%j', (what, contexts, dropped) => {
    const settings = settingsFor({ ...plain, ...what }, library);
    expect(settings.context).toEqual(contexts[column]);
    expect(settings.dropped).toHaveLength(dropped[column]);
  });

  it.each<[Partial<TlsOptions>, string]>([
    [{ curves: 'brainpool:nothing' }, 'curves'],
    [{ ciphers: 'CAMELLIA:!aNULL' }, 'ciphers'],
    [{ ciphers: '!aNULL' }, 'ciphers'],
  ])('refuses %j, of which nothing remains', (what, option) => {
    let thrown: unknown;
    try {
      settingsFor({ ...plain, ...what }, library);
    } catch (error) {
      thrown = error;
    }
    expect(thrown instanceof TunnelFault && thrown.reason).toMatchObject({ kind: 'unsupported-option', option });
  });
});
