/** The part of the editor's form that simple profiles do without: fields as text, and back. Pure. */
import { defaultOcsp } from '../../preload/fields/revocation.ts';
import type { KeptSecret, OpenvpnFile, Profile, SecretChanges, SecretField } from '../../preload/types.ts';
import { portOf } from '../import/answers.ts';

export const negotiationKinds = [
  'none',
  'smtp',
  'imap',
  'pop3',
  'nntp',
  'ldap',
  'pgsql',
  'cifs',
  'connect',
  'socks',
] as const;
type NegotiationKind = (typeof negotiationKinds)[number];
export type ProxyKind = 'none' | NonNullable<Profile['proxy']>['kind'];

export interface OptionalDraft {
  readonly identity: 'none' | 'pem' | 'pkcs12';
  /** Of `pem` the certificate, of `pkcs12` the file. */
  readonly certificate: string;
  readonly key: string;
  readonly psk: 'none' | 'secret' | 'file';
  readonly pskIdentity: string;
  readonly pskFile: string;
  /** Path of the server's .ovpn; empty: none. */
  readonly ovpn: string;
  readonly ovpnTraffic: OpenvpnFile['traffic'];
  readonly ovpnNoIpv6: boolean;
  readonly proxy: ProxyKind;
  readonly proxyHost: string;
  readonly proxyPort: string;
  readonly proxyUser: string;
  readonly negotiation: NegotiationKind;
  /** HOST:PORT behind the server. */
  readonly destination: string;
  readonly protocolUser: string;
  readonly lists: readonly string[];
  readonly ocsp: boolean;
  readonly ocspRequire: boolean;
  /** What was typed; empty: what is kept stays. */
  readonly secrets: Readonly<Record<SecretField, string>>;
  readonly forgotten: readonly SecretField[];
}

export const noSecrets: OptionalDraft['secrets'] = {
  'key-passphrase': '',
  psk: '',
  'proxy-password': '',
  'protocol-password': '',
};

export function optionalDraftOf({ identity, psk, openvpn, proxy, negotiation, revocation }: Profile): OptionalDraft {
  const server = proxy !== undefined && proxy.kind !== 'system' ? proxy : null;
  return {
    identity: identity?.kind ?? 'none',
    certificate: identity === undefined ? '' : identity.kind === 'pem' ? identity.certificate : identity.path,
    key: identity?.kind === 'pem' ? identity.key : '',
    psk: psk?.kind ?? 'none',
    pskIdentity: psk?.identity ?? '',
    pskFile: psk?.kind === 'file' ? psk.path : '',
    ovpn: openvpn?.path ?? '',
    ovpnTraffic: openvpn?.traffic ?? 'everything',
    ovpnNoIpv6: openvpn?.blockIpv6 ?? true,
    proxy: proxy?.kind ?? 'none',
    proxyHost: server?.host ?? '',
    proxyPort: server === null ? '' : String(server.port),
    proxyUser: server?.username ?? '',
    negotiation: negotiation?.kind ?? 'none',
    destination: negotiation?.kind === 'connect' || negotiation?.kind === 'socks' ? negotiation.host : '',
    protocolUser: userOf(negotiation),
    lists: revocation?.lists ?? [],
    ocsp: revocation?.ocsp != null,
    ocspRequire: revocation?.ocsp?.require ?? false,
    secrets: noSecrets,
    forgotten: [],
  };
}

function userOf(negotiation: Profile['negotiation']): string {
  if (negotiation?.kind === 'connect') return negotiation.username ?? '';
  return negotiation?.kind === 'smtp' ? (negotiation.login?.username ?? '') : '';
}

/** The profile's fields as the form has them, unparsed. What the form does not show stays as it was. */
export function optionalFieldsFrom(draft: OptionalDraft, before: Profile): Record<string, unknown> {
  return {
    identity: identityFrom(draft),
    psk: pskFrom(draft),
    openvpn: openvpnFrom(draft),
    proxy: proxyFrom(draft),
    negotiation: negotiationFrom(draft, before.negotiation),
    revocation: revocationFrom(draft, before.revocation),
  };
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function identityFrom({ identity, certificate, key }: OptionalDraft): unknown {
  if (identity === 'none') return undefined;
  return identity === 'pem' ? { kind: 'pem', certificate, key } : { kind: 'pkcs12', path: certificate };
}

function pskFrom({ psk, pskIdentity, pskFile }: OptionalDraft): unknown {
  if (psk === 'none') return undefined;
  if (psk === 'secret') return { kind: 'secret', identity: pskIdentity.trim() };
  return { kind: 'file', path: pskFile, identity: textOrNull(pskIdentity) };
}

function openvpnFrom({ ovpn, ovpnTraffic, ovpnNoIpv6 }: OptionalDraft): unknown {
  return ovpn === '' ? undefined : { path: ovpn, traffic: ovpnTraffic, blockIpv6: ovpnNoIpv6 };
}

function proxyFrom({ proxy, proxyHost, proxyPort, proxyUser }: OptionalDraft): unknown {
  if (proxy === 'none') return undefined;
  if (proxy === 'system') return { kind: 'system' };
  return { kind: proxy, host: proxyHost, port: portOf(proxyPort), username: textOrNull(proxyUser) };
}

function negotiationFrom(
  { negotiation, destination, protocolUser }: OptionalDraft,
  before: Profile['negotiation'],
): unknown {
  switch (negotiation) {
    case 'none':
      return undefined;
    case 'smtp': {
      const old = before?.kind === 'smtp' ? before : { host: null, login: null };
      const username = textOrNull(protocolUser);
      const login = username === null ? null : { method: old.login?.method ?? 'plain', username };
      return { kind: 'smtp', host: old.host, login };
    }
    case 'connect':
      return {
        kind: 'connect',
        host: destination.trim(),
        username: textOrNull(protocolUser),
        headers: before?.kind === 'connect' ? before.headers : [],
      };
    case 'socks':
      return { kind: 'socks', host: destination.trim() };
    default:
      return { kind: negotiation };
  }
}

function revocationFrom({ lists, ocsp, ocspRequire }: OptionalDraft, before: Profile['revocation']): unknown {
  if (lists.length === 0 && !ocsp) return undefined;
  const asked = before?.ocsp ?? { ...defaultOcsp, aia: true, require: false };
  return { lists, ocsp: ocsp ? { ...asked, require: ocspRequire } : null };
}

/** The secrets that the form has a field for. */
export function usedSecrets(draft: OptionalDraft): readonly SecretField[] {
  const fields: SecretField[] = [];
  if (draft.identity !== 'none') fields.push('key-passphrase');
  if (draft.psk === 'secret') fields.push('psk');
  if ((draft.proxy === 'http' || draft.proxy === 'socks5') && draft.proxyUser.trim() !== '')
    fields.push('proxy-password');
  const logsIn = draft.negotiation === 'connect' || draft.negotiation === 'smtp';
  if (logsIn && draft.protocolUser.trim() !== '') fields.push('protocol-password');
  return fields;
}

/** What of the secrets is to change. */
export function secretChangesOf(draft: OptionalDraft): SecretChanges {
  const changes: { -readonly [Field in SecretField]?: string | null } = {};
  for (const field of usedSecrets(draft)) {
    if (draft.secrets[field] !== '') changes[field] = draft.secrets[field];
    else if (draft.forgotten.includes(field)) changes[field] = null;
  }
  return changes;
}

export const keptOf = (kept: readonly KeptSecret[], field: SecretField): KeptSecret | null =>
  kept.find((secret) => secret.field === field) ?? null;
