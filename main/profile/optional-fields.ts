/** The fields that most profiles do without. */
import type { ImportAnswer } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';

type OptionalKey = { [Key in keyof Profile]-?: undefined extends Profile[Key] ? Key : never }[keyof Profile];

/** A new one does not compile until it is here, and then it is imported, updated and shared as its readers say. */
const optionalFields = {
  identity: true,
  psk: true,
  proxy: true,
  negotiation: true,
  revocation: true,
  local: true,
  spares: true,
} as const satisfies Readonly<Record<OptionalKey, true>>;

export type OptionalFields = Pick<Profile, OptionalKey>;

/** The same without fields that are undefined. */
export const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;

/** Those that are there, and no others. */
export function optionalFieldsOf(from: OptionalFields): OptionalFields {
  const fields = Object.keys(optionalFields) as OptionalKey[];
  return defined(Object.fromEntries(fields.map((field) => [field, from[field]])));
}

/** What the file says, but for what the person said instead; null: nothing is shown to the server. */
export function answeredFields(
  from: OptionalFields,
  { identity, psk, revocation: list }: Pick<ImportAnswer, 'identity' | 'psk' | 'revocation'>,
): OptionalFields {
  const { lists = [], ocsp = null } = from.revocation ?? {};
  return optionalFieldsOf({
    ...from,
    ...(list === undefined ? {} : { revocation: { lists: [...lists, list], ocsp } }),
    ...(identity === undefined ? {} : { identity: identity ?? undefined }),
    ...(psk === undefined ? {} : { psk: psk ?? undefined }),
  });
}
