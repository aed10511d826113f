/** The fields that most profiles do without. */
import { allFields } from '../../preload/fields/profile.ts';
import type { ImportAnswer } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';

type OptionalField = { [Key in keyof Profile]-?: undefined extends Profile[Key] ? Key : never }[keyof Profile];

export type OptionalFields = Pick<Profile, OptionalField>;

const optionalFields = allFields
  .filter(({ isTls, schema }) => !isTls && schema.safeParse(undefined).success)
  .map(({ name }) => name as OptionalField);

/** The same without fields that are undefined. */
export const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value;

/** Those that are there, and no others. */
export function optionalFieldsOf(from: OptionalFields): OptionalFields {
  return defined(Object.fromEntries(optionalFields.map((name) => [name, from[name]])));
}

/** What the person said instead of the file, and nothing of the rest; undefined: nothing is shown to the server. */
export function answersIn(
  from: OptionalFields,
  { identity, psk, revocation: list }: Pick<ImportAnswer, 'identity' | 'psk' | 'revocation'>,
) {
  const { lists = [], ocsp = null } = from.revocation ?? {};
  return {
    ...(list === undefined ? {} : { revocation: { lists: [...lists, list], ocsp } }),
    ...(identity === undefined ? {} : { identity: identity ?? undefined }),
    ...(psk === undefined ? {} : { psk: psk ?? undefined }),
  };
}

/** What the file says, but for what the person said instead. */
export const answeredFields = (
  from: OptionalFields,
  answer: Pick<ImportAnswer, 'identity' | 'psk' | 'revocation'>,
): OptionalFields => optionalFieldsOf({ ...from, ...answersIn(from, answer) } as OptionalFields);
