import { allFields, valueIn } from '../../preload/fields/profile.ts';
import type { Profile } from '../../preload/types.ts';

/** The files that a profile names where it did not before: what is right as an authority is not right as a key. */
export const newFilesOf = (before: Profile | undefined, after: Profile): readonly string[] =>
  allFields.flatMap((field) => {
    const known = before === undefined ? [] : (field.files?.(valueIn(before, field)) ?? []);
    return (field.files?.(valueIn(after, field)) ?? []).filter((path) => !known.includes(path));
  });
