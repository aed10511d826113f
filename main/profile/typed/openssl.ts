/** `openssl s_client` and `gnutls-cli` (their man pages). Pure. */

import type { Profile } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { guessClientApplication } from '../application.ts';
import { readEndpoint, readHost, readPort } from './endpoint.ts';
import { fault, type Meaning, means, type Reading } from './meaning.ts';
import { type GivenOptions, lastOf, readNames } from './options.ts';

const opensslValued: ReadonlySet<string> = new Set(
  (
    'connect host port proxy proxy_user proxy_pass bind servername CAfile CApath CAstore verify verify_depth verify_hostname ' +
    'verify_email verify_ip cert certform cert_chain key keyform pass starttls xmpphost name alpn nextprotoneg cipher ' +
    'ciphersuites curves groups sigalgs psk psk_identity sess_in sess_out keylogfile mtu maxfraglen CRL CRLform ' +
    'rand writerand engine provider min_protocol max_protocol early_data'
  ).split(' '),
);

/** s_client's names of protocols that stunnel knows; others need a program that speaks them. */
const dialects: Readonly<Record<string, NonNullable<Profile['negotiation']>>> = {
  smtp: { kind: 'smtp', host: null, login: null },
  lmtp: { kind: 'smtp', host: null, login: null },
  pop3: { kind: 'pop3' },
  imap: { kind: 'imap' },
  nntp: { kind: 'nntp' },
  ldap: { kind: 'ldap' },
  postgres: { kind: 'pgsql' },
};

const dialectApplications = { smtp: 'mail', pop3: 'mail', imap: 'mail', ldap: 'ldap', pgsql: 'postgresql' } as const;

/** What follows `openssl s_client`. */
export function readOpenssl(words: readonly string[]): Reading {
  const options = readNames(words, opensslValued);
  const named = lastOf(options, 'connect') ?? options.operands[0] ?? null;
  const written = named === null ? null : readEndpoint(named);
  const host = written?.host ?? readHost(lastOf(options, 'host') ?? '');
  const port = written?.port ?? readPort(lastOf(options, 'port') ?? '');
  if (host === null) return fault('typed.openssl.noServer');
  const starttls = lastOf(options, 'starttls');
  const negotiation = starttls === null ? undefined : dialects[starttls];
  if (starttls !== null && negotiation === undefined) {
    return fault('typed.dialect', { option: `-starttls ${starttls}` });
  }
  return means({
    form: toSay('typed.form.openssl'),
    host,
    port,
    ...(port === null ? { portReason: toSay('question.port.command') } : {}),
    ...applicationOf(negotiation, port),
    ...(negotiation === undefined ? {} : { negotiation }),
    ...namesOf(options),
    ...filesOf(options),
    ...proxyOf(options),
    remarks: remarksOn(options),
  });
}

function applicationOf(
  negotiation: Profile['negotiation'],
  port: number | null,
): Pick<Meaning, 'application' | 'because'> {
  const kind = negotiation?.kind;
  if (kind !== undefined && kind in dialectApplications) {
    const application = dialectApplications[kind as keyof typeof dialectApplications];
    return {
      application,
      because: toSay('because.speaks', { protocol: kind === 'pgsql' ? 'PostgreSQL' : kind.toUpperCase() }),
    };
  }
  return guessClientApplication('', [port]);
}

function namesOf(options: GivenOptions): Partial<Meaning> {
  const name = readHost(lastOf(options, 'servername') ?? '');
  const checked = readHost(lastOf(options, 'verify_hostname', 'verify_ip') ?? '');
  const alpn = lastOf(options, 'alpn')
    ?.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return {
    ...(options.values.has('noservername') ? { sni: { kind: 'none' as const } } : {}),
    ...(name === null ? {} : { sni: { kind: 'name' as const, name } }),
    ...(checked === null ? {} : { checkedName: checked }),
    ...(alpn === undefined || alpn.length === 0 ? {} : { alpn }),
  };
}

function filesOf(options: GivenOptions): Partial<Meaning> {
  const file = lastOf(options, 'CAfile');
  const directory = lastOf(options, 'CApath');
  const certificate = lastOf(options, 'cert');
  const authority =
    file !== null
      ? ({ kind: 'file', path: file } as const)
      : directory !== null
        ? ({ kind: 'directory', path: directory } as const)
        : null;
  return {
    ...(authority === null ? {} : { authority }),
    ...(certificate === null
      ? {}
      : { identity: { kind: 'pem' as const, certificate, key: lastOf(options, 'key') ?? certificate } }),
  };
}

function proxyOf(options: GivenOptions): Partial<Meaning> {
  const written = readEndpoint(lastOf(options, 'proxy') ?? '');
  if (written === null || written.port === null) return {};
  const { host, port } = written;
  return { proxy: { kind: 'http', host, port, username: lastOf(options, 'proxy_user') || null } };
}

function remarksOn(options: GivenOptions): Text[] {
  const has = (...names: readonly string[]) => names.some((name) => options.values.has(name));
  return [
    has('psk') ? toSay('note.typed.psk') : [],
    has('pass', 'proxy_pass') ? toSay('note.typed.password') : [],
    has('CAfile', 'CApath', 'verify_return_error') ? [] : toSay('note.typed.anyCertificate'),
  ].flat();
}

const gnutlsValued: ReadonlySet<string> = new Set(
  'port p x509cafile x509certfile x509keyfile sni-hostname verify-hostname alpn priority starttls-proto pskusername pskkey'.split(
    ' ',
  ),
);

/** What follows `gnutls-cli`. */
export function readGnutls(words: readonly string[]): Reading {
  const options = readNames(words, gnutlsValued);
  const written = readEndpoint(options.operands[0] ?? '');
  if (written === null) return fault('typed.gnutls.noServer');
  const rename: Readonly<Record<string, string>> = {
    x509cafile: 'CAfile',
    x509certfile: 'cert',
    x509keyfile: 'key',
    'sni-hostname': 'servername',
    'verify-hostname': 'verify_hostname',
    'starttls-proto': 'starttls',
    pskkey: 'psk',
  };
  const same = [...options.values].flatMap(([name, values]) => [`-${rename[name] ?? name}`, values.at(-1) ?? '']);
  const port = readPort(lastOf(options, 'p', 'port') ?? '') ?? written.port ?? 443;
  const at = written.host.includes(':') ? `[${written.host}]:${port}` : `${written.host}:${port}`;
  const reading = readOpenssl([...same.filter((word) => word !== ''), '-verify_return_error', '-connect', at]);
  return reading?.kind === 'meaning' ? means({ ...reading.meaning, form: toSay('typed.form.gnutls') }) : reading;
}
