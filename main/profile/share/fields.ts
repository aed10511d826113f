/**
 * The optional fields of a profile on their way to somebody else: without secrets, without paths and addresses of this
 * computer. And on their way in, where a stranger's file decides nothing about files of the receiver. Pure.
 */
import type { Profile } from '../../../preload/types.ts';
import type { OptionalFields } from '../optional-fields.ts';
import { defined } from '../optional-fields.ts';
import { isSecretHeader } from '../options/secret-header.ts';

type Note = (reason: string) => void;

/** What of each field is shared. A new one does not compile until somebody has decided. */
type Portable = {
  readonly [Field in keyof Required<OptionalFields>]: (profile: Profile, note: Note) => Profile[Field];
};

const portable: Portable = {
  identity: ({ identity }, note) => {
    if (identity !== undefined) {
      note('The client certificate and its key are not shared: the receiver needs an own one, and names its files.');
    }
    return undefined;
  },
  psk: ({ psk }, note) => {
    if (psk === undefined) return undefined;
    note('The pre-shared key is a secret and is not shared: tell it to the receiver in another way.');
    return psk.identity === null ? undefined : { kind: 'secret', identity: psk.identity };
  },
  proxy: ({ proxy }, note) => {
    if (proxy === undefined || proxy.kind === 'system' || proxy.username === null) return proxy;
    note('Your login at the proxy is not shared.');
    return { ...proxy, username: null };
  },
  negotiation: ({ negotiation }, note) => {
    if (negotiation?.kind === 'smtp' && negotiation.login !== null) {
      note('Your login at the mail server is not shared.');
      return { ...negotiation, login: null };
    }
    if (negotiation?.kind !== 'connect') return negotiation;
    if (negotiation.username !== null) note('Your login at the proxy is not shared.');
    const headers = negotiation.headers.filter((header) => !isSecretHeader(header));
    if (headers.length < negotiation.headers.length) note('Headers that hold a secret are not shared.');
    return { ...negotiation, username: null, headers };
  },
  revocation: ({ revocation }, note) => {
    if (revocation === undefined) return undefined;
    if (revocation.lists.length > 0)
      note('Lists of revoked certificates are files of this computer and are not shared.');
    return revocation.ocsp === null ? undefined : { ...revocation, lists: [] };
  },
  local: ({ local }, note) => {
    if (local !== undefined) note('The source address is one of this computer and is not shared.');
    return undefined;
  },
  spares: ({ spares }) => spares,
};

/** The optional fields as they are shared; `note` hears what was left out. */
export function portableFields(profile: Profile, note: Note): OptionalFields {
  return defined(
    Object.fromEntries(
      Object.entries(portable).map(([field, share]) => [field, share(profile, note)]),
    ) as OptionalFields,
  );
}

/** What was received, unchecked, without what names files, addresses or secrets of this computer. */
export function withoutForeignPlaces(shared: Readonly<Record<string, unknown>>, note: Note): Record<string, unknown> {
  const { identity, local, psk, revocation, ...others } = shared;
  const left = new Map<string, unknown>(Object.entries(others));
  if (identity !== undefined) note('The sender’s client certificate is a file of another computer; it was left out.');
  if (local !== undefined) note('The sender’s source address was left out.');
  if (isRecord(psk)) {
    const name = psk['identity'];
    if (psk['kind'] === 'file') note('The sender’s file of pre-shared keys was left out.');
    if (psk['kind'] === 'secret' || typeof name === 'string') left.set('psk', { kind: 'secret', identity: name });
  }
  if (isRecord(revocation)) {
    const lists = revocation['lists'];
    const named = Array.isArray(lists) && lists.length > 0;
    if (named) note('The sender’s lists of revoked certificates are files of another computer; they were left out.');
    const kept = { ...revocation, lists: named ? [] : lists };
    if (!named || revocation['ocsp'] != null) left.set('revocation', kept);
  }
  return Object.fromEntries(left);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
