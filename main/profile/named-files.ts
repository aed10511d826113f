import { allFields, valueIn } from '../../preload/fields/profile.ts';
import type { Profile } from '../../preload/types.ts';

/** The files that a profile names. */
export const filesOf = (profile: Profile): readonly string[] =>
  allFields.flatMap((field) => field.files?.(valueIn(profile, field)) ?? []);
