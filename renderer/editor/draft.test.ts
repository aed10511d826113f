import { describe, expect, it } from 'vitest';
import type { CertificateSource, Trust } from '../../preload/types.ts';
import { pemOf, profile } from '../testing/fixtures.ts';
import { checkDraft, draftOf, type ProfileDraft } from './draft.ts';

const before = profile(1, { user: 'alice' });
const draft = draftOf(before);
const noChecks = { hosts: [], emails: [], ips: [] };

const known: Trust = {
  kind: 'authority',
  certificates: [{ kind: 'pem', pem: pemOf(1) }],
  checks: noChecks,
  peer: true,
};

/** What is typed into fields that their records describe. */
const typed = (forms: Partial<ProfileDraft['forms']>): Partial<ProfileDraft> => ({
  forms: { ...draft.forms, ...forms },
});

const saved = (changed: Partial<ProfileDraft>, from = before) => {
  const checked = checkDraft({ ...draftOf(from), ...changed }, from);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  return checked.profile;
};
const errorsOf = (changed: Partial<ProfileDraft>, from = before) => {
  const checked = checkDraft({ ...draftOf(from), ...changed }, from);
  return checked.ok ? {} : checked.errors;
};

it.each([
  ['system trust', before],
  [
    'a pin',
    profile(1, { trust: { kind: 'pinned', certificates: [{ kind: 'pem', pem: pemOf(1) }], checks: noChecks } }),
  ],
  ['no trust', profile(1, { trust: { kind: 'none' } })],
  [
    'authorities in files',
    profile(1, { trust: { kind: 'authority', certificates: [{ kind: 'file', path: '/ca.pem' }], checks: noChecks } }),
  ],
  ['certificates that are looked at as well as their authority', profile(1, { trust: known })],
  [
    'names, addresses and a name to send',
    profile(1, {
      trust: {
        kind: 'system',
        checks: { hosts: ['a.example'], emails: ['me@a.example'], ips: ['203.0.113.7', '::1'] },
      },
      tls: { ...before.tls, sni: { kind: 'name', name: 'b.example' } },
    }),
  ],
  [
    'a certificate, a key, a proxy and everything else',
    profile(1, {
      identity: { kind: 'pem', certificate: '/me.pem', key: '/me.key' },
      psk: { kind: 'file', path: '/psk.txt', identity: null },
      proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: 'anna' },
      negotiation: { kind: 'connect', host: 'inside.example:22', username: 'anna', headers: ['X: y'] },
      revocation: {
        lists: ['/crl.pem'],
        ocsp: { url: 'http://ocsp.example', aia: false, nonce: true, require: true, timeout: 9, flags: [] },
      },
      local: '192.0.2.7',
      spares: { count: 2, lifetime: 30 },
      tls: { ...before.tls, alpn: ['h2'], sessions: { resume: false, size: 5, timeout: 6 } },
    }),
  ],
  [
    'a PKCS#12 file, a typed key, the system’s proxy and a mail server',
    profile(1, {
      identity: { kind: 'pkcs12', path: '/me.p12' },
      psk: { kind: 'secret', identity: 'adit' },
      proxy: { kind: 'system' },
      negotiation: { kind: 'smtp', host: 'me.example', login: { method: 'login', username: 'anna' } },
    }),
  ],
])('an untouched form saves the same profile: %s', (_name, same) => {
  expect(checkDraft(draftOf(same), same)).toEqual({ ok: true, profile: same, secrets: {} });
});

describe('errors stand at their field', () => {
  it.each<[string, string, Partial<ProfileDraft>]>([
    ['name', 'Give the profile a name.', { name: ' ' }],
    ['user', 'This is not a user name.', { user: 'a b' }],
    ['connect.0.host', 'Enter a host name or an IP address.', { connect: [{ key: 0, host: '', port: '443' }] }],
    ['connect.0.port', 'A port is a whole number.', { connect: [{ key: 0, host: 'a.example', port: 'https' }] }],
    ['accept.0.port', 'Ports end at 65535.', { accept: [{ key: 0, host: '127.0.0.1', port: '70000' }] }],
    ['sni.name', 'Enter a host name or an IP address.', typed({ sni: { kind: 'name', name: '' } })],
    ['timeouts.idle', 'Enter whole seconds.', typed({ timeouts: { ...draft.forms.timeouts, idle: '1.5' } })],
    ['names', 'This is not a host name or an IP address.', { names: 'good.example, b@d' }],
    ['authority', 'Paste at least one certificate, and no private key.', { trust: 'authority', authority: 'hello' }],
  ])('%s: %s', (field, message, changed) => {
    expect(errorsOf(changed)).toEqual({ [field]: message });
  });

  it('a pasted private key is refused', () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMII=\n-----END PRIVATE KEY-----';
    expect(errorsOf({ trust: 'authority', authority: `${pemOf(1)}\n${key}` })).toHaveProperty('authority');
  });
});

