/** From a profile to what the engine needs to know, with the secrets in their places. Pure. */

import { allFields, type FieldsWith, type OwnField } from '../../preload/fields/profile.ts';
import type { Profile, TunnelError } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';
import type { GuardRules, Identity, Negotiation, PreSharedKey, TunnelSpecification } from '../specification.ts';
import { defined } from './optional-fields.ts';
import { pskKeyOf, readPsk } from './psk-secrets.ts';
import type { Secrets } from './secret-fields.ts';
import { sparesOf } from './spares.ts';

/** What a profile only refers to. */
export interface Resolved {
  readonly secrets: Secrets;
  readonly psk: PreSharedKey | null;
}

const nothing: Resolved = { secrets: {}, psk: null };

type PlainField = Extract<FieldsWith<{ readonly engine: 'as it is' }>, OwnField>;

const plainFields = allFields
  .filter(({ isTls, engine }) => !isTls && engine === 'as it is')
  .map(({ name }) => name as PlainField);

/** What the engine needs to know of a profile, and nothing else. A secret that is missing is null. */
export function specificationOf(profile: Profile, { secrets, psk }: Resolved = nothing): TunnelSpecification {
  const { id, tls, identity, proxy, negotiation } = profile;
  const spares = sparesOf(profile);
  const guard = guardOf(profile);
  return {
    id,
    ...(defined(Object.fromEntries(plainFields.map((name) => [name, profile[name]]))) as Pick<Profile, PlainField>),
    accept: acceptOf(profile),
    tls,
    ...(identity === undefined ? {} : { identity: withPassphrase(identity, secrets) }),
    ...(psk === null ? {} : { psk }),
    ...(proxy === undefined ? {} : { proxy: withLogin(proxy, secrets) }),
    ...(negotiation === undefined ? {} : { negotiation: withPassword(negotiation, secrets) }),
    ...(spares === null ? {} : { spares }),
    ...(guard === null ? {} : { guard }),
  };
}

const acceptOf = ({ accept, socket }: Profile): TunnelSpecification['accept'] =>
  socket === undefined ? accept : [...accept, { path: socket, isPrivate: true }];

/**
 * OpenVPN begins as root and goes on as somebody else: whom NetworkManager's plug-in has made for it, and what `user` of its
 * configuration usually says. It connects again as that user.
 */
const openvpnAccounts = ['nm-openvpn', 'openvpn', '_openvpn', 'nobody'];

/** null: everybody may use the local port. */
function guardOf({ localUsers, localPrograms, application }: Profile): GuardRules | null {
  if (localUsers === 'everyone' && localPrograms === undefined) return null;
  return { accounts: application === 'openvpn' ? openvpnAccounts : [], programs: localPrograms ?? [] };
}

const withPassphrase = (identity: NonNullable<Profile['identity']>, secrets: Secrets): Identity => ({
  ...identity,
  passphrase: secrets['key-passphrase'] ?? null,
});

const withLogin = (proxy: NonNullable<Profile['proxy']>, secrets: Secrets): TunnelSpecification['proxy'] & object =>
  proxy.kind === 'system' ? proxy : { ...proxy, password: secrets['proxy-password'] ?? null };

function withPassword(negotiation: NonNullable<Profile['negotiation']>, secrets: Secrets): Negotiation {
  return negotiation.kind === 'smtp' || negotiation.kind === 'connect'
    ? { ...negotiation, password: secrets['protocol-password'] ?? null }
    : negotiation;
}

export type ResolvedPsk =
  | { readonly ok: true; readonly psk: PreSharedKey | null }
  | { readonly ok: false; readonly error: TunnelError };

/**
 * The pre-shared key of a profile: of its secrets, or out of its file. `readText` gives null for a file that cannot be
 * read. The error is `psk-missing` when nobody has told the key yet, `key-format` when the file cannot be used.
 */
export function pskOf(
  { psk, connect }: Profile,
  secrets: Secrets,
  readText: (path: string) => string | null,
): ResolvedPsk {
  if (psk === undefined) return { ok: true, psk: null };
  if (psk.kind === 'secret') {
    const key = secrets.psk;
    if (key === undefined) return { ok: false, error: { kind: 'psk-missing', host: connect[0]?.host ?? '' } };
    return { ok: true, psk: { identity: psk.identity, key: pskKeyOf(key) } };
  }
  const { path, identity } = psk;
  const text = readText(path);
  if (text === null)
    return { ok: false, error: { kind: 'key-format', path, detail: toSay('clause.file.cannotBeRead') } };
  const read = readPsk(text, identity);
  if (read.ok) return read;
  // Not which line is wrong: nothing of what a file holds is said.
  const detail = toSay('clause.psk.none');
  return { ok: false, error: { kind: 'key-format', path, detail } };
}
