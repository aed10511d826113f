/** A profile's fields in words, for previews and for what an update changes. Pure. */

import type { ComparedField, ImportService, ImportSetting } from '../../preload/import-preview.ts';
import type { Checks, Endpoint, Profile, TlsOptions, Trust } from '../../preload/types.ts';
import { applicationLabels } from './application.ts';
import { defaultSessions, defaultTimeouts, defaultTls } from './defaults.ts';
import type { OptionalFields } from './optional-fields.ts';
import { describeTrust } from './options/trust.ts';

type Words = (profile: Profile) => string;

const standard = 'the TLS library’s own';
const addresses = (endpoints: readonly Endpoint[]) =>
  endpoints.map(({ host, port }) => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`)).join(', ');

/** Every field that an import or a restore can change: its value, and what a person reads. */
export const compared: Readonly<
  Record<ComparedField, { readonly value: (profile: Profile) => unknown; readonly words: Words }>
> = {
  name: { value: ({ name }) => name, words: ({ name }) => name },
  group: { value: ({ group }) => group, words: ({ group }) => group ?? 'none' },
  application: {
    value: ({ application }) => application,
    words: ({ application }) => applicationLabels[application],
  },
  accept: { value: ({ accept }) => accept, words: ({ accept }) => addresses(accept) },
  user: { value: ({ user }) => user, words: ({ user }) => user ?? 'none' },
  startWithApp: {
    value: ({ startWithApp }) => startWithApp,
    words: ({ startWithApp }) => (startWithApp ? 'yes' : 'no'),
  },
  connect: { value: ({ connect }) => connect, words: ({ connect }) => addresses(connect) },
  failover: {
    value: ({ failover }) => failover,
    words: ({ failover }) => (failover === 'rr' ? 'in turn' : 'the first that answers'),
  },
  sni: { value: ({ tls }) => tls.sni, words: ({ tls }) => sniWords(tls.sni) },
  minVersion: { value: ({ tls }) => tls.minVersion, words: ({ tls }) => tls.minVersion ?? standard },
  maxVersion: { value: ({ tls }) => tls.maxVersion, words: ({ tls }) => tls.maxVersion ?? standard },
  ciphers: { value: ({ tls }) => tls.ciphers, words: ({ tls }) => tls.ciphers ?? standard },
  curves: { value: ({ tls }) => tls.curves, words: ({ tls }) => tls.curves ?? standard },
  alpn: { value: ({ tls }) => tls.alpn, words: ({ tls }) => tls.alpn?.join(', ') ?? 'none' },
  ciphersuites: { value: ({ tls }) => tls.ciphersuites, words: ({ tls }) => tls.ciphersuites ?? standard },
  securityLevel: {
    value: ({ tls }) => tls.securityLevel,
    words: ({ tls }) => String(tls.securityLevel ?? standard),
  },
  options: { value: ({ tls }) => tls.options, words: ({ tls }) => tls.options?.join(', ') ?? 'none' },
  sessions: { value: ({ tls }) => tls.sessions, words: ({ tls }) => sessionWords(tls.sessions) },
  trust: { value: ({ trust }) => trust, words: ({ trust }) => trustWords(trust) },
  timeouts: {
    value: ({ timeouts }) => timeouts,
    words: ({ timeouts: { connect, busy, idle, close } }) =>
      `connect ${connect} s, busy ${busy} s, idle ${idle} s, close ${close} s`,
  },
  identity: { value: ({ identity }) => identity, words: ({ identity }) => identityWords(identity) },
  psk: { value: ({ psk }) => psk, words: ({ psk }) => pskWords(psk) },
  proxy: { value: ({ proxy }) => proxy, words: ({ proxy }) => proxyWords(proxy) },
  negotiation: { value: ({ negotiation }) => negotiation, words: ({ negotiation }) => negotiationWords(negotiation) },
  revocation: { value: ({ revocation }) => revocation, words: ({ revocation }) => revocationWords(revocation) },
  local: { value: ({ local }) => local, words: ({ local }) => local ?? 'the system chooses' },
  spares: { value: ({ spares }) => spares, words: ({ spares }) => spareWords(spares) },
};

function sniWords(sni: TlsOptions['sni']): string {
  if (sni.kind === 'name') return sni.name;
  return sni.kind === 'none' ? 'none' : 'the server’s host name';
}

const namesOf = ({ hosts, emails, ips }: Checks): readonly string[] => [...hosts, ...emails, ...ips];

function trustWords(trust: Trust): string {
  if (trust.kind === 'none') return describeTrust(trust);
  const names = namesOf(trust.checks);
  return names.length === 0 ? describeTrust(trust) : `${describeTrust(trust)}, for ${names.join(', ')}`;
}

function sessionWords(sessions: TlsOptions['sessions']): string {
  const { resume, size, timeout } = sessions ?? defaultSessions;
  if (!resume) return 'never resumed';
  return `resumed for ${timeout} s, ${size === 0 ? 'as many as there are' : `at most ${size}`}`;
}

function identityWords(identity: Profile['identity']): string {
  if (identity === undefined) return 'none';
  if (identity.kind === 'pkcs12') return identity.path;
  return identity.certificate === identity.key ? identity.certificate : `${identity.certificate}, key ${identity.key}`;
}

function pskWords(psk: Profile['psk']): string {
  if (psk === undefined) return 'none';
  const identity = psk.identity === null ? 'the first identity' : `“${psk.identity}”`;
  return psk.kind === 'secret' ? `${identity}, with a key kept by Adit` : `${identity} of ${psk.path}`;
}

const proxyNames = { http: 'HTTP', socks4a: 'SOCKS 4a', socks5: 'SOCKS 5' } as const;

function proxyWords(proxy: Profile['proxy']): string {
  if (proxy === undefined) return 'none';
  if (proxy.kind === 'system') return 'as the system’s settings say';
  const user = proxy.username === null ? '' : `, as ${proxy.username}`;
  return `${proxyNames[proxy.kind]} ${addresses([proxy])}${user}`;
}

const dialectNames = {
  pop3: 'STARTTLS of POP3',
  imap: 'STARTTLS of IMAP',
  nntp: 'STARTTLS of NNTP',
  ldap: 'STARTTLS of LDAP',
  pgsql: 'PostgreSQL’s request for TLS',
  cifs: 'CIFS’s request for TLS',
} as const;

function negotiationWords(negotiation: Profile['negotiation']): string {
  if (negotiation === undefined) return 'none';
  switch (negotiation.kind) {
    case 'smtp': {
      const { host, login } = negotiation;
      const parts = [host === null ? [] : `as ${host}`, login === null ? [] : `logged in as ${login.username}`].flat();
      return ['STARTTLS of SMTP', ...parts].join(', ');
    }
    case 'connect': {
      const { host, username, headers } = negotiation;
      const parts = [username === null ? [] : `as ${username}`, ...headers].flat();
      return [`HTTP CONNECT to ${host}`, ...parts].join(', ');
    }
    case 'socks':
      return `SOCKS 5 inside TLS, to ${negotiation.host}`;
    default:
      return dialectNames[negotiation.kind];
  }
}

function revocationWords(revocation: Profile['revocation']): string {
  if (revocation === undefined) return 'only what the server shows';
  const { lists, ocsp } = revocation;
  const responders = ocsp === null ? [] : [ocsp.url ?? [], ocsp.aia ? 'the certificate’s responders' : []].flat();
  const details =
    ocsp === null
      ? []
      : [
          ocsp.nonce ? 'with a nonce' : [],
          ocsp.require ? 'an answer is needed' : 'an answer is not needed',
          `within ${ocsp.timeout} s`,
          ...ocsp.flags,
        ].flat();
  return [...lists, ...responders, ...details].join(', ') || 'none';
}

function spareWords(spares: Profile['spares']): string {
  if (spares === undefined) return 'as the application needs';
  return spares.count === 0 ? 'none' : `${spares.count}, each for ${spares.lifetime} s`;
}

/** Fields that the preview does not show in a place of their own; those that every profile has, where they are unusual. */
const settingFields = [
  'failover',
  'sni',
  'minVersion',
  'maxVersion',
  'ciphers',
  'curves',
  'alpn',
  'ciphersuites',
  'securityLevel',
  'options',
  'sessions',
  'timeouts',
  'psk',
  'proxy',
  'negotiation',
  'revocation',
  'local',
  'spares',
] as const satisfies readonly ComparedField[];

const usual: Readonly<Partial<Record<ComparedField, unknown>>> = {
  ...defaultTls,
  failover: 'prio',
  timeouts: defaultTimeouts,
};

type SettingTemplate = OptionalFields & Pick<Profile, 'tls' | 'failover' | 'timeouts' | 'trust'>;

/** What else an import gives a profile, in words, and which lines it comes from. */
export function settingsOf(template: SettingTemplate, reasons: ImportService['reasons']): readonly ImportSetting[] {
  const profile = { ...template } as Profile;
  const because = (reason: string | undefined) => (reason === undefined ? {} : { reason });
  const settings = settingFields.flatMap((field) => {
    const { value, words } = compared[field];
    const given = value(profile);
    if (given === undefined || JSON.stringify(given) === JSON.stringify(usual[field])) return [];
    return [{ field, words: words(profile), ...because(reasons[field]) }];
  });
  const names = template.trust.kind === 'none' ? [] : namesOf(template.trust.checks);
  if (names.length === 0) return settings;
  return [...settings, { field: 'trust', words: `only for ${names.join(', ')}`, ...because(reasons.checks) }];
}