describe('trust', () => {
  it('sorts names and addresses into stunnel’s checks', () => {
    expect(saved({ names: 'a.example 203.0.113.7,::1' }).trust).toEqual({
      kind: 'system',
      checks: { hosts: ['a.example'], emails: [], ips: ['203.0.113.7', '::1'] },
    });
  });

  it('keeps files beside a pasted authority', () => {
    const named: CertificateSource[] = [
      { kind: 'file', path: '/ca.pem' },
      { kind: 'directory', path: '/ca' },
    ];
    const files = profile(1, { trust: { kind: 'authority', certificates: named, checks: noChecks } });
    expect(saved({ authority: pemOf(2) }, files).trust).toMatchObject({
      certificates: [...named, { kind: 'pem', pem: pemOf(2) }],
    });
  });

  it('gives up looking at the certificate itself only when told to', () => {
    const before = profile(1, { trust: known });
    expect(saved({ name: 'Renamed', authority: pemOf(2) }, before).trust).toMatchObject({ peer: true });
    expect(saved({ peer: false }, before).trust).toMatchObject({ kind: 'authority', certificates: known.certificates });
    expect('peer' in saved({ peer: false }, before).trust).toBe(false);
  });

  it('gives a pin up only when another choice is made', () => {
    const pinned = profile(1, {
      trust: { kind: 'pinned', certificates: [{ kind: 'pem', pem: pemOf(1) }], checks: noChecks },
    });
    expect(saved({ name: 'Renamed' }, pinned).trust).toEqual(pinned.trust);
    expect(saved({ trust: 'system' }, pinned).trust).toEqual({ kind: 'system', checks: noChecks });
    expect(saved({ trust: 'system', strict: true }, pinned).trust).toEqual({
      kind: 'system',
      checks: noChecks,
      strict: true,
    });
  });
});

it('asks nobody where the profile asks nobody, until somebody wants to be asked', () => {
  const before = profile(1, { trust: { kind: 'system', checks: noChecks, strict: true } });
  expect(saved({ name: 'Renamed' }, before).trust).toEqual(before.trust);
  expect(saved({ strict: false }, before).trust).toEqual({ kind: 'system', checks: noChecks });
});

it('a user name goes with the application that takes it', () => {
  expect(saved({ application: 'http' }).user).toBeNull();
  expect(saved({ application: 'sftp' }).user).toBe('alice');
});

describe('secrets', () => {
  const secrets = { ...draft.secrets, psk: '0123456789abcdef0123456789abcdef', 'proxy-password': 'hush' };
  const changes = (changed: Partial<ProfileDraft>) => {
    const checked = checkDraft({ ...draft, ...changed }, before);
    return checked.ok ? checked.secrets : checked.errors;
  };
  const proxy = { proxy: 'http', proxyHost: 'proxy.example', proxyPort: '3128' } as const;

  it('go along only where the profile has a place for them', () => {
    expect(changes({ secrets })).toEqual({});
    expect(changes({ secrets, ...proxy })).toEqual({});
    expect(changes({ secrets, ...proxy, proxyUser: 'anna' })).toEqual({ 'proxy-password': 'hush' });
    expect(changes({ secrets, psk: 'secret', pskIdentity: 'adit' })).toEqual({ psk: secrets.psk });
  });

  it('that are forgotten go, unless another one was typed', () => {
    const psk = { psk: 'secret', pskIdentity: 'adit', forgotten: ['psk'] } as const;
    expect(changes(psk)).toEqual({ psk: null });
    expect(changes({ ...psk, secrets })).toEqual({ psk: secrets.psk });
  });

  it('that are too short have a message at their field', () => {
    const short = { ...draft.secrets, psk: 'short' };
    expect(changes({ psk: 'secret', pskIdentity: 'adit', secrets: short })).toEqual({
      'secrets.psk': 'A key has at least 16 bytes: 32 hexadecimal digits.',
    });
  });

  it.each<[string, Partial<ProfileDraft>]>([
    ['identity.key', { identity: 'pem', certificate: '/me.pem' }],
    ['psk.identity', { psk: 'secret' }],
    ['psk.path', { psk: 'file' }],
    ['proxy.host', { ...proxy, proxyHost: '' }],
    ['proxy.port', { ...proxy, proxyPort: 'http' }],
    ['negotiation.host', { negotiation: 'socks' }],
    ['spares.count', typed({ spares: { choice: 'own', count: '9', lifetime: '60' } })],
    ['local.address', typed({ local: { address: 'not an address' } })],
  ])('what is missing is said at its field: %s', (field, changed) => {
    expect(Object.keys(errorsOf(changed))).toEqual([field]);
  });
});

describe('fields that their records describe', () => {
  it('are left out when they are emptied, and keep what the form does not show', () => {
    const full = profile(1, {
      local: '192.0.2.7',
      spares: { count: 2, lifetime: 30 },
      tls: { ...before.tls, alpn: ['h2'], sessions: { resume: true, size: 5, timeout: 6 } },
    });
    const { forms } = draftOf(full);
    const emptied = saved(
      {
        forms: {
          ...forms,
          alpn: { names: ' ' },
          local: { address: '' },
          spares: { ...forms.spares, choice: 'default' },
          sessions: { resume: false },
        },
      },
      full,
    );
    expect(Object.keys(emptied)).not.toContain('local');
    expect(Object.keys(emptied)).not.toContain('spares');
    expect(emptied.tls).toStrictEqual({ ...before.tls, sessions: { resume: false, size: 5, timeout: 6 } });
  });

  it('say what is wrong at the input that it is about', () => {
    expect(errorsOf(typed({ spares: { choice: 'own', count: '1', lifetime: 'long' } }))).toEqual({
      'spares.lifetime': 'Enter 1 to 600 seconds.',
    });
    expect(Object.keys(errorsOf(typed({ alpn: { names: 'x'.repeat(256) } })))).toEqual(['alpn.names']);
  });
});
