/**
 * The fields of a profile on their way to somebody else: without secrets, without paths and addresses of this computer.
 * And on their way in, where a stranger's file decides nothing about files of the receiver. Pure.
 */
import {
  allFields,
  type FieldsWith,
  type FieldValues,
  type NamedField,
  profileParts,
  valueIn,
} from '../../../preload/fields/profile.ts';
import type { Profile } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { isSecretHeader } from '../options/secret-header.ts';
import type { SharedProfile } from './format.ts';
import { type CertificateTexts, receiveTrust, sendTrust } from './trust.ts';

/** Hears what is left out, as a sentence. */
export type Note = (reason: Text) => void;

interface Passing<Value> {
  send(value: Value, note: Note, certificates: CertificateTexts): Value;
  /** What was received, unchecked. Left out: it is taken as it is. */
  receive?(value: unknown, note: Note): unknown;
}

/** A field that is shared in part does not compile until it is here. */
const passings: { readonly [Name in FieldsWith<{ readonly shared: 'in part' }>]: Passing<FieldValues[Name]> } = {
  trust: { send: sendTrust, receive: receiveTrust },
  psk: {
    send(psk, note) {
      if (psk === undefined) return undefined;
      note(toSay('note.share.psk'));
      return psk.identity === null ? undefined : { kind: 'secret', identity: psk.identity };
    },
    receive(psk, note) {
      if (!isRecord(psk)) return undefined;
      const name = psk['identity'];
      if (psk['kind'] === 'file') note(toSay('note.shared.pskFile'));
      return psk['kind'] === 'secret' || typeof name === 'string' ? { kind: 'secret', identity: name } : undefined;
    },
  },
  proxy: {
    send(proxy, note) {
      if (proxy === undefined || proxy.kind === 'system' || proxy.username === null) return proxy;
      note(toSay('note.share.proxyLogin'));
      return { ...proxy, username: null };
    },
  },
  negotiation: {
    send(negotiation, note) {
      if (negotiation?.kind === 'smtp' && negotiation.login !== null) {
        note(toSay('note.share.mailLogin'));
        return { ...negotiation, login: null };
      }
      if (negotiation?.kind !== 'connect') return negotiation;
      if (negotiation.username !== null) note(toSay('note.share.proxyLogin'));
      const headers = negotiation.headers.filter((header) => !isSecretHeader(header));
      if (headers.length < negotiation.headers.length) note(toSay('note.share.headers'));
      return { ...negotiation, username: null, headers };
    },
  },
  revocation: {
    send(revocation, note) {
      if (revocation === undefined) return undefined;
      if (revocation.lists.length > 0) note(toSay('note.share.lists'));
      return revocation.ocsp === null ? undefined : { ...revocation, lists: [] };
    },
    receive(revocation, note) {
      if (!isRecord(revocation)) return undefined;
      const lists = revocation['lists'];
      if (!Array.isArray(lists) || lists.length === 0) return revocation;
      note(toSay('note.shared.lists'));
      return revocation['ocsp'] == null ? undefined : { ...revocation, lists: [] };
    },
  },
};

const passingOf = ({ name }: NamedField): Passing<unknown> | undefined =>
  (passings as Readonly<Record<string, Passing<unknown>>>)[name];

/** The profile as it is shared; `note` hears what was left out. */
export function sentProfile(profile: Profile, certificates: CertificateTexts, note: Note): SharedProfile {
  return profileParts((field) => {
    const value = valueIn(profile, field);
    const { shared } = field;
    if (shared === 'as it is') return value;
    if (shared === 'in part') return passingOf(field)?.send(value, note, certificates);
    if (shared !== 'never' && value !== undefined) note(shared.told);
    return undefined;
  });
}

/** What was received, unchecked, without what names files, addresses or secrets of another computer. */
export function receivedProfile(shared: Readonly<Record<string, unknown>>, note: Note): Record<string, unknown> {
  const { tls } = shared;
  const own = receivedFields(shared, false, note);
  return isRecord(tls) ? { ...own, tls: receivedFields(tls, true, note) } : own;
}

function receivedFields(from: Readonly<Record<string, unknown>>, isTls: boolean, note: Note): Record<string, unknown> {
  const left = { ...from };
  for (const field of allFields) {
    const { name, shared } = field;
    if (field.isTls !== isTls || shared === 'as it is') continue;
    const value = from[name];
    delete left[name];
    if (shared === 'never') left[name] = field.usual;
    else if (shared === 'in part') {
      const { receive = (each: unknown) => each } = passingOf(field) ?? {};
      const kept = value === undefined ? undefined : receive(value, note);
      if (kept !== undefined) left[name] = kept;
    } else if (value !== undefined) note(shared.refused);
  }
  return left;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
