/** All fields of a profile, and the schema that they add up to. A new field is one record and its name here. */

import { z } from 'zod';
import { noteSchema } from '../schemas.ts';
import { because } from '../words/because.ts';
import { accept } from './accept.ts';
import { acceptIpv6 } from './accept-ipv6.ts';
import { alpn } from './alpn.ts';
import { application } from './application.ts';
import { ciphers } from './ciphers.ts';
import { ciphersuites } from './ciphersuites.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { curves } from './curves.ts';
import { failover } from './failover.ts';
import type { FieldRules } from './field.ts';
import { group } from './group.ts';
import { localPrograms, localUsers } from './guard.ts';
import { identity } from './identity.ts';
import { local } from './local.ts';
import { name } from './name.ts';
import { negotiation } from './negotiation.ts';
import { offWhenUnused } from './off-when-unused.ts';
import { openvpn } from './openvpn.ts';
import { options } from './options.ts';
import { proxy } from './proxy.ts';
import { psk } from './psk.ts';
import { revocation } from './revocation.ts';
import { securityLevel } from './security-level.ts';
import { sessions } from './sessions.ts';
import { shortcut } from './shortcut.ts';
import { sni } from './sni.ts';
import { socket } from './socket.ts';
import { spares } from './spares.ts';
import { identityFile, onward, sshConfig } from './ssh.ts';
import { startWithApp } from './start-with-app.ts';
import { timeouts } from './timeouts.ts';
import { trust } from './trust.ts';
import { user } from './user.ts';
import { maxVersion, minVersion } from './versions.ts';

/** Those that are kept together as `tls`; the engine gets them so. */
export const tlsFields = {
  sni,
  minVersion,
  maxVersion,
  ciphers,
  curves,
  alpn,
  ciphersuites,
  securityLevel,
  options,
  sessions,
} as const;

const before = {
  name,
  group,
  application,
  command,
  accept,
  acceptIpv6,
  socket,
  localUsers,
  localPrograms,
  user,
  identityFile,
  onward,
  sshConfig,
  startWithApp,
  offWhenUnused,
  shortcut,
  connect,
  failover,
} as const;
const behind = { trust, timeouts, identity, psk, proxy, negotiation, revocation, local, spares, openvpn } as const;

/** Those of the profile itself. */
export const ownFields = { ...before, ...behind } as const;

/** All, in the order in which people read them. */
export const fields = { ...before, ...tlsFields, ...behind } as const;

export type OwnField = keyof typeof ownFields;
export type TlsField = keyof typeof tlsFields;
export type FieldName = keyof typeof fields;

type Schemas<Records> = {
  readonly [Name in keyof Records]: Records[Name] extends { readonly schema: infer Schema extends z.ZodType }
    ? Schema
    : never;
};

const schemasOf = <Records extends Readonly<Record<string, { readonly schema: z.ZodType }>>>(records: Records) =>
  Object.fromEntries(Object.entries(records).map(([name, { schema }]) => [name, schema])) as Schemas<Records>;

export const tlsSchema = z.strictObject(schemasOf(tlsFields));

/** All profiles are written with every change: a thousand usual ones are as large as two of this size. */
export const profileLimits = {
  /** Of the profile as JSON: the certificates that it holds, the notes of its import, and everything else. */
  characters: 400_000,
  notes: 1000,
  /** Of all notes together. */
  noteCharacters: 100_000,
} as const;

const isWithinLimit = (profile: unknown): boolean => JSON.stringify(profile).length <= profileLimits.characters;

export const profileSchema = z
  .strictObject({
    id: z.uuid(),
    ...schemasOf(ownFields),
    tls: tlsSchema,
    /** The demo's profile: lives until the app quits, is never stored. */
    demo: z.boolean(),
    origin: z.strictObject({
      file: z.string().max(1024).nullable(),
      section: z.string().max(1024).nullable(),
      notes: z.array(noteSchema).max(profileLimits.notes),
    }),
  })
  .refine(isWithinLimit, because('schema.profile'))
  .refine(({ accept, socket }) => accept.length > 0 || socket !== undefined, {
    path: ['socket'],
    ...because('schema.socket'),
  });

/** What each field holds. */
export type FieldValues = z.infer<typeof tlsSchema> & Pick<z.infer<typeof profileSchema>, OwnField>;

/** A record whose value is not known to the compiler: for what goes through all fields. */
export interface NamedField extends FieldRules<unknown> {
  readonly name: FieldName;
  readonly schema: z.ZodType;
  readonly isTls: boolean;
}

export const allFields: readonly NamedField[] = (Object.keys(fields) as FieldName[]).map((name) => ({
  ...(fields[name] as FieldRules<unknown> & { readonly schema: z.ZodType }),
  name,
  isTls: name in tlsFields,
}));

type Fields = Readonly<Record<string, unknown>>;

/** The value of a field in a profile, or in what becomes one. */
export const valueIn = (profile: Readonly<{ tls: object }>, { name, isTls }: NamedField): unknown =>
  (isTls ? (profile.tls as Fields) : (profile as Fields))[name];

/** A profile's parts again, made of the values of its fields; without what is undefined. */
export function profileParts(valueFor: (field: NamedField) => unknown): FieldsOfProfile {
  const entries = (isTls: boolean) =>
    allFields
      .filter((field) => field.isTls === isTls)
      .map((field) => [field.name, valueFor(field)] as const)
      .filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(entries(false)), tls: Object.fromEntries(entries(true)) } as FieldsOfProfile;
}

type FieldsOfProfile = Pick<z.infer<typeof profileSchema>, OwnField | 'tls'>;

/** Fields for which a table has to say something, by a rule of their records: `FieldsWith<{shared: 'in part'}>`. */
export type FieldsWith<Rule> = {
  [Name in FieldName]: (typeof fields)[Name] extends Rule ? Name : never;
}[FieldName];
